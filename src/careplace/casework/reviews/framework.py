"""A framework of a review: key lines of enquiry by theme, levels, and the people it must hear from, as versioned data.

A review names the version that it uses. A team can bring its own file (`data_file.read`).
"""

from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field, model_validator

from careplace.casework.data_file import Entry, Key, Words, parse, repeated

PACKAGE = "careplace.casework.reviews"
SHIPPED = ("place-report", "local-system-review", "council-assessment")
"""The ids of the frameworks that come with Careplace."""


class Level(Entry):
    """A level of judgement."""

    key: Key
    title: Words


class Kind(Entry):
    """A population, or a kind of organisation; `until` is the last day on which there were organisations of the kind."""

    key: Key
    title: Words
    until: date | None = None
    people: bool = False
    """Whether it is people themselves: a role such as "an unpaid carer" then says enough."""

    @property
    def short(self) -> str:
        """The title up to what it lists: "The council" of "The council: commissioning, social work, public health"."""
        return self.title.partition(":")[0]

    @property
    def in_sentence(self) -> str:
        """The short title within a sentence: "the council", "NHS trusts"."""
        return self.short if self.short[1:2].isupper() else f"{self.short[:1].lower()}{self.short[1:]}"


class Line(Entry):
    """A key line of enquiry: its question, and what people should be able to say if its answer is good."""

    key: Key
    title: Words
    question: Words
    statements: tuple[Words, ...] = ()


class Theme(Entry):
    """Key lines that belong together: a step on a person's path, or a theme of a report."""

    key: Key
    title: Words
    lines: tuple[Line, ...] = Field(min_length=1)


class Framework(Entry):
    """A version of a framework.

    `levels` are ordered from best to worst, and empty where a review gives none. `illustrative` is whether its words are
    ours in part, which a review says where it shows them.
    """

    id: Key
    version: int = Field(ge=1)
    title: Words
    source: Words
    illustrative: bool
    levels: tuple[Level, ...] = ()
    populations: tuple[Kind, ...] = Field(min_length=1)
    organisations: tuple[Kind, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = Field(min_length=1)

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every key line by its key, in the framework's order."""
        return {line.key: line for theme in self.themes for line in theme.lines}

    def theme_of(self, line: str) -> Theme:
        """The theme that a key line belongs to. Raises KeyError for a line that the framework does not have."""
        for theme in self.themes:
            if line in (of_theme.key for of_theme in theme.lines):
                return theme
        raise KeyError(line)

    def organisations_on(self, day: date) -> tuple[Kind, ...]:
        """The kinds of organisation that there were on a day."""
        return tuple(kind for kind in self.organisations if kind.until is None or day <= kind.until)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> "Framework":
        keys = {
            "levels": [level.key for level in self.levels],
            "populations": [kind.key for kind in self.populations],
            "organisations": [kind.key for kind in self.organisations],
            "themes": [theme.key for theme in self.themes],
            "lines": [line.key for theme in self.themes for line in theme.lines],
        }
        if faults := [fault for name, names in keys.items() for fault in repeated(name, names)]:
            raise ValueError("; ".join(faults))
        return self


@cache
def shipped(id: str) -> Framework:
    """A framework that comes with Careplace. Raises KeyError for another id."""
    if id not in SHIPPED:
        raise KeyError(f"{id}: no framework, expected one of {', '.join(SHIPPED)}")
    name = f"{id}.toml"
    return parse(Framework, (files(PACKAGE) / "frameworks" / name).read_text("utf-8"), name)
