"""Sentences compared with numbers: their own, an earlier text's, and an edition's figures.

`texts` reads documents into sentences and tables, `grammar` finds the statements in them, `checks` compares the
statements with figures, and `output` prints what they find.

Each name is imported from its module at its first use: the process that reads a file needs none of the checks.
"""

from importlib import import_module

_MODULES = {
    "FAULTS": "checks.findings",
    "Check": "checks.findings",
    "Finding": "checks.findings",
    "Grade": "checks.findings",
    "OwnFigure": "checks.own_figures",
    "UnreadableText": "texts.documents",
    "check": "checks.checking",
    "check_text": "checks.checking",
    "read_document": "texts.documents",
    "read_text": "texts.documents",
}
__all__ = list(_MODULES)


def __getattr__(name: str):
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
