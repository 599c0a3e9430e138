"""The cells of a table in a file that a person brings: CSV in UTF-8, XLSX, or lines of JSON."""

import csv
import io
import json
import zipfile
from typing import Any

import fastexcel

from careplace.sources.contract import Problem

MOST_ROWS, MOST_BYTES, MOST_UNPACKED = 5000, 5 << 20, 50 << 20
EXPECTED = "a CSV file in UTF-8, or an XLSX file"


class FileRefused(Exception):
    """A file that cannot be imported; `problems` name each cell: file, row, column, found, expected. Nothing was changed."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_table(name: str, content: bytes, sheet: str = "response") -> list[list[str]]:
    """The cells of a file, row by row; arguments and errors as `read_named_table`."""
    return read_named_table(name, content, sheet)[1]


def read_named_table(name: str, content: bytes, sheet: str) -> tuple[str, list[list[str]]]:
    """The cells of a file, and the name of the sheet that they are in ("" where there are no sheets).

    Args:
        sheet: of a workbook the first sheet with this in its name is read, else the first.

    Raises:
        FileRefused: for a file of another kind, or one that is too large.
    """
    if len(content) > MOST_BYTES:
        raise refused(name, f"{len(content):,} bytes", f"at most {MOST_BYTES:,}")
    if content.startswith(b"PK"):
        return _xlsx(name, content, sheet)
    return "", _lines(name, content) if content.lstrip().startswith(b"{") else _csv(name, content)


def refused(name: str, content: str, expected: str) -> FileRefused:
    """The refusal of a whole file."""
    return FileRefused([Problem(name, content, expected)])


def _csv(name: str, content: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise refused(name, str(error), EXPECTED) from error


def _lines(name: str, content: bytes) -> list[list[str]]:
    """A row of names, then a row for each line, which is a JSON object."""
    try:
        rows: list[dict[str, Any]] = [
            json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()
        ]
        columns = list(dict.fromkeys(key for row in rows for key in row))
        return [columns, *([_cell(row.get(column)) for column in columns] for row in rows)]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise refused(name, "lines that are no JSON objects", EXPECTED) from error


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _xlsx(name: str, content: bytes, sheet: str) -> tuple[str, list[list[str]]]:
    try:
        workbook = fastexcel.read_excel(_unpacked(content))
        number = next((n for n, title in enumerate(workbook.sheet_names) if sheet in title.casefold()), 0)
        return workbook.sheet_names[number], _cells_of(workbook, number)
    except Exception as error:  # whatever a damaged workbook makes its reader raise
        raise refused(name, f"a workbook that cannot be read ({error})", EXPECTED) from error


def read_sheets(name: str, content: bytes) -> dict[str, list[list[str]]]:
    """{name of a sheet: its cells, row by row} of a workbook; raises as `read_named_table`."""
    if len(content) > MOST_BYTES:
        raise refused(name, f"{len(content):,} bytes", f"at most {MOST_BYTES:,}")
    try:
        workbook = fastexcel.read_excel(_unpacked(content))
        return {title: _cells_of(workbook, title) for title in workbook.sheet_names}
    except Exception as error:  # whatever a damaged workbook makes its reader raise
        raise refused(name, f"a workbook that cannot be read ({error})", EXPECTED) from error


def _cells_of(workbook: fastexcel.ExcelReader, sheet: str | int) -> list[list[str]]:
    cells = workbook.load_sheet(sheet, header_row=None, dtypes="string")
    rows = zip(*(column.to_pylist() for column in cells.to_arrow().columns), strict=True)
    return [[cell or "" for cell in row] for row in rows]


def _unpacked(content: bytes) -> bytes:
    """The same archive without compression. A million rows packed into 350 kB took 280 MB, 5 MB would have taken all memory.

    The reader of workbooks inflates a part to its end; zipfile no further than the size that the archive states.

    Raises:
        ValueError: for an archive that states more than MOST_UNPACKED.
    """
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(plain, "w") as target:
        if (size := sum(part.file_size for part in packed.infolist())) > MOST_UNPACKED:
            raise ValueError(f"{size:,} bytes unpacked, at most {MOST_UNPACKED:,}")
        for part in packed.infolist():
            target.writestr(part.filename, packed.read(part))
    return plain.getvalue()
