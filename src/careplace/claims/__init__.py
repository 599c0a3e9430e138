"""Sentences compared with numbers: their own, an earlier text's, and an edition's figures.

Each name is read from its module when it is asked for: the process that reads a file needs none of the checks.
"""

from importlib import import_module

_MODULES = {
    "FAULTS": "findings",
    "Check": "findings",
    "Finding": "findings",
    "Grade": "findings",
    "UnreadableText": "reading",
    "check": "checking",
    "check_text": "checking",
    "read_document": "reading",
    "read_text": "reading",
}
__all__ = list(_MODULES)


def __getattr__(name: str):
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
