"""Comments of a survey: one source with one text, a paragraph a comment, and the labels and themes of its file as codes.

A survey is one source, however many people answered: its comments would outnumber every interview otherwise. What the file
says of a comment is marked as the file's own, and nobody's of the team, until somebody changes it.
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.actions import CODERS
from careplace.casework.reviews.coding.anchoring import first_text, place_of
from careplace.casework.reviews.coding.models import FROM_FILE, Code, Coding
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.models import Source, Text
from careplace.casework.scope.actor import Actor
from careplace.voices.texts import paragraphs

MOST_BYTES, MOST_ROWS, MOST_THEMES = 5 << 20, 20_000, 200
MARKS = frozenset(("", "0", "1"))
"""What the cells of a column of labels have: 1 where the comment has the label."""
SENTIMENT = {
    **dict.fromkeys(("1", "2"), Direction.STRENGTH),
    "3": Direction.MIXED,
    **dict.fromkeys(("4", "5"), Direction.CONCERN),
}
"""{answer from 1, very positive, to 5, very negative: direction}"""


@dataclass(frozen=True)
class Table:
    """The rows of a file, and its columns in order."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]

    @property
    def labels(self) -> list[str]:
        """The columns of labels: those with nothing but 1, 0 and empty cells, and a 1 somewhere."""
        values = {column: {row[column] for row in self.rows} for column in self.columns}
        return [column for column in self.columns if "1" in values[column] and values[column] <= MARKS]


@dataclass(frozen=True)
class Columns:
    """Which column has the comments, which the sentiment ("" where none has), and which are labels that become codes.

    A row with anything in the column `left_out` is left out, such as one that names a person. A cell of the column
    `themes` has names of codes, with semicolons between them.
    """

    comment: str
    sentiment: str = ""
    left_out: str = ""
    labels: tuple[str, ...] = ()
    themes: str = ""

    def codes_of(self, row: Mapping[str, str]) -> list[str]:
        """The names of the codes that a row has, each once, in whatever letters the file first wrote it."""
        themes = [" ".join(name.split()) for name in row[self.themes].split(";")] if self.themes else []
        names = [*(label for label in self.labels if row[label] == "1"), *filter(None, themes)]
        return list(_once(names).values())


@dataclass(frozen=True)
class Imported:
    """What an import added, and the rows that it left out: those without a comment, and those that were marked."""

    text: Text
    comments: int
    codings: int
    empty: int
    marked: int


def read_table(content: bytes) -> Table:
    """The rows of a CSV file in UTF-8 whose first row names the columns.

    Raises:
        ValidationError: for another file, one that is too large, and one with a column twice or rows of another length.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(f"The file has {len(content):,} bytes; at most {MOST_BYTES:,} are read.")
    if b"\0" in content:
        raise ValidationError("This is no CSV file in UTF-8: it has a character that no text has (NUL).")
    try:
        header, *body = list(
            csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        ) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError(f"This is no CSV file in UTF-8: {error}.") from error
    columns = tuple(cell.strip() for cell in header)
    if not all(columns) or len(set(columns)) < len(columns):
        raise ValidationError("Each column needs a name of its own, in the first row.")
    if wrong := [n for n, cells in enumerate(body, start=2) if cells and len(cells) != len(columns)]:
        raise ValidationError(f"Row {wrong[0]} has more or fewer cells than the first row.")
    if len(body) > MOST_ROWS:
        raise ValidationError(f"The file has {len(body):,} rows; at most {MOST_ROWS:,} are read.")
    rows = [dict(zip(columns, (cell.strip() for cell in cells), strict=True)) for cells in body if cells]
    return Table(columns, rows)


def import_comments(
    actor: Actor, review: UUID, table: Table, columns: Columns, source: Mapping[str, Any]
) -> Imported:
    """Add a survey with its comments and their labels, all or nothing.

    A coding without a direction waits for a person to confirm it.

    Args:
        source: the fields of the survey's source.

    Raises:
        ValidationError: for a column that is not there, a file without comments, a source that cannot be saved.
    """
    if missing := {columns.comment, *columns.labels, columns.themes or columns.comment} - set(table.columns):
        raise ValidationError(f"The file has no column {', '.join(sorted(missing))}.")
    marked = [row for row in table.rows if columns.left_out and row[columns.left_out] not in ("", "0")]
    rest = [row for row in table.rows if not columns.left_out or row[columns.left_out] in ("", "0")]
    rows = [row for row in rest if row[columns.comment]]
    if not rows:
        raise ValidationError("There are no comments in this file.")
    with in_review(actor, review, parts=CODERS) as at_once:
        people = {"people": min(len(rows), 32_767), "category": "survey"}
        survey = at_once.add(Source(**people, **source))
        text = at_once.add(
            first_text(survey, "\n".join(" ".join(row[columns.comment].split()) for row in rows))
        )
        codings = _codings(at_once, text, rows, columns)
    return Imported(text, len(rows), codings, len(rest) - len(rows), len(marked))


def _codings(at_once: ReviewChanges, text: Text, rows: Sequence[Mapping[str, str]], columns: Columns) -> int:
    names_of_rows = [columns.codes_of(row) for row in rows]
    codes = _codes(at_once, names_of_rows, columns)
    sure: list[Coding] = []
    unsure: list[Coding] = []
    for row, names, span in zip(rows, names_of_rows, paragraphs(text.content), strict=True):
        direction = SENTIMENT.get(row.get(columns.sentiment, ""), "")
        fields = {"source_id": text.source_id, "text": text, "coder_id": at_once.changes.actor.person}
        fields |= {"direction": direction, "doubt": FROM_FILE, **place_of(text, span)}
        added = [Coding(code=codes[name.casefold()], **fields) for name in names]
        (sure if direction else unsure).extend(added)
    at_once.add_all(sure, "code")
    at_once.add_all(unsure, "import")
    return len(sure) + len(unsure)


def _codes(
    at_once: ReviewChanges, names_of_rows: Collection[Collection[str]], columns: Columns
) -> dict[str, Code]:
    """{name in small letters: the code that is called so; a new one where there is none}"""
    names = _once(name for of_row in names_of_rows for name in of_row)
    if len(names) - len(columns.labels) > MOST_THEMES:
        raise ValidationError(
            f"The column “{columns.themes}” has {len(names):,} different themes; a code book can take {MOST_THEMES}. "
            "Is it the column of the comments?"
        )
    used = {
        c.name.casefold(): c
        for c in Code.objects.filter(review=at_once.review, state="used").order_by("-parent")
    }
    ordered = [label.casefold() for label in columns.labels if label.casefold() in names]
    keys = dict.fromkeys([*ordered, *sorted(names)])
    return {key: used.get(key) or at_once.add(Code(name=names[key])) for key in keys}


def _once(names: Iterable[str]) -> dict[str, str]:
    """{name in small letters: the name as it is first written}"""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.casefold(), name)
    return first
