"""How many visits an officer can make in each week, without leave and bank holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from careplace.casework.clocks import is_working_day

WEEK = timedelta(days=7)
MONTHS, WEEKS = 12, 52
"""Of a year."""
FIRST_MONDAY = date(2001, 1, 1)
"""Weeks are counted from here, so that a week has the same number in every period."""


@dataclass(frozen=True)
class Absence:
    """Days away, both included: leave, illness, training."""

    first: date
    last: date


@dataclass(frozen=True)
class Officer:
    """Who visits: how many visits in a month without leave, in which districts, and when not.

    `other_visits` are days of visits that the plan does not make, such as those because of a concern: they take time too.
    """

    id: str
    visits_a_month: int
    districts: frozenset[str]
    absences: tuple[Absence, ...] = ()
    other_visits: tuple[date, ...] = ()

    def is_away(self, day: date) -> bool:
        return any(absence.first <= day <= absence.last for absence in self.absences)


def weeks(start: date, end: date) -> Iterator[date]:
    """The Monday of each week that has a day from `start` to `end`."""
    monday = start - timedelta(days=start.weekday())
    while monday <= end:
        yield monday
        monday += WEEK


@cache
def working_days(monday: date) -> tuple[date, ...]:
    """The working days of a week, which are the same for every officer."""
    days = (monday + timedelta(days=n) for n in range(5))
    return tuple(day for day in days if is_working_day(day))


def visits_in_week(officer: Officer, monday: date, start: date, end: date) -> int:
    """Whole visits in the days of a week from `start` to `end` that the officer works, rounded to the nearest.

    Visits of a month are spread over weeks by the calendar alone, so that a day of leave, or a later beginning of the
    period, changes no other week: a plan that people know already would move for no reason.
    """
    number = (monday - FIRST_MONDAY) // WEEK
    full = _whole(officer.visits_a_month * MONTHS * (number + 1), WEEKS) - _whole(
        officer.visits_a_month * MONTHS * number, WEEKS
    )
    worked = sum(start <= day <= end and not officer.is_away(day) for day in working_days(monday))
    elsewhere = sum(monday <= day < monday + WEEK for day in officer.other_visits)
    return max(0, _whole(full * worked, 5) - elsewhere)


def _whole(numerator: int, denominator: int) -> int:
    """The nearest whole number to a fraction; a half counts as a whole."""
    return (2 * numerator + denominator) // (2 * denominator)
