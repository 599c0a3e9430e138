"""Dates from text, the order of day and month told over the whole of each column.

The ratings file of February 2021 writes d/m/Y; a re-export of May 2026 writes m/d/Y. One value seldom tells
which, a column nearly always does. Where a column does not, the other date columns of the same file may; else
it is an error: a guess would be wrong in silence.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import Problem, refuse_for

# CQC's weekly directory writes a clock after a dash, "09/Jan/2018 - 00:00"; re-exports write "12:00:00 AM".
CLOCK = r"(?:(?:[T ]| - )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?)?$"
ISO = r"^(?P<a>\d{4})-(?P<b>\d{1,2})-(?P<c>\d{1,2})" + CLOCK
SLASHED = r"^(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{4})" + CLOCK
MONTH_BY_NAME = r"(?i)^(\d{{1,2}})[/-]{month}[/-](\d{{4}})(\D.*)?$"
SERIAL = r"^(?P<a>\d{5})(?:\.\d+)?$"
# A spreadsheet's day 60 is 29 February 1900, which never was: from March 1900 on, this day is its day 0.
SPREADSHEET_EPOCH = np.datetime64("1899-12-30")
DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"
MOST_SHOWN = 3
# No date of a published file lies outside: the oldest are those of councils, and none speaks of years to come. The last
# day is a constant and not the day of the build, since an edition must be the same whenever it is made.
EARLIEST, LATEST = date(1800, 1, 1), date(2035, 12, 31)
# Days after today by which data may be dated: a month's file is dated by its month, clocks and time zones differ.
AHEAD = 31
WRITTEN = "a date: 2026-05-29, 29/05/2026 or 05/29/2026, 29/May/2026, or a spreadsheet's day number"
SETTLE = (
    "a column in which some day is above 12; to settle it, write the column as YYYY-MM-DD and save the file"
)


@dataclass(frozen=True)
class DateColumn:
    """A column of dates as text: `rows` are the sheet's row numbers of its values, nulls are blank cells."""

    sheet: str
    heading: str
    text: pa.Array
    rows: np.ndarray


def newest_possible() -> date:
    """The last day that data can be of: lists of places may speak of years to come, figures and ratings do not.

    A file that a build refuses by it is read by a later one; one that is read is read the same on any day.
    """
    return min(LATEST, datetime.now(UTC).date() + timedelta(AHEAD))


def out_of_range(days: pa.Array) -> pa.Array:
    """Which days lie outside EARLIEST to LATEST; never a null."""
    outside = pc.or_(pc.less(days, pa.scalar(EARLIEST)), pc.greater(days, pa.scalar(LATEST)))
    return pc.fill_null(outside, False)


def parse(columns: list[DateColumn], file: str) -> list[pa.Array]:
    """The columns as date32 arrays; nulls stay null.

    Raises:
        SourceError: for text that is no date, dates that never were, an order that changes within a column or
            that nothing in the file tells.
    """
    columns_in_parts = [_Parts.of(column) for column in columns]
    orders = {parts.order for parts in columns_in_parts if parts.order}
    usual = orders.pop() if len(orders) == 1 else None
    results = [parts.days(parts.order or usual) for parts in columns_in_parts]
    problems = [
        problem
        for parts, days in zip(columns_in_parts, results, strict=True)
        for problem in parts.problems(file, days)
    ]
    refuse_for(problems)
    return [pa.array(days, pa.date32(), from_pandas=True) for days in results]


