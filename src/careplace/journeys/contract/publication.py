"""The publications, from their TOML files."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import with_config

from careplace.entries import ENTRY, OneOf, Truth, content, parse, parse_all

KEYS = ("cld", "hes_apc", "ecds", "deaths")
TYPES = ("text", "code", "date", "time", "month", "whole")
DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%Y%m%d",
    "%d-%b-%Y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
)
"""How dates may be written. A month before a day (American order) is not among them: 03/04/2025 could be either."""
DONE = {
    "left out": "the record is left out",
    "emptied": "the field is taken as empty",
    "kept": "the record is kept as it is",
    "read": "the values are read all the same",
    "joined": "one record is kept",
    "cropped": "the end is set to the day of death",
    "moved": "the earliest is taken",
}


@with_config(ENTRY)
@dataclass(frozen=True)
class Field:
    """A field: the publisher's name, other names of it, the column that it becomes, its type, and which values it may have.

    `required`: a file without it is refused. `present`: a record without a value has a fault, and `otherwise` says what
    is done. `codes` is {code: word}; "" stands for a known code that means nothing here. `nothing` lists texts that stand
    for no value.
    """

    name: str
    column: str
    type: Annotated[str, OneOf(TYPES)] = "text"
    also: tuple[str, ...] = ()
    required: Truth = False
    present: Truth = False
    otherwise: Annotated[str, OneOf(DONE)] = "left out"
    nothing: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The publisher's names, the preferred one first."""
        return (self.name, *self.also)


@with_config(ENTRY)
@dataclass(frozen=True)
class Rule:
    """A rule about records: what is wrong, in which columns, and what is done. `where` is a condition on one record's
    columns; without it the publication's SQL finds the records."""

    key: str
    title: str
    columns: str
    done: Annotated[str, OneOf(DONE)]
    where: str = ""


@with_config(ENTRY)
@dataclass(frozen=True)
class Person:
    """The pseudonyms of a person, the first that has a value counting; `within` names a field of which `last` is only unique
    within one value."""

    fields: tuple[str, ...]
    within: str = ""
    last: str = ""


@with_config(ENTRY)
@dataclass(frozen=True)
class About:
    """A publication's short name, what it is, who publishes it, and where its fields and codes are described."""

    name: str
    title: str
    publisher: str
    source: str


@dataclass(frozen=True)
class Publication:
    """A publication of record-level data."""

    key: str
    about: About
    person: Person
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]

    @property
    def names(self) -> dict[str, str]:
        """{folded name: publisher's name} of every field that is read."""
        listed = [
            *(name for field in self.fields for name in field.names),
            *self.person.fields,
            self.person.last,
        ]
        return {name.lower(): name for name in listed if name}


@cache
def publication(key: str) -> Publication:
    """A publication by its key."""
    file = f"{key}.toml"
    document = content(files(__package__) / file, ("about", "person", "field", "rule"))
    fields, rules = document["field"], document.get("rule", [])
    return Publication(
        key,
        parse(About, document["about"], file, "about"),
        parse(Person, document["person"], file, "person"),
        parse_all(Field, [(entry["name"], entry) for entry in fields], file),
        parse_all(Rule, [(entry["key"], entry) for entry in rules], file),
    )


def publications() -> tuple[Publication, ...]:
    """Every publication."""
    return tuple(map(publication, KEYS))
