"""The table of a file of responses, with the headings that consultations really have, without columns that name people.

Survey programs write a row of their own names above the questions, an empty row below them, and a heading
twice: "Location - Location". Columns of names, e-mail addresses and the like
are dropped here, before anything of the file is stored.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from careplace.consultations.questionnaire import PREFER_NOT
from careplace.voices.personal_details import EMAIL, PHONE, POSTCODE

_PERSONAL = re.compile(
    r"\b(?:(?:full |first |last |sur|your |user|contact |respondent )?name|e-?mail|telephone|phone|mobile|post ?code|"
    r"address|date of birth|dob|nhs number|ip)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\blocation - address\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b(?:respondent|response|submission)[ _-]?id\b|^id$", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:ident|column|col|q|var|v)?[ _-]*\d+", re.IGNORECASE)
_DOUBLED = re.compile(r"^(?P<name>.+?) - (?P=name)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:prop(?:osal)? ?\d+ )?q\d+ (?:- )?(?=\S)|^q\d+: ", re.IGNORECASE)
MOST_CHOICES = 15
"""Different answers of a column that can be one of choices."""
LONGEST_CHOICE = 40
"""Characters of an answer that can be a choice."""
Kind = Literal["text", "one"]


@dataclass(frozen=True)
class Column:
    """A column: its heading as people read it, its cells, and the kind of question that its cells look like answers to."""

    heading: str
    cells: tuple[str, ...]

    @property
    def answers(self) -> list[str]:
        """The different answers in it, by how often they are there and then by words."""
        filled = [cell for cell in self.cells if cell]
        return sorted(set(filled), key=lambda answer: (-filled.count(answer), answer))

    @property
    def kind(self) -> Kind:
        """Choices where few short answers come again, else free text."""
        answers = self.answers
        short = all(len(answer) <= LONGEST_CHOICE for answer in answers)
        comes_again = len(answers) < sum(bool(cell) for cell in self.cells) or len(answers) == 1
        return "one" if answers and short and comes_again and len(answers) <= MOST_CHOICES else "text"


@dataclass(frozen=True)
class ResponseTable:
    """What may be stored of a file. `dropped` are the headings of columns that were left out, each with why."""

    columns: tuple[Column, ...]
    dropped: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> int:
        """How many responses there are."""
        return len(self.columns[0].cells) if self.columns else 0


def response_table(cells: Sequence[Sequence[str]]) -> ResponseTable:
    """The table of a file's cells.

    Raises:
        ValueError: where there is no row of headings with a row of answers below it.
    """
    rows = [[" ".join(cell.split(" ")).strip() for cell in row] for row in cells]
    filled = [row for row in rows if any(row)]
    if len(filled) > 1 and _are_names_of_a_program(filled[0]):
        filled = filled[1:]
    if len(filled) < 2:
        raise ValueError("there is no row of headings with answers below it")
    headings, body = filled[0], filled[1:]
    columns = [
        Column(_heading(text), tuple(row[n] if n < len(row) else "" for row in body))
        for n, text in enumerate(headings)
        if text
    ]
    dropped = [(column.heading, why) for column in columns if (why := _why_dropped(column))]
    stored = tuple(column for column in columns if not _why_dropped(column))
    return ResponseTable(stored, tuple(dropped))


def key_of(words: str) -> str:
    """The key of a choice from its words: "prefer-not-to-say" of "Prefer not to say"."""
    key = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:60].strip("-")
    return PREFER_NOT if key in ("prefer-not", "prefer-not-to-answer", "rather-not-say") else key or "other"


def _are_names_of_a_program(row: Sequence[str]) -> bool:
    return all(_PROGRAM.fullmatch(cell) for cell in row if cell)


def _heading(text: str) -> str:
    text = " ".join(text.split())
    doubled = _DOUBLED.match(text)
    return doubled["name"] if doubled else _NUMBERED.sub("", text) or text


def _why_dropped(column: Column) -> str:
    if _IDENTIFIER.search(column.heading):
        return "it numbers the people who answered"
    if _PERSONAL.search(column.heading) and not _PLACE.search(column.heading):
        return "it may name people"
    filled = [cell for cell in column.cells if cell]
    details = [cell for cell in filled if any(p.fullmatch(cell) for p in (EMAIL, PHONE, POSTCODE))]
    return (
        "its cells are addresses or numbers of people" if filled and 2 * len(details) >= len(filled) else ""
    )
