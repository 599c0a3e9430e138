"""What a table must be: its columns, types, key and allowed values; and how a breach is told.

A breach names the file, sheet, row and column, what was found and what was expected. A file with one breach is not
read at all: half a register would be worse than none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}
SHOWN = 20
ROWS_SHOWN = 5
ORIGIN = ("sheet", "source_row")


@dataclass(frozen=True)
class Column:
    """One column of a table: `type` is a key of TYPES; a `required` column holds no nulls."""

    name: str
    type: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The contract of one table. `key` names the columns whose values together occur once.

    `context` names columns that say what a row was shown with, and not what it is: rows that differ only in these are
    one row.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, TYPES[c.type]) for c in self.columns])

    def empty(self) -> pa.Table:
        return self.schema.empty_table()


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file. `row` is the row's number as a spreadsheet shows it."""

    file: str
    found: str
    expected: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = [f"file {self.file}"]
        where += [f"sheet {self.sheet}"] if self.sheet else []
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"column {self.column}"] if self.column else []
        return f"{', '.join(where)}: found {self.found}; expected {self.expected}"


def misfits(
    file: str, rows: pa.Table, name: str, wrong: pa.Array, expected: str, heading: str = "", sheet: str = ""
) -> list[Problem]:
    """The first ROWS_SHOWN of the `rows` that are `wrong` in a column, as problems that say how many there are.

    `rows` holds `source_row`, and `sheet` where that differs; `heading` is what the file calls the column.
    """
    held = [each for each in dict.fromkeys((name, *ORIGIN)) if each in rows.column_names]
    found = rows.select(held).filter(wrong)
    more = f" ({found.num_rows:,} such rows)" if found.num_rows > 1 else ""
    return [
        Problem(
            file,
            ("no value" if row[name] is None else repr(row[name])) + more,
            expected,
            row.get("sheet") or sheet,
            row.get("source_row"),
            heading or name,
        )
        for row in found.slice(0, ROWS_SHOWN).to_pylist()
    ]


@dataclass
class SourceError(Exception):
    """A file that cannot be read whole, with every problem found in it (the first SHOWN are printed)."""

    problems: list[Problem] = field(default_factory=list)

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more")
        return "\n".join(lines)


def refuse_for(problems: list[Problem]) -> None:
    """Raise SourceError where there is any problem."""
    if problems:
        raise SourceError(problems)
