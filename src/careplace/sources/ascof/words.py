"""What the workbook says in words: which measures it holds, what its markers and notes mean, what breaks a series."""

import re
from dataclasses import dataclass, field

from careplace.sources.ascof.headings import MeasureTable, financial, same, year
from careplace.sources.ascof.tables import STATUSES
from careplace.sources.contract import Problem
from careplace.sources.publication import Book, Sheet

CONTENTS = {
    "measure": r"metric|measure",
    "text": r"description",
    "reference": r"source",
    "start": r"start year",
    "former": r"\d{4} to \d{4} code",
}
NOTES = {"number": r"note number", "text": r"note text", "reference": r"note link"}
LOG = {
    "measure": r"\d{4} to \d{4} (metric|measure) code",
    "former": r"\d{4} to \d{4} (metric|measure) code",
    "start": r"year of change",
    "text": r"description of impact on comparability over time",
}
MARKERS = dict(zip(("x", "z", "c", "low"), STATUSES[1:], strict=True))
DENOTES = (
    re.compile(r"\[(\w+)\] denotes ([^\n]+)"),
    re.compile(r"marked with an? \[(\w+)\] (?:indicates?|denotes?) ([^.]+)"),
)
# Stands in brackets, where a council has no respondents of the kind; the workbook of 2024-25 has no word on it.
COLON = (":", "not available", "not explained in the workbook")


@dataclass(frozen=True)
class Line:
    """One row of a sheet of words, by what its columns hold."""

    sheet: str
    row: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str | None:
        """The cell's words; None where blank or where a word says that nothing applies."""
        text = self.cells.get(name, "").strip()
        return None if text.casefold() in ("", "[z]", "not applicable") else text

    def text(self, name: str) -> str:
        """The cell's words; "" where the cell has none."""
        return self[name] or ""


@dataclass(frozen=True)
class Words:
    """The rows of the sheets Contents, Notes and Comparability over time, and the rest of the sheets of words."""

    contents: tuple[Line, ...]
    notes: tuple[Line, ...]
    log: tuple[Line, ...]
    rest: tuple[Line, ...]
    framework: str
    markers: dict[str, str] = field(default_factory=dict)

    def measure(self, code: str) -> Line:
        """The row of Contents for a measure's code.

        Raises:
            KeyError: where Contents has none; `read` refuses a workbook that lacks one.
        """
        line = self.find(code)
        if line is None:
            raise KeyError(code)
        return line

    def find(self, code: str) -> Line | None:
        """The row of Contents for a measure's code; None where it has none."""
        return next((line for line in self.contents if line["measure"] and same(line["measure"], code)), None)

    def changes(self, code: str) -> list[Line]:
        """The rows of the log about a measure; those on 2E are about 2E(1) and 2E(2a) too."""
        whole = code.partition("(")[0]
        return [
            line
            for line in self.log
            if line["measure"] and any(same(line["measure"], c) for c in (code, whole))
        ]


def read(book: Book, tables: list[MeasureTable]) -> tuple[Words, list[Problem]]:
    """The workbook's words, and what is missing of them."""
    other_sheets = [sheet for sheet in book.sheets if sheet not in [table.header.sheet for table in tables]]
    lines_by_kind = {kind: _sheet_of(other_sheets, columns) for kind, columns in KINDS.items()}
    used = [sheet.name for sheet, _lines, _heading in lines_by_kind.values() if sheet]
    rest = [
        line for sheet in other_sheets if sheet.name not in used for line in _lines(sheet, 0, {"text": "c0"})
    ]
    framework = _framework(lines_by_kind["Contents"][2].get("former", ""))
    texts = [line.cells["text"] for line in rest] + [text for table in tables for _row, text in table.lines]
    contents, note_lines, log = (lines for _sheet, lines, _heading in lines_by_kind.values())
    words = Words(
        contents,
        note_lines,
        log,
        tuple(rest),
        framework,
        _markers(texts),
    )
    lacking = [
        Problem(
            book.file.name, f"no sheet {kind}", f"a sheet with the columns {_columns_in_words(KINDS[kind])}"
        )
        for kind, (sheet, _lines, _heading) in lines_by_kind.items()
        if sheet is None
    ]
    return words, lacking or [
        *_unlisted(book.file.name, words, tables),
        *_unnoted(book.file.name, words, tables),
    ]


