"""Steps of a closure and kinds of need, which are data: TOML files next to this module."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import Field

from careplace.casework.data_file import Entry, Key, Words, parse


class StepEntry(Entry):
    """A step, and how many working days after the plan it is due."""

    key: Key
    title: Words
    within: int = Field(ge=1, le=260)


class Checklist(Entry):
    """The steps with which a plan begins, in their order."""

    steps: tuple[StepEntry, ...] = Field(min_length=1)


@cache
def checklist() -> Checklist:
    """The steps of steps.toml."""
    return parse(Checklist, (files(__package__) / "steps.toml").read_text(encoding="utf-8"), "steps.toml")


@cache
def needs() -> dict[str, str]:
    """{key: words} of the kinds of need, in the order of the file."""
    return tomllib.loads((files(__package__) / "needs.toml").read_text(encoding="utf-8"))
