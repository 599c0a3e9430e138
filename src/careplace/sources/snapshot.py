"""The date that a file describes: from its own words, else from its name, else from its newest date."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplace.sources.contract import Problem, SourceError
from careplace.sources.dates import newest_possible
from careplace.sources.publication import RawFile

# CQC began to publish ratings and lists in 2010.
EARLIEST = date(2009, 4, 1)
WORKBOOK, FILE_NAME, NEWEST = "workbook", "file name", "newest publication date"
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_GAP = r"[ _\-]+"
_WORDED = rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(\d{{4}})\b"
# 16/09/2026: CQC writes the day first.
_NUMBERED = r"(\d{1,2})/(\d{1,2})/(\d{4})\b"
# What states the date of the data, the stronger first: the registers' "CQC database as at 01 September 2026", the
# weekly directory's "This data was produced on 16 September 2026".
STATED = tuple(
    re.compile(rf"\b{words}:?\s+(?:on\s+)?(?:[a-z]+day,?\s+)?(?:{_WORDED}|{_NUMBERED})", re.IGNORECASE)
    for words in ("as at", "(?:produced|extracted|generated) on")
)
DAY_BY_NAME = re.compile(rf"(?<!\d)(\d{{1,2}}){_GAP}{_MONTH}{_GAP}(\d{{4}})(?!\d)", re.IGNORECASE)
NAMED_ISO = re.compile(r"(?<!\d)(20\d{2})[-_](\d{2})[-_](\d{2})(?!\d)")
NAMED_MONTH = re.compile(r"(?<!\d)(20\d{2})[-_](\d{2})(?![-_]?\d)")
NAMED_MONTH_WORD = re.compile(rf"(?<![a-z]){_MONTH}{_GAP}(20\d{{2}})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Snapshot:
    """A file's date, and where it came from: WORKBOOK, FILE_NAME or NEWEST."""

    on: date
    basis: str


def of_file(file: RawFile, texts: Iterable[str], newest: date | None) -> Snapshot:
    """The date that `file` describes. What the file says itself comes before its name.

    A date before EARLIEST, or far after today, is none: a file named 2199 is dated by what stands in it.

    Args:
        texts: the lines of the workbook outside its data, where "as at DD Month YYYY" may stand.
        newest: the newest date in the file's data.

    Raises:
        SourceError: where the workbook states two dates, a stated date never was, or nothing tells a date.
    """
    latest = newest_possible()
    for on, basis in (
        (_stated(file, texts), WORKBOOK),
        (_from_name(file, newest), FILE_NAME),
        (newest, NEWEST),
    ):
        if on and EARLIEST <= on <= latest:
            return Snapshot(on, basis)
    where = "'as at' or 'produced on DD Month YYYY' above the data, or in the file's name such as 2026-05-29"
    expected = f"a date from {EARLIEST} to {latest}: {where}"
    raise SourceError(Problem(file.name, "nothing that tells the date of the data", expected))


def _stated(file: RawFile, texts: Iterable[str]) -> date | None:
    lines = list(texts)
    matches = ({match.groups() for text in lines for match in form.finditer(text)} for form in STATED)
    dates_above = next(filter(None, matches), set())
    parts = ([part for part in groups if part] for groups in dates_above)
    days = {_day(file, int(year), _month_number(month), int(day)) for day, month, year in parts}
    if len(days) > 1:
        both = " and ".join(str(day) for day in sorted(days))
        raise SourceError(
            Problem(file.name, f"two dates of the data, {both}", "one 'as at' or 'produced on DD Month YYYY'")
        )
    return days.pop() if days else None


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS[month.lower()]


def _from_name(file: RawFile, newest: date | None) -> date | None:
    if match := DAY_BY_NAME.search(file.name):
        return _day(file, int(match[3]), MONTHS[match[2].lower()], int(match[1]))
    if match := NAMED_ISO.search(file.name):
        return _day(file, *map(int, match.groups()))
    month = month_named(file.name)
    same = newest and month and (newest.year, newest.month) == (month.year, month.month)
    return newest if same else month


def month_named(name: str) -> date | None:
    """The first day of the month in a file's name, as in `2021-02` or `April_2021`; None where it has none."""
    if match := NAMED_MONTH.search(name):
        return date(int(match[1]), int(match[2]), 1) if 1 <= int(match[2]) <= 12 else None
    if match := NAMED_MONTH_WORD.search(name):
        return date(int(match[2]), MONTHS[match[1].lower()], 1)
    return None


def _day(file: RawFile, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        actual = f"the date {day}/{month}/{year}, which never was"
        raise SourceError(
            Problem(file.name, actual, "the date of the data, in the workbook or the name")
        ) from None