@dataclass
class _Parts:
    """A column's values taken apart: the numbers of its ISO dates, its slashed dates and its day numbers."""

    column: DateColumn
    iso: np.ndarray
    slashed: np.ndarray
    serial: np.ndarray
    blank: np.ndarray

    @classmethod
    def of(cls, column: DateColumn) -> "_Parts":
        blank = np.asarray(pc.is_null(column.text))
        text = _months_numbered(column.text)
        iso, slashed, serial = (_groups(text, form) for form in (ISO, SLASHED, SERIAL))
        return cls(column, iso, slashed, serial, blank)

    @property
    def first_tells(self) -> np.ndarray:
        """Rows whose first number can only be a day."""
        return (self.slashed[:, 0] > 12) & (self.slashed[:, 1] <= 12)

    @property
    def second_tells(self) -> np.ndarray:
        return (self.slashed[:, 1] > 12) & (self.slashed[:, 0] <= 12)

    @property
    def order(self) -> str | None:
        """The order that this column tells by itself; the commoner one where it is mixed."""
        first, second = self.first_tells.sum(), self.second_tells.sum()
        if first == second == 0:
            return None
        return DAY_FIRST if first >= second else MONTH_FIRST

    @property
    def ambiguous(self) -> np.ndarray:
        """Rows that are two different dates in the two orders."""
        first, second = self.slashed[:, 0], self.slashed[:, 1]
        return (first > 0) & (first <= 12) & (second <= 12) & (first != second)

    def days(self, order: str | None) -> np.ndarray:
        """Days as datetime64[D]; NaT for a blank, for no date, and where `order` is needed and None."""
        result = np.full(len(self.blank), np.datetime64("NaT"), dtype="datetime64[D]")
        year, month, day = self.iso.T
        _fill(result, _days(year, month, day))
        first, second, year = self.slashed.T
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        _fill(result, _days(year, month, day))
        serial = self.serial[:, 0]
        _fill(result, np.where(serial > 0, SPREADSHEET_EPOCH + serial, np.datetime64("NaT")))
        if order is None:
            result[self.ambiguous] = np.datetime64("NaT")
        return result

    def problems(self, file: str, days: np.ndarray) -> list[Problem]:
        is_decided = self.order is not None
        mixed = self.first_tells.any() and self.second_tells.any()
        odd = (self.second_tells if self.order == DAY_FIRST else self.first_tells) & mixed
        impossible = np.isnat(days) & ~self.blank & ~odd
        unsure = impossible & self.ambiguous & (not is_decided)
        wrong = impossible & ~unsure
        other_order = MONTH_FIRST if self.order == DAY_FIRST else DAY_FIRST
        actual = f"{{}}, in the order {other_order}, where most of the column is in the order {self.order}"
        return [
            *self._problems(file, odd, actual, "one order of day and month in the whole column"),
            *self._problems(file, wrong, "{}, which is no date", WRITTEN),
            *self._problems(file, unsure, "{}, which could be day/month or month/day", SETTLE, most=1),
        ]

    def _problems(
        self, file: str, where: np.ndarray, actual: str, expected: str, most: int = MOST_SHOWN
    ) -> list[Problem]:
        at = np.flatnonzero(where)
        column = self.column
        return [
            Problem(
                file,
                actual.format(repr(column.text[int(i)].as_py())),
                expected,
                column.sheet,
                int(column.rows[i]),
                column.heading,
                0 if number else len(at),
            )
            for number, i in enumerate(at[:most])
        ]


def _months_numbered(text: pa.Array) -> pa.Array:
    """Dates with the name of the month, 09/Jan/2018, as ISO dates; other text as it is."""
    if not pc.any(pc.match_substring_regex(text, r"^\d{1,2}[/-][A-Za-z]{3}")).as_py():
        return text
    for number in range(1, 13):
        name, short = calendar.month_name[number], calendar.month_abbr[number]
        month = "(?:sept|september|sep)" if short == "Sep" else f"(?:{name}|{short})"
        text = pc.replace_substring_regex(text, MONTH_BY_NAME.format(month=month), rf"\2-{number:02d}-\1\3")
    return text


def _groups(text: pa.Array, form: str) -> np.ndarray:
    """The named numbers of `form` in each value, as rows of three; zeros for a value of another form."""
    fields = pc.extract_regex(text, form)
    result = np.zeros((len(text), 3), dtype=np.int64)
    for place, name in enumerate(field.name for field in fields.type):
        numbers = pc.struct_field(fields, name).cast(pa.int64())
        result[:, place] = pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False)
    return result


def _days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Days of the calendar; NaT where there is no such day."""
    plausible = (year > 0) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(plausible, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    result = months.astype("datetime64[D]") + np.where(plausible, day - 1, 0)
    real = plausible & (result.astype("datetime64[M]") == months)
    return np.where(real, result, np.datetime64("NaT"))


def _fill(result: np.ndarray, values: np.ndarray) -> None:
    present = ~np.isnat(values)
    result[present] = values[present]
