"""A place file: one sheet with its header on the first row, read into the one table of its publication."""

import pyarrow as pa

from careplace.sources import checks, headers, parts
from careplace.sources.contract import Table, refuse_for
from careplace.sources.headers import Field, Header, Layout
from careplace.sources.publication import Book, Reading

ORIGIN = ("source", "sheet", "source_row")


def header(book: Book) -> tuple[str, ...]:
    """The names on the first row of a book with a single sheet; () for any other book."""
    if len(book.sheets) != 1 or not book.sheets[0].cells.num_rows:
        return ()
    first = book.sheets[0].cells.slice(0, 1)
    names = [(column[0].as_py() or "").strip("\ufeff ") for column in first.columns]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def body(book: Book, kinds: dict[str, str] | None = None) -> pa.Table:
    """The rows under the header by the header's names, with `source`, `sheet` and `source_row`.

    `kinds` names columns that must be there and their types, as careplace.sources.cells reads them; the other
    columns are text.

    Raises:
        SourceError: for columns missing or twice, rows cut short, and cells that do not fit their type.
    """
    file, header_row = book.file, _header(book, kinds or {})
    refuse_for([*headers.faults(header_row, file.name), *headers.ragged(header_row, file.name)])
    part = parts.part(file.name, header_row)
    refuse_for([*parts.read_dates([part]), *parts.read_cells(part)])
    table = part.table()
    return table.append_column("source", pa.repeat(file.sha256, table.num_rows))


def _header(book: Book, kinds: dict[str, str]) -> Header:
    sheet, names = book.sheets[0], header(book)
    headings = [(column, name) for column, name in zip(sheet.cells.column_names, names, strict=False) if name]
    fields = {name: kinds.get(name, "text") for name in (*(name for _, name in headings), *kinds)}
    layout = Layout("", "", tuple(Field(name, (name,), kind) for name, kind in fields.items()), marks=())
    return Header(layout, sheet, 1, tuple(headings), {name: column for column, name in headings})


def renamed(rows: pa.Table, headings: dict[str, str], **alike) -> pa.Table:
    """`rows` of a body under our names.

    `headings` gives for each of our names the file's; `alike` are columns that hold one value in every row.
    """
    columns = {name: rows[heading] for name, heading in headings.items()}
    columns |= {name: pa.repeat(pa.scalar(value), rows.num_rows) for name, value in alike.items()}
    return pa.table(columns | {name: rows[name] for name in ORIGIN})


def reading(
    key: str, book: Book, contract: Table, table: pa.Table, headings: dict[str, str] | None = None
) -> Reading:
    """What the publication `key` reads from `book`: `table`, which must hold to `contract`.

    Raises:
        SourceError: where it does not, in the words of `headings` (see named).
    """
    checked_table, notes = checks.checked(table, contract, book.file.name, headings)
    return Reading(key, book.file, None, "", {contract.name: checked_table}, tuple(notes))
