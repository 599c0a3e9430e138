"""Lists of kinds, which are data: TOML files next to this module."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def service_kinds() -> dict[str, str]:
    """{key: words} of every kind of service, in the order of the file."""
    return _entries("service_kinds.toml")


@cache
def signal_kinds() -> dict[str, str]:
    """{key: words} of every kind of signal that officers enter."""
    return _entries("signal_kinds.toml")


def _entries(name: str) -> dict[str, str]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
