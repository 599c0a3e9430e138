"""The terms of a risk, with their reasons, and what is left out: `terms.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """Something that a risk goes by; the first lines of terms.toml explain each field."""

    key: str
    title: str
    why: str
    fields: tuple[str, ...]
    typical: tuple[float, ...]
    words: str


@dataclass(frozen=True)
class LeftOut:
    """Something that no risk goes by, and why."""

    title: str
    why: str


@cache
def terms() -> tuple[Term, ...]:
    """The terms, in the order of the file."""
    return tuple(
        Term(**entry | {"fields": tuple(entry["fields"]), "typical": tuple(entry["typical"])})
        for entry in _document()["term"]
    )


@cache
def left_out() -> tuple[LeftOut, ...]:
    """What is left out, in the order of the file."""
    return tuple(LeftOut(**entry) for entry in _document()["left_out"])


def _document() -> dict:
    return tomllib.loads(files(__package__).joinpath("terms.toml").read_text(encoding="utf-8"))
