"""An analyst's table: text with a header and rows, whatever its separator and encoding."""

import csv
import io
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from careplace.cli.errors import visible
from careplace.sources.contract import SourceError
from careplace.sources.encodings import utf8
from careplace.sources.publication import RawFile

LARGEST = 200 * 2**20
"""Bytes: some two million rows."""
LONGEST_CELL = 2**17
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
SAMPLED_LINES = 50


@dataclass(frozen=True)
class Table:
    """`names` of the columns, `rows` of cells as text, and the row `numbers` that a spreadsheet shows (the header is 1).

    `separator` is the character that stands between the cells of the file.
    """

    file: str
    names: list[str]
    rows: list[list[str]]
    numbers: list[int]
    separator: str = ","

    def column(self, name: str) -> list[str]:
        place = self.names.index(name)
        return [row[place].strip() for row in self.rows]


def read_table(file: str, separator: str | None = None, encoding: str | None = None) -> Table:
    """The table of a file, or of standard input where `file` is "-". Blank rows are left out.

    Args:
        separator: a key of SEPARATORS or one character; None finds it from the first lines.
        encoding: a name that Python knows; None takes UTF-8, UTF-16 or Windows-1252, whichever it is.

    Raises:
        ClickException: text in no such encoding, an empty file, a column name that is there twice, a row of another length.
    """
    name = "standard input" if file == "-" else file
    text = _text(name, _bytes(file, name), encoding)
    if not text.strip():
        raise refusal(name, "an empty file", "a header and at least one row")
    between = separator_of(text, separator)
    lines = _lines(name, text, between)
    header, rows = lines[0][1], lines[1:]
    _check_header(name, header)
    if not rows:
        raise refusal(name, "no rows below the header", "a header and at least one row")
    wrong = [(number, len(row)) for number, row in rows if len(row) != len(header)]
    if wrong:
        number, length = wrong[0]
        more = f" ({len(wrong):,} such rows)" if len(wrong) > 1 else ""
        expected = f"{len(header)}, as the header has; with another separator give --separator"
        raise refusal(name, f"{length} cells{more}", expected, row=number)
    names, numbers = [cell.strip() for cell in header], [number for number, _ in rows]
    return Table(name, names, [row for _, row in rows], numbers, between)


def refusal(
    file: str, found: str, expected: str, row: int | None = None, column: str = ""
) -> click.ClickException:
    """The error of one thing that is wrong in one place of the file."""
    where = f"file {file}" + (f", row {row}" if row else "") + (f", column {column}" if column else "")
    return click.ClickException(visible(f"{where}: found {found}; expected {expected}"))


def separator_of(text: str, separator: str | None) -> str:
    """The character between cells: the one named, else the one that stands most evenly in the first lines."""
    if separator:
        return SEPARATORS.get(separator, separator)
    lines = [line for line in text[: 2**16].splitlines()[:SAMPLED_LINES] if line.strip()]
    return max(SEPARATORS.values(), key=lambda character: _evenness(lines, character))


def _evenness(lines: list[str], character: str) -> tuple[int, int]:
    """(how many lines have as many cells as most lines, if more than one; how many cells that is)."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=character))
    width, lines_of_it = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return (lines_of_it, width) if width > 1 else (0, 1)


def _bytes(file: str, name: str) -> bytes:
    if file == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(file).open("rb") as opened:
            data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise refusal(name, f"more than {LARGEST // 2**20} MiB", f"a table of at most {LARGEST // 2**20} MiB")
    return data


def _text(name: str, data: bytes, encoding: str | None) -> str:
    try:
        if encoding:
            return data.decode(encoding).removeprefix("\ufeff")
        return utf8(RawFile(Path(name), name, ""), data).decode() if data else ""
    except SourceError as error:
        problem = error.problems[0]
        raise refusal(
            name, problem.found, f"{problem.expected}, or give --encoding", row=problem.row
        ) from None
    except (LookupError, UnicodeError) as error:
        raise refusal(name, str(error), f"text in the encoding {encoding}") from None


def _lines(name: str, text: str, separator: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append((reader.line_num, row))
    except csv.Error as error:
        raise refusal(name, str(error), "a table of text with a header", row=reader.line_num) from None
    return lines


def _check_header(name: str, header: list[str]) -> None:
    twice = [cell for cell, times in Counter(cell.strip() for cell in header).items() if times > 1]
    if twice:
        repeated = ", ".join(repr(cell) for cell in twice[:5])
        raise refusal(name, f"the column names {repeated} more than once", "each name once", row=1)
