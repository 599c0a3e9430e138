"""The measures of a team's work, which are data: measures.toml."""

import re
from functools import cache
from importlib.resources import files

from pydantic import Field, field_validator, model_validator

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.visits.models import KINDS
from careplace.casework.data_file import Entry, Key, Words, parse, repeated


class Measure(Entry):
    """A measure: its words, what is counted by which function, and how its sentence is put together.

    `done` and `not_done` are for several; the words for one are the same unless given.
    """

    key: Key
    title: Words
    definition: Words
    numerator: Words
    denominator: Words
    date: Words
    count: str
    kinds: tuple[str, ...] = ()
    visit_kinds: tuple[str, ...] = ()
    days: int = Field(default=0, ge=0, le=1000)
    singular: Words
    plural: Words
    done: Words
    not_done: Words
    done_singular: str = ""
    not_done_singular: str = ""
    basis: Words
    empty: Words
    claim: str

    @field_validator("claim")
    @classmethod
    def _expression(cls, claim: str) -> str:
        re.compile(claim)
        return claim

    @model_validator(mode="after")
    def _kinds_exist(self) -> "Measure":
        if unknown := {*self.kinds} - {*service_kinds()} | {*self.visit_kinds} - {*KINDS}:
            raise ValueError(f"no such kind: {', '.join(sorted(unknown))}")
        return self


class Measures(Entry):
    """All measures."""

    measure: tuple[Measure, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> "Measures":
        if faults := repeated("measure", [measure.key for measure in self.measure]):
            raise ValueError("; ".join(faults))
        return self


@cache
def measures() -> dict[str, Measure]:
    """{key: measure}, in the order of the file."""
    text = (files(__package__) / "measures.toml").read_text("utf-8")
    return {measure.key: measure for measure in parse(Measures, text, "measures.toml").measure}
