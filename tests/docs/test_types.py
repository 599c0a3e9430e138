"""The type checker passes over no module of the package: a `None` nobody thought of is found before a reader meets it."""

import tomllib
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "pyproject.toml"


def test_no_module_is_passed_over():
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["packages"] == ["careplace"]
    assert [one for one in (settings, *settings["overrides"]) if one.get("ignore_errors")] == []


def test_only_packages_of_others_come_without_types():
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["mypy"]
    untyped = [
        name for one in settings["overrides"] if one.get("ignore_missing_imports") for name in one["module"]
    ]
    assert [name for name in untyped if name.startswith("careplace")] == []
