"""Assigns visits to officers and weeks so that the least is late or missed, weighed by priority.

Each visit that is due is a job, each visit that an officer can make in a week a slot. The assignment of least cost is exact
(Crouse 2016, IEEE Trans. Aerosp. Electron. Syst. 52, 1679–1696, in SciPy). A late visit costs its weight for each week, a
missed one more than the latest; after that, changes of an earlier plan cost, visits that come early, and for services of a
higher priority those that do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from careplace.casework.assurance.planning.capacity import WEEK, Officer, visits_in_week, weeks
from careplace.casework.assurance.planning.frequency import Frequency, Service, due_days
from careplace.publish.wording import day

EARLY = 8
"""Weeks before it is due that a visit may be made."""
LATE = 1_000_000
"""What a week's delay of a visit of weight 1 costs: more than all lesser costs of a plan of 5,000 visits together."""
MOVED = 100
"""What it costs to move a visit of an earlier plan: more than three visits gain where they come as early as they may, which
is the most that a single move makes room for."""
_FORBIDDEN = 1e15


@dataclass(frozen=True)
class Job:
    """A visit that is due. It may be made in the weeks that begin from `earliest` to `latest`: then the next one is near."""

    service: Service
    due: date
    earliest: date
    latest: date

    @property
    def weight(self) -> int:
        return 1 + self.service.score


@dataclass(frozen=True)
class Visit:
    """A planned visit in the week that begins on `monday`; `weeks_late` is 0 up to the week in which it is due."""

    service: str
    due: date
    officer: str
    monday: date
    weeks_late: int


@dataclass(frozen=True)
class Missed:
    """A visit that nobody can make, and why."""

    service: str
    due: date
    reason: str


@dataclass(frozen=True)
class Plan:
    """The visits of a period, by week and officer, and what will be missed; `capacity` is how many visits could be made."""

    visits: tuple[Visit, ...]
    missed: tuple[Missed, ...]
    capacity: int

    @property
    def late(self) -> tuple[Visit, ...]:
        """Planned visits that come after they are due."""
        return tuple(visit for visit in self.visits if visit.weeks_late)


def plan(
    frequency: Frequency,
    services: Iterable[Service],
    officers: Iterable[Officer],
    start: date,
    end: date,
    before: Plan | None = None,
) -> Plan:
    """The visits from `start` to `end`, included.

    Args:
        before: a plan that people know already: of several plans that are as good, the one that changes least of it.
    """
    team = sorted(officers, key=lambda officer: officer.id)
    jobs = [
        job
        for service in sorted(services, key=lambda s: s.id)
        for job in jobs_of(frequency, service, start, end)
    ]
    work = [(officer, monday) for monday in weeks(start, end) for officer in team]
    visits_of = [visits_in_week(officer, monday, start, end) for officer, monday in work]
    slots = np.repeat(np.arange(len(work)), visits_of)
    pairs = _assigned(cost_table(jobs, work, before)[:, slots], _costs_of_missing(jobs))
    visits = [_visit(jobs[job], *work[slots[slot]]) for job, slot in pairs.items()]
    missed = [_missed(job, team) for position, job in enumerate(jobs) if position not in pairs]
    ordered = sorted(visits, key=lambda visit: (visit.monday, visit.officer, visit.service))
    return Plan(tuple(ordered), tuple(missed), len(slots))


def cost_table(jobs: Sequence[Job], work: Sequence[tuple[Officer, date]], before: Plan | None) -> np.ndarray:
    """The cost of each job (rows) with each officer in each week (columns)."""
    known = (
        {(visit.service, visit.due): (visit.officer, visit.monday) for visit in before.visits}
        if before
        else {}
    )
    mondays = np.array([monday for _officer, monday in work], dtype="datetime64[D]")
    columns = {(officer.id, monday): column for column, (officer, monday) in enumerate(work)}
    visited = {
        district: np.array([district in officer.districts for officer, _monday in work], dtype=bool)
        for district in {job.service.district for job in jobs}
    }
    table = np.full((len(jobs), len(work)), _FORBIDDEN)
    for row, job in enumerate(jobs):
        possible = (mondays >= np.datetime64(job.earliest)) & (mondays <= np.datetime64(job.latest))
        costs = _costs(job, mondays) + _moved(known.get((job.service.id, job.due)), columns)
        table[row] = np.where(possible & visited[job.service.district], costs, _FORBIDDEN)
    return table


