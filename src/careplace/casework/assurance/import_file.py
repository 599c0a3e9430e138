"""The rows of a list of services, from a CSV or XLSX file."""

from collections.abc import Sequence

from careplace.casework.table_file import MOST_ROWS, FileRefused, read_table, refused
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
ESCAPED = tuple(f"'{start}" for start in FORMULA_STARTS)
Row = dict[str, str]


def read_rows(
    name: str, content: bytes, known: Sequence[str] = COLUMNS, required: Sequence[str] = REQUIRED
) -> list[Row]:
    """The rows of a file, each {column: text}; the first row of the file has the names of the columns.

    Args:
        known: the columns that the file may have; required: those of them that it must have.

    Raises:
        FileRefused: for a file that is no CSV in UTF-8 and no XLSX, is too large, or lacks a column or has one too many.
    """
    table = read_table(name, content, sheet="")
    header, *body = table or [[]]
    columns = [cell.strip().lower().replace(" ", "_") for cell in header]
    _check_columns(name, columns, known, required)
    if len(body) > MOST_ROWS:
        raise refused(name, f"{len(body):,} rows", f"at most {MOST_ROWS:,}")
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
