"""The rows of a list of services, from a CSV or XLSX file."""

import csv
import io
import zipfile
from collections.abc import Sequence

import fastexcel

from careplace.publish.opendata import FORMULA_STARTS
from careplace.sources.contract import Problem

COLUMNS = (
    "name",
    "kind",
    "location_id",
    "provider_name",
    "contract_reference",
    "commissioned_places",
    "contacts",
)
REQUIRED = ("name", "kind")
MOST_ROWS, MOST_BYTES, MOST_UNPACKED = 5000, 5 << 20, 50 << 20
ESCAPED = tuple(f"'{start}" for start in FORMULA_STARTS)
Row = dict[str, str]


class FileRefused(Exception):
    """A file that cannot be imported; `problems` name each cell: file, row, column, found, expected. Nothing was changed."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_rows(
    name: str, content: bytes, known: Sequence[str] = COLUMNS, required: Sequence[str] = REQUIRED
) -> list[Row]:
    """The rows of a file, each {column: text}; the first row of the file has the names of the columns.

    Args:
        known: the columns that the file may have; required: those of them that it must have.

    Raises:
        FileRefused: for a file that is no CSV in UTF-8 and no XLSX, is too large, or lacks a column or has one too many.
    """
    if len(content) > MOST_BYTES:
        raise _refused(name, f"{len(content):,} bytes", f"at most {MOST_BYTES:,}")
    table = _xlsx(name, content) if content.startswith(b"PK") else _csv(name, content)
    header, *body = table or [[]]
    columns = [cell.strip().lower().replace(" ", "_") for cell in header]
    _check_columns(name, columns, known, required)
    if len(body) > MOST_ROWS:
        raise _refused(name, f"{len(body):,} rows", f"at most {MOST_ROWS:,}")
    return [_row(columns, cells) for cells in body]


def _row(columns: list[str], cells: list[str]) -> Row:
    """A row without the columns that have no name, and without the apostrophe that our own download puts before "+44"."""
    texts = zip(columns, [cell.strip() for cell in cells], strict=False)
    return {column: text[text.startswith(ESCAPED) :] for column, text in texts if column}


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


def _csv(name: str, content: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refused(name, str(error), "a CSV file in UTF-8, or an XLSX file") from error


def _xlsx(name: str, content: bytes) -> list[list[str]]:
    try:
        sheet = fastexcel.read_excel(_unpacked(content)).load_sheet(0, header_row=None, dtypes="string")
        rows = zip(*(column.to_pylist() for column in sheet.to_arrow().columns), strict=True)
        return [[cell or "" for cell in row] for row in rows]
    except Exception as error:  # whatever a damaged workbook makes its reader raise
        raise _refused(
            name, f"a workbook that cannot be read ({error})", "a CSV file in UTF-8, or an XLSX file"
        ) from error


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


def _refused(name: str, found: str, expected: str) -> FileRefused:
    return FileRefused([Problem(name, found, expected)])
