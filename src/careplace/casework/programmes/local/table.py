"""The table in which figures of a local outcome come: its columns, and its rows with every fault by row and column."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from careplace.casework.import_file import Row, Sheet, read_sheet
from careplace.casework.programmes.comparators import codes_by_text
from careplace.casework.programmes.local.models import ALONE, LocalMeasure
from careplace.casework.table_file import FileRefused, refused
from careplace.measures.outcomes.periods import span

Figure = list[str | None]
"""Area, period, value, out of: as `LocalFigures.rows` has them."""
MOST_ROWS = 20_000
"""A hundred and fifty councils over eleven years by month."""
TYPED = "what was typed"
_NUMBER = re.compile(r"(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,20})?", re.ASCII)
_PLACES = Decimal("0.000001")
_PERIODS = {
    # A cell that a spreadsheet has as a date is the first day of its month.
    "month": re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(-01( 00:00:00)?)?", re.ASCII),
    "financial year": re.compile(r"(?P<year>\d{4})[-/](?P<next>\d{2})", re.ASCII),
    "year": re.compile(r"(?P<year>\d{4})", re.ASCII),
}
_EXAMPLES = {
    "month": "a month such as 2026-03",
    "financial year": "a financial year such as 2025-26",
    "year": "a year such as 2025",
}


def columns_of(measure: LocalMeasure) -> tuple[str, ...]:
    """The columns of its table."""
    numbers = ("numerator", "denominator") if measure.is_of_a_whole else ("value",)
    return ("period", "area", *numbers)


def read_figures(measure: LocalMeasure, file: str, content: bytes, home: Path, today: date) -> list[Figure]:
    """The figures of a file, in the order of areas and periods. Without a column `area` they are the place's own.

    Raises:
        FileRefused: with every cell that is wrong, or for a file without a figure of the place. Nothing of it is used.
    """
    columns = columns_of(measure)
    required = [column for column in columns if column != "area" or measure.design != ALONE]
    sheet = read_sheet(file, content, columns, required, MOST_ROWS)
    rows = list(sheet.numbered())
    areas = {"": measure.place} | codes_by_text({row.get("area", "") for _n, row in rows} - {""}, home)
    table = _Table(measure, sheet, areas, today)
    figures = [figure for number, row in rows for figure in table.figure(number, row)]
    if table.problems:
        raise FileRefused(table.problems)
    if not any(figure[0] == measure.place for figure in figures):
        raise refused(file, "no figure of this council", f"at least one row of {measure.place}")
    return sorted(figures, key=lambda figure: (figure[0], figure[1]))


def typed_table(text: str) -> bytes:
    """What was typed or pasted from a spreadsheet, as a CSV file."""
    if "\t" not in text:
        return text.encode()
    table = io.StringIO()
    csv.writer(table).writerows(csv.reader(io.StringIO(text), delimiter="\t"))
    return table.getvalue().encode()


class _Table:
    """The rows of one file; `problems` collects what is wrong with its cells."""

    def __init__(self, measure: LocalMeasure, sheet: Sheet, areas: Mapping[str, str], today: date):
        self.measure, self.sheet, self.areas, self.today = measure, sheet, areas, today
        self.problems: list = []
        self._rows: dict[tuple[str, str], int] = {}

    def figure(self, number: int, row: Row) -> Iterator[Figure]:
        """The figure of a row; nothing where a cell is wrong, which is then among the problems."""
        cells = _Cells(self.measure, row, self.areas, self.today)
        wrong = list(cells.faults())
        if not wrong and self._rows.setdefault((cells.area, cells.period), number) != number:
            wrong = [
                ("period", f"each period of an area once: row {self._rows[cells.area, cells.period]} has it")
            ]
        for column, expected in wrong:
            empty = "" if row.get(column) else "an empty cell"
            self.problems.append(self.sheet.problem(number, column, expected, empty))
        if not wrong:
            yield cells.figure()


@dataclass(frozen=True)
class _Cells:
    """The cells of one row."""

    measure: LocalMeasure
    row: Row
    areas: Mapping[str, str]
    today: date

    @property
    def area(self) -> str:
        return self.areas.get(self.row.get("area", ""), "")

    @property
    def period(self) -> str:
        return period_of(self.row["period"], self.measure.period_type)

    @property
    def numbers(self) -> list[Decimal | None]:
        return [number_of(self.row[column]) for column in columns_of(self.measure)[2:]]

    def figure(self) -> Figure:
        """As it is stored."""
        texts = [format(number, "f") for number in self.numbers if number is not None]
        return [self.area, self.period, texts[0], texts[1] if self.measure.is_of_a_whole else None]

    def faults(self) -> Iterator[tuple[str, str]]:
        """(column, what is expected) of each cell that is wrong."""
        yield from self._of_place()
        yield from self._of_period()
        numbers = dict(zip(columns_of(self.measure)[2:], self.numbers, strict=True))
        missing = [column for column, number in numbers.items() if number is None]
        yield from (
            (column, "a number of at least 0; leave the row out where there is none") for column in missing
        )
        if self.measure.is_of_a_whole:
            yield from self._of_whole(numbers["numerator"], numbers["denominator"])

    def _of_place(self) -> Iterator[tuple[str, str]]:
        if not self.area or (self.measure.design != ALONE and not self.row.get("area")):
            yield "area", "a council of England by its name or code"
        elif self.measure.design == ALONE and self.area != self.measure.place:
            yield "area", f"this council alone ({self.measure.place}): the outcome is described as its own"

    def _of_period(self) -> Iterator[tuple[str, str]]:
        kind = self.measure.period_type
        if not self.period:
            yield "period", _EXAMPLES[kind]
        elif span(self.period, kind)[1] >= self.today:
            yield "period", "a period that has ended"

    def _of_whole(self, count: Decimal | None, whole: Decimal | None) -> Iterator[tuple[str, str]]:
        if whole == 0:
            yield "denominator", "a number above 0"
        elif count is not None and whole is not None and self.measure.unit == "share" and count > whole:
            yield "numerator", f"at most the denominator, {whole}"


def period_of(text: str, kind: str) -> str:
    """A period as measures of this kind have it: "2026-03", "2025-26", "2025"; "" for a text that is none."""
    match = _PERIODS[kind].fullmatch(text)
    if match is None or not 1990 <= int(match["year"]) <= 2100:
        return ""
    if kind == "financial year":
        follows = (int(match["year"]) + 1) % 100 == int(match["next"])
        return f"{match['year']}-{match['next']}" if follows else ""
    return f"{match['year']}-{match['month']}" if kind == "month" else match["year"]


def number_of(text: str) -> Decimal | None:
    """A number, with commas at the thousands or without, to six decimals; None for a text that is none."""
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", "")).quantize(_PLACES).normalize()
    return number if number else Decimal(0)
