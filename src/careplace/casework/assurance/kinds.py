"""Lists of kinds, which are data: TOML files next to this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def service_kinds() -> dict[str, str]:
    """{key: words} of every kind of service, in the order of the file."""
    return _entries("service_kinds.toml")


@cache
def signal_kinds() -> dict[str, str]:
    """{key: words} of every kind of signal that officers enter."""
    return _entries("signal_kinds.toml")


@dataclass(frozen=True)
class EditionKind:
    """A kind of signal that a new edition gives by itself: its words, and the text of the signal."""

    words: str
    text: str


@cache
def edition_kinds() -> dict[str, EditionKind]:
    """{key: kind} of every kind of signal that a new edition gives by itself."""
    return {key: EditionKind(**entry) for key, entry in _entries("edition_signal_kinds.toml").items()}


@cache
def all_signal_kinds() -> dict[str, str]:
    """{key: words} of every kind of signal, entered or given by an edition."""
    return signal_kinds() | {key: kind.words for key, kind in edition_kinds().items()}


def _entries(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