KINDS = {"Contents": CONTENTS, "Notes": NOTES, "Comparability over time": LOG}


def _columns_in_words(columns: dict[str, str]) -> str:
    return ", ".join(pattern.replace(r"\d{4}", "YYYY") for pattern in columns.values())


def _sheet_of(
    sheets: list[Sheet], columns: dict[str, str]
) -> tuple[Sheet | None, tuple[Line, ...], dict[str, str]]:
    """The sheet with these columns in one row, the rows below, and the columns' headings."""
    for sheet in sheets:
        for row, cells in enumerate(sheet.top, 1):
            placed = _placed(cells, columns)
            if len(placed) == len(columns):
                headings = {name: (cells[column] or "").strip() for name, column in placed.items()}
                return sheet, tuple(_lines(sheet, row, placed)), headings
    return None, (), {}


def _placed(cells: dict[str, str | None], columns: dict[str, str]) -> dict[str, str]:
    placed: dict[str, str] = {}
    for name, pattern in columns.items():
        fits = (
            column for column, text in cells.items() if re.fullmatch(pattern, (text or "").strip().casefold())
        )
        column = next((column for column in fits if column not in placed.values()), None)
        placed |= {name: column} if column else {}
    return placed


def _lines(sheet: Sheet, header: int, columns: dict[str, str]) -> list[Line]:
    published = sheet.cells.slice(header).to_pylist()
    rows = [
        (row, {name: cells[c] or "" for name, c in columns.items()})
        for row, cells in enumerate(published, header + 1)
    ]
    return [
        Line(sheet.name, row, cells) for row, cells in rows if any(text.strip() for text in cells.values())
    ]


def _framework(heading: str) -> str:
    """The framework of a workbook that lists the codes of "2022 to 2023 Code" as former ones: 2023-24."""
    start = year(heading.casefold().removesuffix("code"))
    return financial(start + 1) if start else ""


def _markers(texts: list[str]) -> dict[str, str]:
    pairs = [pair for form in DENOTES for text in texts for pair in form.findall(text)]
    return {mark.lower(): meaning.strip().rstrip(".") for mark, meaning in reversed(pairs)}


def _unlisted(file: str, words: Words, tables: list[MeasureTable]) -> list[Problem]:
    """Tables of measures that Contents does not list, listed measures without their one table."""
    unknown = [
        Problem(
            file,
            f"a table of measure {table.code}",
            "a measure that the sheet Contents lists",
            table.header.sheet.name,
        )
        for table in tables
        if not words.find(table.code)
    ]
    for line in words.contents:
        matches = [table for table in tables if line["measure"] and same(table.code, line["measure"])]
        if len(matches) != 1:
            actual = f"{len(matches) or 'no'} table{'s' * (len(matches) > 1)} of measure {line['measure']}"
            unknown.append(Problem(file, actual, "one table of each measure listed", line.sheet, line.row))
    return unknown


def _unnoted(file: str, words: Words, tables: list[MeasureTable]) -> list[Problem]:
    numbers = {number(line) for line in words.notes}
    return [
        Problem(file, f"a reference to note {n}", "a note of the sheet Notes", table.header.sheet.name)
        for table in tables
        for n in table.notes
        if n not in numbers
    ]


def number(line: Line) -> int | None:
    """The number of a note: 15 of "[Note 15]"."""
    match = re.search(r"\d+", line["number"] or "")
    return int(match[0]) if match else None


def markers(words: Words) -> list[dict]:
    """Each marker that may stand for a number: mark, status, meaning. Only what the workbook explains, and ":"."""
    known_marks = [
        (f"[{mark}]", MARKERS[mark], meaning) for mark, meaning in words.markers.items() if mark in MARKERS
    ]
    return [dict(zip(("mark", "status", "meaning"), mark, strict=True)) for mark in (*known_marks, COLON)]
