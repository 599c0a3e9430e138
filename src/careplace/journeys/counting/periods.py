"""The months and financial years that the data cover whole: others would show a fall that is none, or give away a month."""

from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa

SCHEMA = pa.schema([("month", pa.date32()), ("year", pa.date32())])


def calendar(first_day: date, last_day: date) -> pa.Table:
    """One row for each whole month: its first day, and the 1st of April of its financial year, null if that is not whole."""
    months = list(_months(first_day, last_day))
    whole_years = {year for year in map(_year, months) if sum(_year(month) == year for month in months) == 12}
    years = [_year(month) if _year(month) in whole_years else None for month in months]
    return pa.table({"month": months, "year": years}, schema=SCHEMA)


def _months(first_day: date, last_day: date) -> Iterator[date]:
    month = first_day if first_day.day == 1 else _next(first_day)
    while _next(month) - timedelta(days=1) <= last_day:
        yield month
        month = _next(month)


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _year(month: date) -> date:
    return date(month.year if month.month >= 4 else month.year - 1, 4, 1)
