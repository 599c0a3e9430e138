"""How many visits an officer can make in each week, without leave and bank holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from careplace.casework.clocks import is_working_day

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Absence:
    """Days away, both included: leave, illness, training."""

    first: date
    last: date


@dataclass(frozen=True)
class Officer:
    """Who visits: how many visits in a full week, in which districts, and when not."""

    id: str
    visits_a_week: int
    districts: frozenset[str]
    absences: tuple[Absence, ...] = ()

    def is_away(self, day: date) -> bool:
        return any(absence.first <= day <= absence.last for absence in self.absences)


def weeks(start: date, end: date) -> Iterator[date]:
    """The Monday of each week that has a day from `start` to `end`."""
    monday = start - timedelta(days=start.weekday())
    while monday <= end:
        yield monday
        monday += WEEK


def visits_in_week(officer: Officer, monday: date, start: date, end: date) -> int:
    """Whole visits in the days of a week from `start` to `end` that the officer works: a fifth of a week's for each."""
    days = (monday + timedelta(days=n) for n in range(5))
    worked = sum(start <= day <= end and is_working_day(day) and not officer.is_away(day) for day in days)
    return officer.visits_a_week * worked // 5
