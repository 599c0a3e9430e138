"""Opens a published file as all-text tables: ODS, XLSX and old XLS through calamine, CSV through Arrow.

No cell is typed here. What a date or a flag is can only be told over a whole column of a known publication.
"""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources import csv_sheet, long_tables
from careplace.sources.contract import shortened
from careplace.sources.encodings import utf8
from careplace.sources.publication import Book, RawFile, Sheet
from careplace.sources.unpacking import AGAIN, member, refuse, unpacked
from careplace.sources.workbooks import bounds, ods, xlsx

LOOKED_THROUGH = {"ods": ods.scanned, "xlsx": xlsx.scanned}
ERRORS_KEPT = 100
# What a spreadsheet shows for calamine's words for errors.
ERROR_TEXTS = {
    "div0": "#DIV/0!",
    "na": "#N/A",
    "name": "#NAME?",
    "null": "#NULL!",
    "num": "#NUM!",
    "ref": "#REF!",
    "value": "#VALUE!",
}


def open_book(file: RawFile) -> Book:
    """The sheets of `file` as all-text tables; what the file is comes from its bytes, never from its name.

    Raises:
        SourceError: when the bytes cannot be read whole.
    """
    kind, data = unpacked(file)
    if kind == "json":
        return Book(file, kind)
    if kind == "text":
        text = utf8(file, data)
        sheet = csv_sheet.sheet(file, text, long_tables.columns_read(text))
        return Book(file, "csv", (_bounded(file, sheet),))
    errors = _looked_through(file, kind, data)
    sheets = (replace(s, errors=errors.get(s.name, s.errors)) for s in _sheets(file, kind, data))
    return Book(file, kind, tuple(_bounded(file, sheet) for sheet in sheets))


def _looked_through(file: RawFile, kind: str, data: bytes) -> dict[str, tuple]:
    """The errors in each sheet's cells. Raises SourceError for a workbook that would take all memory."""
    if kind not in LOOKED_THROUGH:
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return LOOKED_THROUGH[kind](file, archive)


def _bounded(file: RawFile, sheet: Sheet) -> Sheet:
    """`sheet`, where neither it nor one of its cells is larger than any that is published."""
    bounds.check(file, sheet.cells.num_rows, sheet.cells.num_columns, sheet.name)
    for number, column in enumerate(sheet.cells.columns, 1):
        lengths = pc.binary_length(column)
        if (longest := pc.max(lengths).as_py() or 0) > bounds.CHARACTERS:
            row = pc.index(lengths, longest).as_py() + 1
            actual = f"a cell of {longest:,} characters"
            expected = f"at most {bounds.CHARACTERS:,}: a quotation mark may not be closed"
            refuse(file, actual, expected, sheet=sheet.name, row=row, column=xlsx.letters(number))
    return sheet


def _sheets(file: RawFile, kind: str, data: bytes) -> tuple[Sheet, ...]:
    # calamine parses a whole ODS when it opens it, so one reader gives every sheet: 2.4 s for 55,000 x 122
    # cells, where python-calamine's bare read takes 2.1 s.
    start = b""
    if kind == "ods":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            start = member(file, archive, "content.xml", 2**20)
    try:
        reader = fastexcel.read_excel(data)
        return tuple(_sheet(reader, name, start, kind) for name in reader.sheet_names)
    except BaseException as error:
        # calamine panics on some damaged .xls files; PyO3 raises that as no Exception, by a class it does not export.
        is_known = isinstance(error, (fastexcel.FastExcelError, pa.ArrowInvalid))
        if not is_known and type(error).__name__ != "PanicException":
            raise
        reason = str(error).splitlines()[0]
        refuse(
            file,
            f"a workbook that cannot be read ({reason})",
            f"a whole workbook without a password: {AGAIN}",
        )


def _sheet(reader: fastexcel.ExcelReader, name: str, start: bytes, kind: str) -> Sheet:
    # skip_rows=0 keeps the empty rows at the top, so that row numbers are those that a spreadsheet shows. It
    # makes calamine copy the sheet (0.4 s and 140 MB for 55,000 x 122), which a sheet without such rows does
    # not need.
    top: dict[str, Any] = {} if _begins_at_once(start, name) else {"skip_rows": 0}
    options: dict[str, Any] = {"header_row": None, "dtypes": "string", "schema_sample_rows": 1}
    if kind in LOOKED_THROUGH:
        batch, errors = reader.load_sheet(name, eager=True, **options, **top), None
    else:
        batch, errors = reader.load_sheet(name, **options, **top).to_arrow_with_errors()
    cells = pa.Table.from_batches([batch]).rename_columns(_names(batch.num_columns))
    return Sheet(name, cells, errors=_errors(errors))


def _errors(cell_errors: fastexcel.CellErrors | None) -> tuple[tuple[int, str, str], ...]:
    """The cells of an old workbook that hold an error, as `Sheet.errors` has them; calamine gives them as blanks."""
    errors = sorted(cell_errors.errors if cell_errors else (), key=lambda error: error.position)
    return tuple(
        (error.position[0] + 1, xlsx.letters(error.position[1] + 1), _error(error.detail))
        for error in errors[:ERRORS_KEPT]
    )


def _error(detail: str) -> str:
    """calamine's word for an error as a spreadsheet shows it: "Error(Ref)" is #REF!."""
    word = detail.rpartition("Error(")[2].partition(")")[0].lower()
    return ERROR_TEXTS.get(word, f"an error ({shortened(detail)})")


def _begins_at_once(start: bytes, name: str) -> bool:
    """Whether the sheet's first row, where `start` of an ODS shows it, holds a value."""
    table = start.partition(b'table:name="%s"' % name.encode())[2]
    first, end, _ = table.partition(b"<table:table-row")[2].partition(b"</table:table-row>")
    return bool(end) and b"value-type=" in first and b"rows-repeated" not in first


def _names(width: int) -> list[str]:
    return [f"c{index}" for index in range(width)]
