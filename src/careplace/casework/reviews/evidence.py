"""A piece of evidence: what a source said about a key line, and in which direction."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Direction(StrEnum):
    """What a piece of evidence says about a key line."""

    STRENGTH = "strength"
    MIXED = "mixed"
    CONCERN = "concern"


class Category(StrEnum):
    """The kind of a source. Several interviews are several sources of one category."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus group"
    CASE_TRACKING = "case tracking"
    SURVEY = "survey"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A coded excerpt that a person accepted. `organisation` and `populations` are keys of the review's framework."""

    source: str
    line: str
    direction: Direction
    category: Category
    organisation: str
    populations: frozenset[str]
    on: date
