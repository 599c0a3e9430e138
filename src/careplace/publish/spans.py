"""A span of time in words: "twelve months", "five years"."""

import re
from datetime import date

from careplace.claims.grammar.number_words import ONES

_WORDS = ("no", *ONES, "twenty", *(f"twenty-{word}" for word in ONES[:3]))
_DAYS_OF_MONTH = 365.25 / 12
YEARS_FROM = 24
"""Months from which a span is given in years."""
LONGEST = len(_WORDS) * 12 - 1
"""The longest span in months that there are words for."""

_SPAN = re.compile(r"([0-9]{1,4})([my])")
_MONTHS = {"m": 1, "y": 12}


def months_of(text: str) -> int:
    """The months of a span as a reader writes it: "12m", "5y".

    Raises:
        ValueError: for anything else, and for a span of no month or longer than LONGEST.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    months = int(match[1]) * _MONTHS[match[2]] if match else 0
    if not 0 < months <= LONGEST:
        raise ValueError(f"{text!r} is no span: write months as 12m or years as 5y, at most {LONGEST // 12}y")
    return months


def months_between(earlier: date, later: date) -> int:
    """Months between two days, to the nearest whole one: registers come out on any day of a month."""
    return round((later - earlier).days / _DAYS_OF_MONTH)


def in_words(months: int) -> str:
    """A span of so many months: in months under two years, else in whole years that have passed.

    A span of three years and nine months is "three years": "over three years" is then true.

    Raises:
        ValueError: for a span longer than LONGEST.
    """
    if not 0 <= months <= LONGEST:
        raise ValueError(f"{months} months cannot be given in words: at most {LONGEST}")
    number, unit = (months, "month") if months < YEARS_FROM else (months // 12, "year")
    return f"{_WORDS[number]} {unit}{'' if number == 1 else 's'}"
