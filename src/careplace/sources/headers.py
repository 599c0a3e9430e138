"""Where a sheet's header is and which column is which, under present and past headings.

A layout is told by its marks: headings that no other publication has. A sheet with two of them in one row is
of that layout, so a file that misses some other column is an error and not a file that nobody knows.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import Problem
from careplace.sources.publication import Sheet

MARKS_NEEDED = 2
# People's names and how to reach them are dropped at the door. Headings change, these words do not.
PERSONAL = ("manager", "nominatedindividual", "mainpartner", "partnername", "phone", "email", "fax")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """`text` with only its letters and digits left, in one case: "Care Home?" and "care home" are one."""
    return re.sub(r"[\W_]+", "", text.casefold())


def personal(heading: str) -> bool:
    """Whether a column of this heading holds people's names or how to reach them."""
    return any(word in folded(heading) for word in PERSONAL)


@dataclass(frozen=True)
class Field:
    """One column that is read: its name here, every heading it has had (the present one first), and its type.

    Types are those of careplace.sources.cells. A column that is not `needed` may be missing.
    """

    name: str
    headings: tuple[str, ...]
    type: str = "text"
    needed: bool = True


@dataclass(frozen=True)
class Layout:
    """One sheet of one publication.

    `marks` name the fields that tell it; a sheet with a heading in `unlike` is another. `families` name the
    beginnings of headings that stand in numbers ("Service type -") and are read together; `known` and
    `known_starts` are headings that are there and not read.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    marks: tuple[str, ...]
    unlike: tuple[str, ...] = ()
    families: dict[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    known_starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """A header found: its row (1 is the first), every (column, heading) of it, and the columns by field."""

    layout: Layout
    sheet: Sheet
    row: int
    headings: tuple[tuple[str, str], ...]
    columns: dict[str, str]

    def heading(self, name: str) -> str:
        """The heading, as published, of a field or a column."""
        return dict(self.headings).get(self.columns.get(name, name), name)

    def missing(self) -> list[Field]:
        """The fields that are needed and not there."""
        return [field for field in self.layout.fields if field.needed and field.name not in self.columns]

    def family(self, name: str) -> list[tuple[str, str]]:
        """(column, rest of the heading) of the columns of one family."""
        start = folded(self.layout.families[name])
        matches = (
            (column, heading) for column, heading in self.headings if folded(heading).startswith(start)
        )
        return [(column, heading.partition("-")[2].strip() or heading) for column, heading in matches]

    def unknown(self) -> list[str]:
        """Headings that this layout does not know."""
        layout, used = self.layout, set(self.columns.values())
        known_headings = {folded(text) for text in layout.known}
        starts = tuple(folded(text) for text in (*layout.families.values(), *layout.known_starts))
        unused = [heading for column, heading in self.headings if column not in used]
        return [
            text
            for text in unused
            if folded(text) not in known_headings and not folded(text).startswith(starts)
        ]

    def rows(self) -> pa.Array:
        """The sheet's row numbers below the header."""
        return pa.array(range(self.row + 1, self.sheet.cells.num_rows + 1), pa.int64())


def locate(sheet: Sheet, layout: Layout) -> Header | None:
    """The header of `layout` in `sheet`: the row of the first 50 with most of its fields, if any."""
    best: Header | None = None
    for header in candidates(sheet, layout):
        if _is(layout, header.headings, header.columns) and (
            best is None or len(header.columns) > len(best.columns)
        ):
            best = header
    return best


def candidates(sheet: Sheet, layout: Layout) -> Iterator[Header]:
    """Each of the first rows as if it were the header of `layout`."""
    names = {folded(heading): f.name for f in layout.fields for heading in f.headings}
    for index, row in enumerate(sheet.top):
        headings = tuple((column, text.strip()) for column, text in row.items() if text and text.strip())
        columns = {names[folded(text)]: column for column, text in headings if folded(text) in names}
        yield Header(layout, sheet, index + 1, headings, columns)


