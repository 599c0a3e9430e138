"""docs/methods.md says how every public statistic is reckoned: one that it does not name fails here."""

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from careplace import statistics

METHODS = (Path(__file__).parents[2] / "docs/methods.md").read_text(encoding="utf-8")
CONVENTIONS = {
    "arguments",
    "blocks",
    "estimates",
}  # what all functions share; described at the head of the page
MODULES = [m.name for m in pkgutil.iter_modules(statistics.__path__) if m.name not in CONVENTIONS]


def functions(name: str) -> list[str]:
    module = import_module(f"careplace.statistics.{name}")
    own = inspect.getmembers(module, lambda f: inspect.isfunction(f) and f.__module__ == module.__name__)
    return [function for function, _ in own if not function.startswith("_")]


@pytest.mark.parametrize("module", MODULES)
def test_every_module_and_function_is_described(module):
    assert f"`{module}.py`" in METHODS
    # `score_limits` is Wilson's formula without checks, shared with the control limits.
    missing = [f for f in functions(module) if f"`{f}`" not in METHODS and f != "score_limits"]
    assert not missing


def test_every_section_says_when_not_to_use_it():
    sections = [s for s in METHODS.split("\n## ")[1:] if not s.startswith("Where sources")]
    without = [s.splitlines()[0] for s in sections if "*Not for*" not in s]
    assert not without
