"""The order of a series: months, years, dates or numbers, as people write them."""

import re
from datetime import date, datetime
from functools import lru_cache

LIKELY = (
    "period",
    "date",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "time",
    "age",
    "quantile",
    "decile",
    "quintile",
)
"""Names of columns that a series is sorted by where none is named."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
)


@lru_cache(maxsize=2**16)
def position(text: str) -> float | None:
    """Where a point stands in time, or a number's own value; None for what is neither.

    Dates and months are days since year 1, so that they sort together; years of four digits are 1 January. Known are
    2024-08-01, 01/08/2024 (the day first), 1 Aug 2024, Aug 2024, August-24, 2024-08, 2024, 2024/15 (a financial year),
    Q2 2024, 2024 Q2, and numbers such as 1, 2, 3 or an age band's 5-9 and 90+.
    """
    cell = text.strip()
    for parse in (_date, _month, _quarter, _year, _number):
        if (value := parse(cell)) is not None:
            return value
    return None


def _date(cell: str) -> float | None:
    for form in _FORMATS:
        try:
            return float(datetime.strptime(cell, form).date().toordinal())  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None


def _month(cell: str) -> float | None:
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.?[ \-_/']*(\d{2}|\d{4})", cell):
        name, year = match[1].lower(), int(match[2])
        number = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
        full = bool(number) and datetime(2000, number, 1).strftime("%B").lower().startswith(name)  # noqa: DTZ001
        return _day(year + 2000 if year < 100 else year, number) if full or name == "sept" else None
    # 2000/01 with a stroke is a financial year; 2010-11 may be either, and sorts the same among its like.
    match = re.fullmatch(r"(\d{4})[-/.](\d{2})", cell)
    if match and "/" in cell and int(match[2]) == (int(match[1]) + 1) % 100:
        return None
    return _day(int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None


def _quarter(cell: str) -> float | None:
    match = re.fullmatch(r"(\d{4})[ \-/]?Q([1-4])", cell, re.I) or re.fullmatch(
        r"Q([1-4])[ \-/]?(\d{4})", cell, re.I
    )
    if not match:
        return None
    year, quarter = (int(part) for part in sorted(match.groups(), key=len, reverse=True))
    return _day(year, 3 * quarter - 2)


def _year(cell: str) -> float | None:
    if re.fullmatch(r"(1[89]|20|21)\d\d", cell):
        return _day(int(cell), 1)
    match = re.fullmatch(r"(\d{4})[-/](\d{2}|\d{4})", cell)
    if match and int(match[2]) % 100 == (int(match[1]) + 1) % 100:
        return _day(int(match[1]), 4)
    return None


def _number(cell: str) -> float | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)|(\d{1,3})\s*(?:(?:-|–|to)\s*\d{1,3}|\+)", cell)
    return float(match[1] or match[2]) if match else None


def _day(year: int, month: int) -> float | None:
    return float(date(year, month, 1).toordinal()) if 1 <= year <= 9999 and 1 <= month <= 12 else None
