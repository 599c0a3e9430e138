"""Comma-separated values as one all-text sheet, however ragged: the one reader of CSV."""

import csv
from collections import Counter
from collections.abc import Sequence
from io import BytesIO, StringIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from careplace.sources.publication import RawFile, Sheet
from careplace.sources.unpacking import AGAIN, refuse
from careplace.sources.workbooks import bounds

SAMPLE = 2**18
SAMPLED_ROWS = 200
BLOCK = 2**26
# A file with so many rows of other widths than its own is none of rows and columns.
MOST_RAGGED = 100_000


def sheet(file: RawFile, data: bytes, columns: Sequence[int] | None = None) -> Sheet:
    """The sheet of a CSV in UTF-8; with `columns`, only those of its columns, by their positions.

    Raises:
        SourceError: for text that is not CSV, or larger than a published table.
    """
    width = _width(file, data)
    bounds.check(file, 1, width)
    ragged: dict[int, str] = {}

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        ragged[row.number] = row.text
        return "skip" if len(ragged) < MOST_RAGGED else "error"

    names = [f"c{index}" for index in range(width)]
    included = [names[index] for index in columns] if columns else names
    try:
        table = pyarrow.csv.read_csv(
            BytesIO(data),
            # Arrow numbers the rows that do not fit only when it reads on one thread.
            pyarrow.csv.ReadOptions(
                use_threads=False, column_names=names, block_size=min(len(data) + 1, BLOCK)
            ),
            pyarrow.csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(included, pa.string()),
                include_columns=included,
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid as error:
        refuse(file, f"text that is not CSV ({error})", f"comma-separated values: {AGAIN}")
    rows = tuple(row for row, text in ragged.items() if text.strip())
    table = _with_ragged(file, table, ragged, width)
    unended = not data.endswith((b"\n", b"\r"))
    return Sheet("", table.rename_columns(names[: table.num_columns]), rows, unended=unended)


def _width(file: RawFile, data: bytes) -> int:
    """How many cells a row has: the width that most cells of the first rows stand in.

    Lines before the header are many and narrow in the care directory, so rows are weighed by their cells.
    """
    sample = data[:SAMPLE].decode("utf-8", errors="ignore")
    weights: Counter[int] = Counter()
    for row in _split(file, sample):
        weights[len(row)] += len(row)
    return max(weights, key=lambda width: (weights[width], width), default=1) or 1


def _split(file: RawFile, text: str) -> list[list[str]]:
    """The cells of the first SAMPLED_ROWS rows. A carriage return alone ends a row, as Arrow has it too."""
    reader, rows = csv.reader(StringIO(text, newline=None)), []
    try:
        for row, _number in zip(reader, range(SAMPLED_ROWS), strict=False):
            rows.append(row)
    except csv.Error:
        expected = f"cells of at most {bounds.CHARACTERS:,} characters: a quotation mark may not be closed"
        refuse(file, "text that is not CSV", expected, row=reader.line_num)
    return rows


def _with_ragged(file: RawFile, table: pa.Table, ragged: dict[int, str], width: int) -> pa.Table:
    """`table` with its ragged rows put back where they stood, cut or filled up to the width of the file."""
    if not ragged:
        return table
    rows = [next(iter(_split(file, text)), [])[:width] for text in ragged.values()]
    columns = zip(
        *([cell or None for cell in row] + [None] * (width - len(row)) for row in rows), strict=True
    )
    names = [f"c{index}" for index in range(width)]
    extra = pa.table([pa.array(column, pa.string()) for column in columns], names=names)
    extra = extra.select(table.column_names)
    at = np.fromiter(ragged, dtype=np.int64) - 1
    rest = np.setdiff1d(np.arange(table.num_rows + len(at)), at)
    order = np.empty(table.num_rows + len(at), dtype=np.int64)
    order[rest], order[at] = np.arange(table.num_rows), table.num_rows + np.arange(len(at))
    return pa.concat_tables([table, extra]).take(order)
