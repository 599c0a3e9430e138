"""Looks through the sheets of an XLSX before it is parsed: where its cells lie, and which of them are errors.

calamine makes a table of all rows and columns between the first cell and the last, ends the process where there is
no memory for it, lets a cell that comes later overwrite one of the same name, and gives a cell that holds #REF!, or
a formula whose value was not saved, as a blank. Source: ECMA-376, part 1, section 18.3.1.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import basename, join, normpath
from xml.etree import ElementTree

import numpy as np

from careplace.sources.publication import RawFile
from careplace.sources.unpacking import DAMAGE, damaged
from careplace.sources.workbooks.bounds import COLUMNS, GAP, LAST_COLUMN, LAST_ROW, no_such_place

CHUNK = 2**22
ERRORS_KEPT = 100
NOT_SAVED = "a formula whose value was not saved"
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
NUMBERED = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*[\"'](\d+)[\"']")
# Cells that may hold a value: those that end at once hold a style only.
NAMED = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]+\d+)[\"'][^>]*(?<!/)>")
# As Excel and most others write them; looked for first, since a pattern that begins with fixed letters is quicker.
PLAIN = re.compile(rb"<c r=\"([A-Z]+\d+)\"[^>]*(?<!/)>")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
NAME = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)\d+[\"']")
IS_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
IS_TEXT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
MARKS = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ")
UNSAVED = re.compile(
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v>\s*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"
)
VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")


@dataclass
class SheetScan:
    """One sheet while it is looked through: the last cell and row seen, and the errors found so far."""

    file: RawFile
    sheet: str
    last: int = -1
    row: int = 0
    counted: int = 0
    errors: list[tuple[int, str, str]] = field(default_factory=list)

    def chunk(self, xml: bytes) -> None:
        """Look through whole rows of a sheet. Raises SourceError where cells lie where none can."""
        self._rows(xml)
        self._cells(xml)
        if any(mark in xml for mark in MARKS):
            self._errors(xml)
        self.counted += len(ROW.findall(xml))

    def _rows(self, xml: bytes) -> None:
        numbers = np.array([int(number[:9]) for number in NUMBERED.findall(xml)], dtype=np.int64)
        self._in_order(np.concatenate([[self.row], numbers]), "row")
        self.row = int(numbers[-1]) if len(numbers) else self.row

    def _cells(self, xml: bytes) -> None:
        names = (PLAIN if b'<c r="' in xml else NAMED).findall(xml)
        if not names:
            return
        rows, columns = places(names)
        if rows.max() > LAST_ROW or columns.max() > LAST_COLUMN or rows.min() < 1:
            worst = names[int(np.argmax((rows > LAST_ROW) | (columns > LAST_COLUMN) | (rows < 1)))][
                :20
            ].decode()
            no_such_place(self.file, self.sheet, f"a cell {worst}")
        if columns.max() > COLUMNS:
            found = f"a value in column {int(columns.max()):,}"
            no_such_place(self.file, self.sheet, found)
        keys = rows * (LAST_COLUMN + 1) + columns
        self._in_order(np.concatenate([[self.last], keys]), "cell", names)
        self.last = int(keys[-1])

    def _in_order(self, keys: np.ndarray, what: str, names: list[bytes] | None = None) -> None:
        """Raise SourceError where one does not come after the one before it, or leaves a gap that no table has."""
        steps = np.diff(keys)
        if len(steps) and steps.min() <= 0:
            at = int(np.argmax(steps <= 0))
            told = names[at].decode() if names else f"{keys[at + 1]:,}"
            found = f"{what} {told} after one that it overwrites or should stand before"
            no_such_place(self.file, self.sheet, found)
        rows = keys if names is None else keys // (LAST_COLUMN + 1)
        gaps = np.diff(rows[rows >= 0])
        if (len(gaps) and gaps.max() > GAP) or rows.max(initial=0) > LAST_ROW:
            found = f"row {int(rows.max()):,} after {int(gaps.max(initial=0)) - 1:,} rows without a cell"
            no_such_place(self.file, self.sheet, found)

    def _errors(self, xml: bytes) -> None:
        starts = [match.start() for match in ROW.finditer(xml)]
        for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(xml)], strict=True), 1):
            part = xml[start:end]
            if len(self.errors) < ERRORS_KEPT and (IS_ERROR.search(part) or UNSAVED.search(part)):
                named = NUMBERED.match(part)
                self._errors_of(part, int(named[1][:9]) if named else self.counted + count)

    def _errors_of(self, part: bytes, row: int) -> None:
        column = 0
        for cell in CELL.finditer(part):
            named = NAME.search(cell[1])
            column = int(places([named[1] + b"1"])[1][0]) if named else column + 1
            if IS_ERROR.search(cell[1]):
                said = VALUE.search(cell[2] or b"")
                self.errors.append(
                    (row, letters(column), (said[1] if said else b"#N/A")[:20].decode("utf-8", "replace"))
                )
            elif UNSAVED.search(cell[0]) and not IS_TEXT.search(cell[1]):
                self.errors.append((row, letters(column), NOT_SAVED))


def scanned(file: RawFile, archive: zipfile.ZipFile) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """By the name of each sheet: (row, column's letters, error) of its cells that are errors, the first ERRORS_KEPT.

    Raises:
        SourceError: where a cell lies where no spreadsheet has one, or where another lies, or the file is damaged.
    """
    found = {}
    for part, sheet in _sheets(archive).items():
        scan = SheetScan(file, sheet)
        for xml in _rows_of(file, archive, part):
            scan.chunk(xml)
        found[sheet] = tuple(scan.errors)
    return found


def places(names: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """(rows, columns) of cells by name: A1 is (1, 1). A name with too many letters or digits gives a place beyond all."""
    text = np.array(names, dtype=bytes)
    codes = text.view(np.uint8).reshape(len(names), -1)[:, :16].astype(np.int64)
    rows, columns = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    for code in codes.T:
        letter, digit = (code & 0xDF) - 64, code - 48
        is_letter, is_digit = (letter >= 1) & (letter <= 26) & (code >= 65), (digit >= 0) & (digit <= 9)
        columns = np.where(is_letter, np.minimum(columns * 26 + letter, 2**31), columns)
        rows = np.where(is_digit, np.minimum(rows * 10 + digit, 2**31), rows)
    return rows, columns


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that hold sheets, and the sheets' names; a part that the workbook does not name goes by its own."""
    parts = [name for name in archive.namelist() if "worksheets/" in name and name.endswith(".xml")]
    names = {}
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds entities
        targets = {
            one.get("Id"): normpath(join("xl", one.get("Target", ""))).lstrip("/") for one in relations
        }
        for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
            ids = [value for name, value in one.attrib.items() if name.endswith("}id")]
            if one.tag.endswith("}sheet") and ids:
                names[targets.get(ids[0], "").removeprefix("xl/xl/")] = one.get("name", "")
    except (ElementTree.ParseError, *DAMAGE, KeyError):
        names = {}
    return {part: names.get(part) or basename(part) for part in parts}


def _rows_of(file: RawFile, archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet's XML in pieces that end where a row does; reading to the end proves the part's checksum."""
    left = b""
    try:
        with archive.open(part) as stream:
            while read := stream.read(CHUNK):
                left += read
                end = left.rfind(b"row>") + 4
                if end > 3:
                    yield left[:end]
                    left = left[end:]
    except DAMAGE as error:
        damaged(file, error)
    yield left
