"""Looks through an ODS before it is parsed: how often rows and cells repeat, and which cells are errors.

One cell may say that it stands a thousand million times. Empty ones at the end of rows and sheets do so in every
workbook and cost nothing; those that hold a value, or stand before one, are all made by the parser. Source: OASIS
OpenDocument 1.3, part 3, sections 9.1 and 19.675.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from careplace.sources.publication import RawFile
from careplace.sources.unpacking import DAMAGE, damaged
from careplace.sources.workbooks.bounds import COLUMNS, GAP, LAST_COLUMN, LAST_ROW, no_such_place
from careplace.sources.workbooks.xlsx import ERRORS_KEPT, NOT_SAVED, letters

CHUNK = 2**22
CONTENT = "content.xml"
VALUED = b"value-type="
ROW_ENDS = b"</table:table-row>"
# Repeats of four digits or more; every row of some workbooks ends with one.
REPEATED = re.compile(rb"number-(rows|columns)-repeated=\"([^\"]{4,}|[^\"]*[^\"0-9][^\"]*)\"")
# These say how columns look, and hold nothing.
COLUMNS_OF_A_TABLE = b"<table:table-column"
REPEAT = b'-repeated="'
SPACES = re.compile(rb"text:c=\"([^\"]{5,})\"")
TABLE = re.compile(rb"<table:table [^>]*?table:name=\"([^\"]*)\"")
ROW = re.compile(rb"<table:table-row\b([^>]*)>")
CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
TIMES = re.compile(rb"-repeated=\"(\d+)\"")
ERROR = b'value-type="error"'
FORMULA = b"table:formula="
SAID = re.compile(rb"<text:p>([^<]*)<")
BEYOND = 10**9


def scanned(file: RawFile, archive: zipfile.ZipFile) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """By the name of each sheet: (row, column's letters, error) of its cells that are errors, the first ERRORS_KEPT.

    Raises:
        SourceError: where rows or cells repeat more often than a sheet has room, or the file is damaged.
    """
    empty, broken = 0, False
    for xml in _rows_of(file, archive):
        if b"text:c=" in xml and SPACES.search(xml):
            no_such_place(file, "", "a cell with more than 9,999 spaces in a row")
        empty = _repeats(file, xml, empty)
        broken = broken or ERROR in xml or FORMULA in xml
    return _errors(file, archive) if broken else {}


def _repeats(file: RawFile, xml: bytes, empty: int) -> int:
    """How many empty rows wait at the end of `xml`, of which `empty` waited at its beginning.

    Raises:
        SourceError: for repeats that no sheet has room for.
    """
    if REPEAT not in xml:
        return _waiting(xml, empty, file)
    seen = 0
    for match in REPEATED.finditer(xml):
        times, is_row = _whole(match[2]), match[1] == b"rows"
        if xml.startswith(COLUMNS_OF_A_TABLE, xml.rfind(b"<", 0, match.start())):
            continue
        if times > (LAST_ROW if is_row else LAST_COLUMN):
            no_such_place(
                file, "", f"a {'row' if is_row else 'cell'} repeated {match[2][:20].decode()} times"
            )
        if times < 1000:
            continue
        end = xml.find(ROW_ENDS, match.start())
        valued = VALUED in xml[match.end() : max(end, match.end())]
        if valued and (times > COLUMNS or (is_row and times > GAP)):
            no_such_place(
                file,
                "",
                f"a {'row' if is_row else 'cell'} repeated {times:,} times before or with a value",
            )
        if is_row:
            empty = _waiting(xml[seen : match.start()], empty, file) + times
            seen = match.end()
    return _waiting(xml[seen:], empty, file)


def _waiting(between: bytes, empty: int, file: RawFile) -> int:
    """`empty` rows where nothing follows them `between` here and there; 0 where a value or the sheet's end does."""
    if not empty:
        return 0
    end = between.find(b"</table:table>")
    if empty > GAP and VALUED in (between if end < 0 else between[:end]):
        no_such_place(file, "", f"a value after {empty:,} rows without one")
    return 0 if end >= 0 or VALUED in between else empty


def _whole(text: bytes) -> int:
    return min(int(text), BEYOND) if text.isdigit() and len(text) < 10 else BEYOND


def _errors(file: RawFile, archive: zipfile.ZipFile) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """As `scanned`: the rows are counted only where some cell is an error, which few workbooks have."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    sheet, row = "", 0
    for xml in _rows_of(file, archive):
        tables = list(TABLE.finditer(xml))
        parts = [0, *(match.start() for match in tables), len(xml)]
        for number, (start, end) in enumerate(pairwise(parts)):
            if number:
                sheet, row = html.unescape(tables[number - 1][1].decode("utf-8", "replace")), 0
            row += _add(found.setdefault(sheet, []), xml[start:end], row)
    return {name: tuple(errors[:ERRORS_KEPT]) for name, errors in found.items()}


def _add(found: list[tuple[int, str, str]], xml: bytes, above: int) -> int:
    """Add the errors in the rows of `xml`, which stand below `above` rows; returns how many rows they are."""
    broken, rows = ERROR in xml or FORMULA in xml, 0
    starts = list(ROW.finditer(xml))
    ends = [*(match.start() for match in starts[1:]), len(xml)]
    for match, end in zip(starts, ends, strict=False):
        if broken and len(found) < ERRORS_KEPT:
            found += _errors_of(xml[match.start() : end], above + rows + 1)
        rows += _times(match[1])
    return rows


def _errors_of(xml: bytes, row: int) -> Iterator[tuple[int, str, str]]:
    column = 1
    for cell in CELL.finditer(xml):
        if ERROR in cell[1]:
            said = SAID.search(cell[2] or b"")
            yield (
                row,
                letters(column),
                html.unescape((said[1] if said else b"#N/A")[:20].decode("utf-8", "replace")),
            )
        elif FORMULA in cell[1] and b"office:value-type=" not in cell[1]:
            yield row, letters(column), NOT_SAVED
        column += _times(cell[1])


def _times(attributes: bytes) -> int:
    match = TIMES.search(attributes)
    return _whole(match[1]) if match else 1


def _rows_of(file: RawFile, archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The content in pieces that end where a row does; reading to the end proves its checksum."""
    left = b""
    try:
        with archive.open(CONTENT) as stream:
            while read := stream.read(CHUNK):
                left += read
                end = left.rfind(ROW_ENDS)
                if end >= 0:
                    yield left[: end + len(ROW_ENDS)]
                    left = left[end + len(ROW_ENDS) :]
    except DAMAGE as error:
        damaged(file, error)
    yield left
