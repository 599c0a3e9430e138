"""One table of the workbook: which measure it is, and what each of its columns holds.

Titles and headings tell; neither the sheet's name nor the order of columns does.
"""

import re
from dataclasses import dataclass
from datetime import date

from careplace.sources import headers
from careplace.sources.contract import Problem
from careplace.sources.headers import Field, Header, Layout, folded
from careplace.sources.publication import Sheet

LAYOUT = Layout(
    "ascof",
    "a table of ASCOF measures",
    (
        Field("authority_code", ("Local authority code",)),
        Field("area_name", ("Local authority",)),
        Field("area_code", ("ONS area code",)),
    ),
    marks=("authority_code", "area_code"),
)
TITLE = re.compile(r"^Table (?P<code>\w+(?:\(\w+\))?)\s*:\s*(?P<title>.+)$", re.IGNORECASE | re.DOTALL)
YEARS = re.compile(r"^(\d{4}) to (\d{4})$")
HEADING = re.compile(r"^(?P<years>\d{4} to \d{4}) *[-–] *(?P<what>.+)$")
QUANTITY = re.compile(
    r"^(?P<breakdown>.*?) ?(?P<quantity>outcome|numerator|denominator|number of respondents|margin of error)$"
)
QUANTITIES = {"number of respondents": "denominator", "margin of error": "margin"}
NOTE = re.compile(r"\[note (\d+)\]", re.IGNORECASE)
AGE = re.compile(r"\baged (\d+ to \d+|\d+ and over)\b")
EXPECTED = "a heading such as '2024 to 2025 - outcome', '… - numerator', '… - good numerator' or '… - margin of error'"


def year(text: str | None) -> int | None:
    """The year in which the financial year "2024 to 2025" begins; None for other text."""
    match = YEARS.match((text or "").strip())
    return int(match[1]) if match and int(match[2]) == int(match[1]) + 1 else None


def financial(start: int) -> str:
    """A financial year in few words: 2024-25."""
    return f"{start}-{(start + 1) % 100:02d}"


def end(start: int) -> date:
    return date(start + 1, 3, 31)


@dataclass(frozen=True)
class Quantity:
    """What one column holds: the financial year's first year, the part of the measure, and which number of it."""

    column: str
    heading: str
    start: int
    breakdown: str
    quantity: str
    kind: str

    @property
    def letter(self) -> str:
        return letter(int(self.column[1:]))


@dataclass(frozen=True)
class MeasureTable:
    """A sheet with a measure's outcomes: `code` as the title has it, `lines` the rows of words above the header."""

    header: Header
    code: str
    title: str
    lines: tuple[tuple[int, str], ...]
    quantities: tuple[Quantity, ...]

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the notes that the words above the header refer to."""
        words = " ".join(text for _row, text in self.lines)
        return tuple(dict.fromkeys(int(number) for number in NOTE.findall(words)))

    @property
    def age(self) -> str | None:
        match = AGE.search(self.title)
        return match[1] if match else None

    @property
    def unit(self) -> str | None:
        """What outcomes are in, by the title and what the table says of its outcome; None where neither tells."""
        words = " ".join(
            [self.title, *(text for _row, text in self.lines if text.startswith("Outcome"))]
        ).casefold()
        if "per 100,000" in words:
            return "per 100,000"
        if re.search(r"%|proportion|percentage", words):
            return "percent"
        return "score" if re.search(r"score|quality of life", words) else None


def located(sheet: Sheet) -> Header | None:
    """The header of a sheet with outcomes: areas, and a column of a year's outcome."""
    header = headers.locate(sheet, LAYOUT)
    return header if header and any(HEADING.match(text) for _column, text in header.headings) else None


def read(header: Header, file: str) -> tuple[MeasureTable, list[Problem]]:
    """The table under a header, and what is wrong with its title and headings."""
    above = header.sheet.cells.slice(0, header.row - 1).column(0).to_pylist()
    lines = tuple((row, text.strip()) for row, text in enumerate(above, 1) if text and text.strip())
    titles = [match for _row, text in lines if (match := TITLE.match(text))]
    problems = headers.faults(header, file)
    quantities: list[Quantity] = []
    for column in header.sheet.cells.column_names:
        if column not in header.columns.values():
            measured, wrong = _quantity(header, column, file)
            quantities += measured
            problems += wrong
    code, title = (titles[0]["code"], titles[0]["title"]) if titles else ("", "")
    table = MeasureTable(header, code, NOTE.sub("", title).strip(), lines, tuple(quantities))
    return table, [*problems, *_untitled(table, file), *_incomplete(table, file)]


def _quantity(header: Header, column: str, file: str) -> tuple[list[Quantity], list[Problem]]:
    heading = dict(header.headings).get(column)
    if heading is None:
        below = header.sheet.cells.slice(header.row).column(column).to_pylist()
        rows = [row for row, text in enumerate(below, header.row + 1) if text and text.strip()]
        where = header.sheet.name, next(iter(rows), None), _heading_of(column)
        return [], [Problem(file, "values under no heading", EXPECTED, *where)] if rows else []
    match = HEADING.match(heading)
    what = QUANTITY.match(match["what"].strip().casefold()) if match else None
    start = year(match["years"]) if match else None
    if what is None or start is None:
        return [], [
            Problem(file, repr(heading), EXPECTED, header.sheet.name, header.row, _heading_of(column))
        ]
    quantity, kind = QUANTITIES.get(what["quantity"], what["quantity"]), what["quantity"]
    return [
        Quantity(column, heading, start, what["breakdown"], quantity, kind.removeprefix("number of "))
    ], []


def _untitled(table: MeasureTable, file: str) -> list[Problem]:
    if not table.code:
        return [
            Problem(
                file, "no title", "a title such as 'Table 2a: …' above the header", table.header.sheet.name
            )
        ]
    if table.unit is None:
        expected = (
            "a title that says what the outcome is in: a proportion, a percentage, a score or per 100,000"
        )
        return [Problem(file, repr(table.title), expected, table.header.sheet.name)]
    return []


def _incomplete(table: MeasureTable, file: str) -> list[Problem]:
    """Numbers without an outcome, and two columns that hold the same number."""
    seen: dict[tuple[int, str], list[str]] = {}
    for quantity in table.quantities:
        seen.setdefault((quantity.start, quantity.breakdown), []).append(quantity.quantity)
    where = table.header.sheet.name, table.header.row
    return [
        Problem(
            file,
            f"{', '.join(quantities)} of {' '.join([financial(start), part]).strip()}",
            KINDS_OF_COLUMN,
            *where,
        )
        for (start, part), quantities in seen.items()
        if "outcome" not in quantities or len(quantities) != len(set(quantities))
    ]


KINDS_OF_COLUMN = (
    "one outcome of each year, and at most one numerator, denominator (or number of respondents) and margin"
)


def letter(index: int) -> str:
    """The spreadsheet's name of a column; 0 is A, 26 is AA."""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _heading_of(column: str) -> str:
    return letter(int(column[1:]))


def same(code: str, other_code: str) -> bool:
    """Whether two codes are one: 3d(1a) and 3D(1A)."""
    return folded(code) == folded(other_code)
