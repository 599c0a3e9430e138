"""What a coded project has: people, a code book, texts, and who gave which code to which stretch of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from careplace.voices.positions import Unit
from careplace.voices.texts import Span

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Careplace"
"""What our files name as their program; `origin_of` says also how they count positions, which no other field can say."""


def origin_of(unit: Unit) -> str:
    """The origin of a file of ours."""
    return f"{ORIGIN}, positions in {unit}"


class ProjectError(ValueError):
    """A file that is not read: `problems` has all of them, a sentence each."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class User:
    """A person who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the code book. `parent` is the guid of the code above it, "" at the top; `colour` is "" or #RRGGBB."""

    guid: str
    name: str
    codable: bool = True
    description: str = ""
    colour: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """A code given by a user; `on` is a date and time as the program wrote it, "" where it wrote none."""

    guid: str
    code: str
    user: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a text with its codings."""

    guid: str
    span: Span
    codings: tuple[Coding, ...] = ()
    name: str = ""
    description: str = ""
    user: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text as we have it (`texts.normalised`), what was selected in it, and the codings of all of it."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    description: str = ""
    user: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A coded project. Codes come before those that are under them.

    `unit` and `line_end` are how the program counts positions and ends lines: a file written again for it has the same.
    `left_out` counts what the file has besides, by the standard's name of it, and what is not read.
    """

    name: str
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    origin: str = ""
    unit: Unit = Unit.CODE_POINTS
    line_end: str = "\n"
    left_out: Mapping[str, int] = field(default_factory=dict)