def _is(layout: Layout, headings: tuple, columns: dict[str, str]) -> bool:
    marks = sum(mark in columns for mark in layout.marks)
    excluded = {folded(text) for text in layout.unlike}
    return marks >= min(MARKS_NEEDED, len(layout.marks)) and not any(
        folded(text) in excluded for _, text in headings
    )


def faults(header: Header, file: str) -> list[Problem]:
    """What is wrong with a header and the cells below: columns that are missing, headings that stand twice, errors."""
    return [*_missing(header, file), *_repeated(header, file), *errors(header, file)]


def errors(header: Header, file: str) -> list[Problem]:
    """The cells of a workbook, from the header on, that hold an error of a spreadsheet: read, they would be blanks."""
    expected = "a value: open the file in a spreadsheet program, mend the cell and save it, or download the file again"
    return [
        Problem(file, content, expected, header.sheet.name, row, letter)
        for row, letter, content in header.sheet.errors
        if row >= header.row
    ]


def _missing(header: Header, file: str) -> list[Problem]:
    spare = {folded(text): text for text in header.unknown()}
    problems = []
    for missing_field in header.missing():
        near = [n for text in missing_field.headings for n in difflib.get_close_matches(folded(text), spare)]
        nearest = " or ".join(repr(spare[n]) for n in dict.fromkeys(near))
        actual = "no such column" + (f"; the nearest is {nearest}" if nearest else "")
        expected = "a column " + " or ".join(repr(text) for text in missing_field.headings)
        problems.append(
            Problem(file, actual, expected, header.sheet.name, header.row, missing_field.headings[0])
        )
    return problems


def _repeated(header: Header, file: str) -> list[Problem]:
    first = {folded(heading): folded(f.headings[0]) for f in header.layout.fields for heading in f.headings}
    groups: dict[str, list[str]] = {}
    for _column, heading in header.headings:
        groups.setdefault(first.get(folded(heading), folded(heading)), []).append(heading)
    return [
        Problem(
            file,
            f"{len(same)} columns of one meaning: " + ", ".join(repr(text) for text in same),
            "each column once: remove the one that does not belong",
            header.sheet.name,
            header.row,
            same[0],
        )
        for same in groups.values()
        if len(same) > 1
    ]


def ragged(header: Header, file: str) -> list[Problem]:
    """Rows of data, below the header, that have not as many cells as the header."""
    rows = [row for row in header.sheet.ragged if row >= header.row]
    expected = (
        f"{len(header.headings)} cells, as in the header of row {header.row}: the file may be cut short"
    )
    actual = "a row of another number of cells"
    counts = [len(rows), *(0 for _ in rows)]
    return [
        Problem(file, actual, expected, header.sheet.name, row, rows=count)
        for row, count in zip(rows, counts, strict=False)
    ]


def read(header: Header) -> pa.Table:
    """The cells below the header under the fields' names, trimmed, blanks null, with `source_row`.

    Rows that are blank in every field are left out; a missing field that is not needed is all null.
    """
    below = header.sheet.cells.slice(header.row)
    arrays = {
        f.name: _trimmed(below.column(header.columns[f.name]))
        if f.name in header.columns
        else pa.nulls(below.num_rows, pa.string())
        for f in header.layout.fields
    }
    table = pa.table(arrays).append_column("source_row", header.rows())
    blank = None
    for name in header.columns:
        null = pc.is_null(table.column(name))
        blank = null if blank is None else pc.and_(blank, null)
    return table.filter(pc.invert(blank)).combine_chunks()


def _trimmed(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), None, text)


def published_text(header: Header) -> pa.Table:
    """Every cell below the header as published, under its heading, with `source_row`.

    Personal columns are left out. A column without a heading is called by its number ("column 1") where it
    holds anything.
    """
    below = header.sheet.cells.slice(header.row)
    headings = dict(header.headings)
    texts = {
        headings.get(column, f"column {number}"): below.column(column)
        for number, column in enumerate(below.column_names, 1)
        if not personal(headings.get(column, ""))
        and (column in headings or below[column].null_count < below.num_rows)
    }
    return pa.table({**texts, "source_row": header.rows()})
