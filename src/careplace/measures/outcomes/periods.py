"""The days that a period means: "2023-24", "2021", "2019-03", "2025-08-31", or two of them joined by ".."."""

import calendar
import re
from datetime import date
from functools import cache

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAIR = re.compile(r"(\d{4}) ?- ?(\d{2})")
_QUARTER = re.compile(r"(\d{4}) ?-? ?Q([1-4])")
_YEAR = re.compile(r"\d{4}")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3}
"""{period type: months from the start of one to that of the next}; else a year, as of three years that overlap."""


@cache
def span(period: str, period_type: str) -> tuple[date, date]:
    """First and last day of a period, read as the measure's period type has it: "2019-20" as a financial year, "2019-21"
    as three years, "2019-03" as a month.

    Raises:
        ValueError: for words that are no period of that type.
    """
    first, joined, last = period.partition("..")
    if joined:
        return span(first, period_type)[0], span(last, period_type)[1]
    if _DAY.fullmatch(period):
        return date.fromisoformat(period), date.fromisoformat(period)
    if pair := _PAIR.fullmatch(period):
        year, number = int(pair[1]), int(pair[2])
        if period_type == "month" and 1 <= number <= 12:
            return date(year, number, 1), _end_of_month(year, number)
        if period_type == "three years" and (year + 2) % 100 == number:
            return date(year, 1, 1), date(year + 2, 12, 31)
        if (year + 1) % 100 == number:
            return date(year, 4, 1), date(year + 1, 3, 31)
    if quarter := _QUARTER.fullmatch(period):
        year, last_month = int(quarter[1]), 3 * int(quarter[2])
        return date(year, last_month - 2, 1), _end_of_month(year, last_month)
    if _YEAR.fullmatch(period):
        return date(int(period), 1, 1), date(int(period), 12, 31)
    raise ValueError(f"{period!r} is not a {period_type or 'period'}")


def middle(period: str, period_type: str) -> date:
    """The day in the middle of a period, which says on what side of a break it lies."""
    first, last = span(period, period_type)
    return first + (last - first) / 2


def step(earlier: str, later: str, period_type: str) -> float:
    """How many periods lie between the starts of two: 1 where the one follows the other."""
    first, second = span(earlier, period_type)[0], span(later, period_type)[0]
    if period_type in _DAYS:
        return (second - first).days / _DAYS[period_type]
    months = (second.year - first.year) * 12 + second.month - first.month
    return months / _MONTHS.get(period_type, 12)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
