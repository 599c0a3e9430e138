"""Sheets as rows of markup, whole columns at a time, and archives whose bytes are the same every time.

A cell's kind follows its column's type in Arrow: dates, numbers and texts; null is an empty cell. Cells are
made and joined in Arrow, a few thousand rows at once, and streamed into the archive, so memory does not grow
with the file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc

ROWS_AT_ONCE = 4096
# The first moment that a zip archive can name: a file of the same content must have the same bytes tomorrow.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """Free `lines` first, then the table under its header (its column names); a sheet may have only lines."""

    name: str
    lines: tuple[tuple[str, ...], ...] = ()
    table: pa.Table | None = None


@dataclass(frozen=True)
class Markup:
    """How a format writes each kind of cell (what stands before and after the value), and a row."""

    text: tuple[str, str]
    number: tuple[str, str]
    date: tuple[str, str]
    date_format: str
    empty: str
    row: tuple[str, str]


def entry(archive: ZipFile, name: str, parts: Iterable[str], method: int = ZIP_DEFLATED) -> None:
    """One file of an archive, streamed, with nothing in it that depends on when or where it is written."""
    info = ZipInfo(name, date_time=EPOCH)
    info.compress_type, info.create_system, info.external_attr = method, 0, 0
    with archive.open(info, "w") as out:
        for part in parts:
            out.write(part.encode("utf-8"))


def rows(sheet: Sheet, markup: Markup) -> Iterator[str]:
    """The markup of a sheet's rows."""
    header = () if sheet.table is None else (tuple(sheet.table.column_names),)
    for line in sheet.lines + header:
        cells = "".join(escape(text).join(markup.text) if text else markup.empty for text in line)
        yield cells.join(markup.row)
    for batch in () if sheet.table is None else sheet.table.combine_chunks().to_batches(ROWS_AT_ONCE):
        columns = [_cells(column, markup) for column in batch.columns]
        joined = pc.binary_join_element_wise(markup.row[0], *columns, markup.row[1], "")
        yield "".join(joined.to_pylist())


def _cells(column: pa.Array, markup: Markup) -> pa.Array:
    if column.null_count == len(column):
        return pa.array([markup.empty]).take(pa.array([0] * len(column)))
    if pa.types.is_date(column.type):
        (before, after), text = markup.date, pc.strftime(column, format=markup.date_format)
    elif pa.types.is_string(column.type):
        (before, after), text = markup.text, _escaped(column)
    else:
        (before, after), text = markup.number, pc.cast(column, pa.string())
    return pc.fill_null(pc.binary_join_element_wise(before, text, after, ""), markup.empty)


def _escaped(text: pa.Array) -> pa.Array:
    for raw, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = pc.replace_substring(text, raw, safe)
    return text
