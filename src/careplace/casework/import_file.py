"""The rows of a file that people import, CSV or XLSX: services, signals, measurements, figures of an outcome."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careplace.casework.table_file import MOST_ROWS, FileRefused, read_named_table, refused
from careplace.publish.opendata import FORMULA_STARTS
from careplace.sources.contract import Problem

ESCAPED = tuple(f"'{start}" for start in FORMULA_STARTS)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text has and that PostgreSQL refuses or people do not see; ends of lines and tabs are none of them."""
Row = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, each {column: text}. `name` is that of the sheet; "" for a CSV file."""

    file: str
    name: str
    rows: list[Row]

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """The rows that are not empty, each with its number as a spreadsheet shows it."""
        return ((number, row) for number, row in enumerate(self.rows, start=2) if any(row.values()))

    def problem(self, number: int, column: str, expected: str, content: str = "") -> Problem:
        """What is wrong with a cell; `content` is what was in it, where the row has another column for it."""
        text = content or self.rows[number - 2].get(column, "")
        return Problem(self.file, text, expected, sheet=self.name, row=number, column=column)


def read_sheet(
    file: str, content: bytes, known: Sequence[str], required: Sequence[str], most: int = MOST_ROWS
) -> Sheet:
    """The rows of a file, of a workbook those of its first sheet; the first row has the names of the columns.

    Args:
        known: the columns that the file may have; required: those of them that it must have.
        most: how many rows it may have.

    Raises:
        FileRefused: for a file that is no CSV in UTF-8 and no XLSX, is too large, lacks a column or has one too many, or
            has a cell with control characters.
    """
    name, table = read_named_table(file, content, sheet="")
    header, *body = table or [[]]
    columns = [cell.strip().lower().replace(" ", "_") for cell in header]
    _check_columns(file, columns, known, required)
    if len(body) > most:
        raise refused(file, f"{len(body):,} rows", f"at most {most:,}: split the file")
    sheet = Sheet(file, name, [_row(columns, cells) for cells in body])
    _check_characters(sheet)
    return sheet


def _row(columns: list[str], cells: list[str]) -> Row:
    """A row without the columns that have no name."""
    texts = zip(columns, [cell.strip() for cell in cells], strict=False)
    return {column: without_apostrophe(text) for column, text in texts if column}


def without_apostrophe(text: str) -> str:
    """A text without the apostrophe that our own download puts before "+44"."""
    return text[text.startswith(ESCAPED) :]


def _check_characters(sheet: Sheet) -> None:
    problems = [
        sheet.problem(number, column, "a text without control characters", CONTROL.sub("�", text))
        for number, row in sheet.numbered()
        for column, text in row.items()
        if CONTROL.search(text)
    ]
    if problems:
        raise FileRefused(problems)


def _check_columns(name: str, columns: list[str], known: Sequence[str], required: Sequence[str]) -> None:
    unknown = [column for column in columns if column and column not in known]
    missing = [column for column in required if column not in columns]
    problems = [
        Problem(name, column, f"one of {', '.join(known)}", row=1, column=column) for column in unknown
    ]
    problems += [Problem(name, "no such column", f"a column {column}", row=1) for column in missing]
    present = [column for column in columns if column]
    if len(present) != len(set(present)):
        problems.append(Problem(name, "a column twice", "each column once", row=1))
    if problems:
        raise FileRefused(problems)
