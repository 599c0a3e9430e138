"""From a sheet of text to typed columns that hold to a contract, or every problem found."""

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import SHOWN, TYPES, Problem, SourceError, Table
from careplace.sources.publication import Book

PATTERNS = {
    "integer": (r"^-?\d+(\.0+)?$", "a whole number"),
    "number": (r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$", "a number"),
    "date": (r"^\d{4}-\d{2}-\d{2}$", "a date as YYYY-MM-DD"),
}


def header(book: Book) -> tuple[str, ...]:
    """The names on the first row of a book with a single sheet; () for any other book."""
    if len(book.sheets) != 1 or not book.sheets[0].cells.num_rows:
        return ()
    first = book.sheets[0].cells.slice(0, 1)
    names = [(column[0].as_py() or "").strip("\ufeff ") for column in first.columns]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def body(book: Book) -> pa.Table:
    """The rows under the header by the header's names: text without outer spaces, null where empty.

    Adds `source` and `source_row`. Raises SourceError where two columns have the same name.
    """
    names = header(book)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise SourceError([problem(book, f"two columns {name!r}", "one", row=1) for name in doubled])
    cells = book.sheets[0].cells.slice(1)
    columns = {name: trimmed(cells.column(i)) for i, name in enumerate(names)}
    rows = pa.array(range(2, cells.num_rows + 2), pa.int64())
    sources = pa.repeat(book.file.sha256, cells.num_rows)
    filled = [pc.is_valid(column) for column in columns.values()]
    table = pa.table({**columns, "source": sources, "source_row": rows})
    # Spreadsheets leave empty rows at the end of a CSV file.
    return table.filter(pc.greater(count_true(filled), 0)) if filled else table


def require(book: Book, names) -> None:
    """Raise SourceError naming every column of `names` that the book lacks."""
    missing = [name for name in names if name not in header(book)]
    if missing:
        raise SourceError([problem(book, "no such column", "the column", 1, name) for name in missing])


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pc.utf8_trim_whitespace(column.cast(pa.string()))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def count_true(masks: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    total = masks[0].cast(pa.int64())
    for mask in masks[1:]:
        total = pc.add(total, mask.cast(pa.int64()))
    return total


def typed(book: Book, columns: dict[str, pa.ChunkedArray], contract: Table) -> pa.Table:
    """`columns` (text, by the contract's names) as the contract's types.

    Raises:
        SourceError: cells missing or of the wrong type, words that are not allowed, keys that occur twice.
    """
    rows = columns.get("source_row")
    problems = [found for c in contract.columns for found in cell_problems(book, columns[c.name], c, rows)]
    if problems:
        raise SourceError(problems)
    table = pa.table(
        {c.name: converted(columns[c.name], c.type) for c in contract.columns}, schema=contract.schema
    )
    check_key(book, table, contract)
    return table


def cell_problems(book, column, described, rows) -> list[Problem]:
    """Problems of one column: what is missing, what is not of its type, what is not allowed."""
    wrong = []
    if described.required:
        wrong.append((pc.is_null(column), "a value"))
    if described.allowed:
        known = pc.is_in(column, value_set=pa.array(described.allowed))
        wrong.append(
            (pc.and_(pc.is_valid(column), pc.invert(known)), "one of " + ", ".join(described.allowed))
        )
    if pa.types.is_string(column.type) and described.type in PATTERNS:
        pattern, expected = PATTERNS[described.type]
        wrong.append((pc.invert(pc.match_substring_regex(column, pattern)), expected))
    return [
        found for mask, expected in wrong for found in at(book, column, described.name, rows, mask, expected)
    ]


def at(book, column, name, rows, mask, expected) -> list[Problem]:
    """A Problem for each row where `mask` is true, as many as a message shows."""
    places = pc.indices_nonzero(pc.fill_null(mask, False)).slice(0, SHOWN + 1).to_pylist()
    return [
        problem(book, told(column[i].as_py()), expected, row=rows[i].as_py() if rows else None, column=name)
        for i in places
    ]


def told(value) -> str:
    return "an empty cell" if value is None else repr(value)


def converted(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    # "2020.0" is how some exports write a whole number.
    if kind == "integer" and pa.types.is_string(column.type):
        column = column.cast(pa.float64())
    return column.cast(TYPES[kind])


def check_key(book: Book, table: pa.Table, contract: Table) -> None:
    """Raise SourceError naming the keys that occur more than once."""
    if not contract.key:
        return
    counted = table.group_by(list(contract.key)).aggregate([([], "count_all")])
    twice = counted.filter(pc.greater(counted["count_all"], 1)).slice(0, SHOWN + 1).to_pylist()
    named = ", ".join(contract.key)
    if twice:
        found = ["/".join(str(row[name]) for name in contract.key) for row in twice]
        raise SourceError([problem(book, f"{key} twice", f"each {named} once") for key in found])


def problem(book: Book, found: str, expected: str, row: int | None = None, column: str = "") -> Problem:
    return Problem(book.file.name, found, expected, book.sheets[0].name, row, column)
