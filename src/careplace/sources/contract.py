"""What a table must be: its columns, types, key and allowed values; and how a breach is told.

A breach names the file, sheet, row and column, what was found and what was expected. A file with one breach is not
read at all: half a register would be worse than none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}
MOST_PROBLEMS = 20
ROWS_SHOWN = 5
# Characters of one part of a message: what was found, what was expected, a name.
LONGEST = 300
ORIGIN = ("sheet", "source_row")
# Forms of text that several tables have. X is the demonstration's nation.
OFFICIAL_CODE = (r"^[A-Z][0-9]{8}$", "an official code: a letter and eight digits, e.g. E08000026")
WITH_LETTERS = (r"\p{L}", "a name, which has letters")


@dataclass(frozen=True)
class Column:
    """One column of a table: `type` is a key of TYPES; a `required` column holds no nulls.

    A value lies from `minimum` to `maximum` where these are given, is a `whole` number, and matches `form` (a regular
    expression, and what it means in words). Every number is finite, whatever its column says.

    `known` are the values seen so far in a list that grows: another one is noted, not refused. A cell may hold several,
    each between bars.

    A `descriptive` column says nothing that is counted by: a cell of it that does not fit is read as blank, and noted,
    where the same in another column refuses the file.
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    form: tuple[str, str] | None = None
    descriptive: bool = False


@dataclass(frozen=True)
class Table:
    """The contract of one table. `key` names the columns whose values together occur once.

    `context` names columns that say what a row was shown with, and not what it is: rows that differ only in these are
    one row. `audience` is who may read the table: "public" (downloads and the API offer it) or "staff"; without a word
    for it, staff alone. `rows_per_group` is how many rows of the stored table are read together: few where a page looks one
    row up (a postcode among 2.3 million takes 6 ms of a processor by groups of 8,192 rows, 14 ms by those of 131,072).
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    audience: Literal["public", "staff"] = "staff"
    rows_per_group: int | None = None

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, TYPES[c.type]) for c in self.columns])

    @property
    def descriptive(self) -> frozenset[str]:
        """The names of the columns of which a bad cell is read as blank."""
        return frozenset(column.name for column in self.columns if column.descriptive)

    def empty(self) -> pa.Table:
        return self.schema.empty_table()


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file. `row` is the row's number as a spreadsheet shows it.

    `rows` is how many rows are wrong in the same way, this one among them; 0 where another problem counts this one.
    """

    file: str
    found: str
    expected: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    rows: int = 1

    def __str__(self) -> str:
        more = f" ({self.rows:,} such rows)" if self.rows > 1 else ""
        return f"{', '.join([f'file {shortened(self.file)}', *self.place()])}: {self.message(more)}"

    def place(self, row: bool = True) -> list[str]:
        """Where in the file it is, in words; nothing where it is the whole file."""
        where = [f"sheet {shortened(self.sheet)}"] if self.sheet else []
        where += [f"row {self.row}"] if row and self.row is not None else []
        return where + ([f"column {shortened(self.column)}"] if self.column else [])

    def message(self, more: str = "") -> str:
        """What was found and what was expected."""
        return f"found {shortened(self.found)}{more}; expected {shortened(self.expected)}"


def shortened(text: str, longest: int = LONGEST) -> str:
    """`text`, cut where it is longer than a message may be: a cell may hold 20 MB."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text):,} characters)"


def misfits(
    file: str, rows: pa.Table, name: str, wrong: pa.Array, expected: str, heading: str = "", sheet: str = ""
) -> list[Problem]:
    """The first ROWS_SHOWN of the `rows` that are `wrong` in a column, as problems that say how many there are.

    `rows` holds `source_row`, and `sheet` where that differs; `heading` is what the file calls the column.
    """
    columns = [column for column in dict.fromkeys((name, *ORIGIN)) if column in rows.column_names]
    misfit_rows = rows.select(columns).filter(wrong)
    return [
        Problem(
            file,
            "no value" if row[name] is None else repr(row[name]),
            expected,
            row.get("sheet") or sheet,
            row.get("source_row"),
            heading or name,
            0 if number else misfit_rows.num_rows,
        )
        for number, row in enumerate(misfit_rows.slice(0, ROWS_SHOWN).to_pylist())
    ]


@dataclass
class SourceError(Exception):
    """A file that cannot be read whole, with every problem found in it (the first SHOWN are printed)."""

    problems: list[Problem] = field(default_factory=list)

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        if len(self.problems) > MOST_PROBLEMS:
            lines.append(f"… and {len(self.problems) - MOST_PROBLEMS} more")
        return "\n".join(lines)


def refuse_for(problems: list[Problem]) -> None:
    """Raise SourceError where there is any problem."""
    if problems:
        raise SourceError(problems)