def _costs(job: Job, mondays: np.ndarray) -> np.ndarray:
    """What a visit costs in the week of each Monday: each week late its weight; else, without urgency each week before it is
    due, and with it each week after the first in which it may be made."""
    days_late = (mondays - np.datetime64(_week(job.due))).astype(int)
    days_early = (np.datetime64(job.due) - mondays).astype(int)
    late, early = np.maximum(0, days_late // WEEK.days), np.maximum(0, days_early // WEEK.days)
    urgency = job.service.urgency
    return np.asarray(late * float(job.weight * LATE) + (urgency * (EARLY - early) if urgency else early))


def _moved(planned: tuple[str, date] | None, columns: Mapping[tuple[str, date], int]) -> np.ndarray | float:
    """What it costs to move a visit that people know already; 0 where it stays."""
    if planned is None:
        return 0.0
    costs = np.full(len(columns), float(MOVED))
    if planned in columns:
        costs[columns[planned]] = 0
    return costs


def _costs_of_missing(jobs: Sequence[Job]) -> np.ndarray:
    """One week more than the latest: to miss a visit is worse than to make it late."""
    return np.array([_delay(job, job.latest) + job.weight * LATE for job in jobs], dtype=float)


def _delay(job: Job, monday: date) -> float:
    return float(_weeks_late(job, monday) * job.weight * LATE)


def jobs_of(frequency: Frequency, service: Service, start: date, end: date) -> list[Job]:
    """The visits of a service that are due in a period. The weeks in which they may be made do not overlap."""
    days = due_days(frequency, service, start, end)
    # A visit may come early by half of the time since the one before it, so that two are never swapped.
    spans = [EARLY * WEEK, *(min(EARLY * WEEK, (later - day) / 2) for day, later in pairwise(days))]
    earliest = [day - span for day, span in zip(days, spans, strict=False)]
    latest = [*(max(day, following - WEEK) for day, following in zip(days, earliest[1:], strict=False)), end]
    return [Job(service, *dates) for dates in zip(days, earliest, latest, strict=False)]


def _weeks_late(job: Job, monday: date) -> int:
    return max(0, (monday - _week(job.due)) // WEEK)


def _week(day: date) -> date:
    """The Monday of a day's week."""
    return next(weeks(day, day))


def _assigned(table: np.ndarray, missing: np.ndarray) -> dict[int, int]:
    """{job: slot} of the assignment of least cost; a job that is missed is not in it."""
    # Each job has a way of its own to be missed.
    misses = np.full((len(missing), len(missing)), _FORBIDDEN)
    np.fill_diagonal(misses, missing)
    rows, columns = linear_sum_assignment(np.hstack((table, misses)))
    return {
        int(row): int(column) for row, column in zip(rows, columns, strict=True) if column < table.shape[1]
    }


def _visit(job: Job, officer: Officer, monday: date) -> Visit:
    return Visit(job.service.id, job.due, officer.id, monday, _weeks_late(job, monday))


def _missed(job: Job, team: Sequence[Officer]) -> Missed:
    district = job.service.district
    where = f" in {district}" if district else ""
    if any(district in officer.districts for officer in team):
        reason = f"nobody who visits{where} has time for it before {day(job.latest)}"
    else:
        reason = f"nobody visits{where}" if district else "no officer makes visits"
    return Missed(job.service.id, job.due, reason)
