"""Which publication a file of none is most like, and which columns it lacks: most such files have a heading renamed.

Publications that say their layouts are compared: `layout`, `layouts`, or `sheets` of (layout, contract).
"""

from careplace.sources import headers
from careplace.sources.contract import Problem
from careplace.sources.headers import Header, Layout, folded
from careplace.sources.publication import Book, Publication, Sheet
from careplace.sources.unpacking import AGAIN

# A file is like a publication that has at least so many columns of it, and this share of those that it needs.
COLUMNS = 3
SHARE = 0.5


def nearest(book: Book, publications: tuple[Publication, ...]) -> list[Problem]:
    """What `book` lacks to be a file of the publication that it is most like; nothing where it is like none."""
    candidates = [
        (share, publication, header)
        for publication in publications
        for layout in layouts(publication)
        for sheet in book.sheets
        if (header := _header(sheet, layout)) and (share := _share(header)) >= SHARE
    ]
    if not candidates:
        return []
    _share_of_it, publication, header = max(
        candidates, key=lambda candidate: (candidate[0], len(candidate[2].columns))
    )
    return [_like(book, publication, header), *headers.faults(header, book.file.name)]


def layouts(publication: Publication) -> tuple[Layout, ...]:
    """The layouts of a publication's sheets that make a table."""
    if sheets := getattr(publication, "sheets", ()):
        return tuple(layout for layout, table in sheets if table)
    return tuple(getattr(publication, "layouts", ())) or tuple(
        layout for layout in (getattr(publication, "layout", None),) if layout
    )


def _header(sheet: Sheet, layout: Layout) -> Header | None:
    """The row that is most like the layout's header, whether or not it has its marks."""
    unlike = {folded(text) for text in layout.unlike}
    rows = [header for header in headers.candidates(sheet, layout) if len(header.columns) >= COLUMNS]
    rows = [header for header in rows if not any(folded(text) in unlike for _column, text in header.headings)]
    return max(rows, key=lambda header: len(header.columns), default=None)


def _share(header: Header) -> float:
    """Which share of the columns that the layout needs are there."""
    needed = sum(field.needed for field in header.layout.fields)
    return 1 - len(header.missing()) / needed if needed else 0.0


def _like(book: Book, publication: Publication, header: Header) -> Problem:
    lacking = len(header.missing())
    what = (
        f"without {lacking} of the columns that it needs" if lacking else "without the columns that tell it"
    )
    actual = f"a table like that of {publication.title!r}, {what}"
    expected = f"its columns under the headings that its publisher gives: {AGAIN} ({publication.page})"
    return Problem(book.file.name, actual, expected, header.sheet.name)
