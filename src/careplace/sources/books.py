"""Opens a published file as all-text tables: ODS, XLSX and old XLS through calamine, CSV through Arrow.

No cell is typed here. What a date or a flag is can only be told over a whole column of a known publication.
"""

import csv
import zipfile
from collections import Counter
from io import BytesIO, StringIO

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.csv

from careplace.sources.encodings import utf8
from careplace.sources.publication import Book, RawFile, Sheet
from careplace.sources.unpacking import AGAIN, member, refuse, unpacked

SAMPLE = 2**18
SAMPLED_ROWS = 200
BLOCK = 2**26


def open_book(file: RawFile) -> Book:
    """The sheets of `file` as all-text tables; what the file is comes from its bytes, never from its name.

    Raises:
        SourceError: when the bytes cannot be read whole.
    """
    kind, data = unpacked(file)
    if kind == "json":
        return Book(file, kind)
    if kind == "text":
        return Book(file, "csv", (_csv_sheet(file, utf8(file, data)),))
    return Book(file, kind, _sheets(file, kind, data))


def _sheets(file: RawFile, kind: str, data: bytes) -> tuple[Sheet, ...]:
    # calamine parses a whole ODS when it opens it, so one reader gives every sheet: 2.4 s for 55,000 x 122
    # cells, where python-calamine's bare read takes 2.1 s.
    start = b""
    if kind == "ods":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            start = member(file, archive, "content.xml", 2**20)
    try:
        reader = fastexcel.read_excel(data)
        return tuple(Sheet(name, _cells(reader, name, start)) for name in reader.sheet_names)
    except BaseException as error:
        # calamine panics on some damaged .xls files; PyO3 raises that as no Exception, by a class it does not export.
        known = isinstance(error, (fastexcel.FastExcelError, pa.ArrowInvalid))
        if not known and type(error).__name__ != "PanicException":
            raise
        reason = str(error).splitlines()[0]
        refuse(
            file,
            f"a workbook that cannot be read ({reason})",
            f"a whole workbook without a password: {AGAIN}",
        )


def _cells(reader: fastexcel.ExcelReader, name: str, start: bytes) -> pa.Table:
    # skip_rows=0 keeps the empty rows at the top, so that row numbers are those that a spreadsheet shows. It
    # makes calamine copy the sheet (0.4 s and 140 MB for 55,000 x 122), which a sheet without such rows does
    # not need.
    top = {} if _begins_at_once(start, name) else {"skip_rows": 0}
    options = {"header_row": None, "dtypes": "string", "schema_sample_rows": 1, "eager": True}
    batch = reader.load_sheet(name, **options, **top)
    return pa.Table.from_batches([batch]).rename_columns(_names(batch.num_columns))


def _begins_at_once(start: bytes, name: str) -> bool:
    """Whether the sheet's first row, where `start` of an ODS shows it, holds a value."""
    table = start.partition(b'table:name="%s"' % name.encode())[2]
    first, end, _ = table.partition(b"<table:table-row")[2].partition(b"</table:table-row>")
    return bool(end) and b"value-type=" in first and b"rows-repeated" not in first


def _names(width: int) -> list[str]:
    return [f"c{index}" for index in range(width)]


def _csv_sheet(file: RawFile, data: bytes) -> Sheet:
    width = _width(data)
    ragged: dict[int, str] = {}

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        ragged[row.number] = row.text
        return "skip"

    names = _names(width)
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
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid as error:
        refuse(file, f"text that is not CSV ({error})", f"comma-separated values: {AGAIN}")
    return Sheet("", _with_ragged(table, ragged), tuple(row for row, text in ragged.items() if text.strip()))


def _width(data: bytes) -> int:
    """How many cells a row has: the width that most cells of the first rows stand in.

    Lines before the header are many and narrow in the care directory, so rows are weighed by their cells.
    """
    sample = data[:SAMPLE].decode("utf-8", errors="ignore")
    rows = (row for _, row in zip(range(SAMPLED_ROWS), csv.reader(StringIO(sample)), strict=False))
    weights = Counter()
    for row in rows:
        weights[len(row)] += len(row)
    return max(weights, key=lambda width: (weights[width], width), default=1) or 1


def _with_ragged(table: pa.Table, ragged: dict[int, str]) -> pa.Table:
    """`table` with its ragged rows put back where they stood, cut or filled up to its width."""
    if not ragged:
        return table
    width = table.num_columns
    rows = [next(csv.reader([text]), [])[:width] for text in ragged.values()]
    columns = zip(
        *([cell or None for cell in row] + [None] * (width - len(row)) for row in rows), strict=True
    )
    extra = pa.table([pa.array(column, pa.string()) for column in columns], names=table.column_names)
    at = np.fromiter(ragged, dtype=np.int64) - 1
    rest = np.setdiff1d(np.arange(table.num_rows + len(at)), at)
    order = np.empty(table.num_rows + len(at), dtype=np.int64)
    order[rest], order[at] = np.arange(table.num_rows), table.num_rows + np.arange(len(at))
    return pa.concat_tables([table, extra]).take(order)
