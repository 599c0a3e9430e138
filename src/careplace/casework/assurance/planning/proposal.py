"""What a plan would change: visits to add or to move, each with its reason, and what nobody has time for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.planning.capacity import Officer, visits_in_week, weeks, working_days
from careplace.casework.assurance.planning.frequency import Service
from careplace.casework.assurance.planning.inputs import PlanInput, monday_of, plan_input
from careplace.casework.assurance.planning.plan import Missed, plan
from careplace.casework.assurance.planning.plan import Visit as PlannedVisit
from careplace.casework.assurance.planning.priorities import priorities_at
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.unchanged import while_unchanged
from careplace.casework.edition_reader import NoEdition, edition_id
from careplace.casework.scope.actor import Actor
from careplace.publish.wording import day


@dataclass(frozen=True)
class Change:
    """A visit of the plan: new, moved, or as it was (`visit` is the one that was planned already)."""

    service: str
    service_name: str
    due: date
    officer: str
    officer_name: str
    on: date
    weeks_late: int
    reason: str
    visit: Visit | None

    @property
    def key(self) -> str:
        """Names exactly this change, so that what is accepted is what was shown."""
        return f"{self.service}:{self.due}:{self.officer}:{self.on}"

    @property
    def kind(self) -> str:
        """new, move or stay."""
        if self.visit is None:
            return "new"
        same = str(self.visit.officer_id) == self.officer and monday_of(self.visit.planned_on) == monday_of(
            self.on
        )
        return "stay" if same else "move"


@dataclass(frozen=True)
class Promise:
    """A visit that is due and that nobody can make: which, by when, and why."""

    service: str
    service_name: str
    due: date
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A plan of the rest of a period, next to what was planned before."""

    data: PlanInput
    changes: tuple[Change, ...]
    missed: tuple[Promise, ...]

    def of_kind(self, kind: str) -> list[Change]:
        """The changes that are new, moves or stay, the earliest first."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def late(self) -> list[Change]:
        """Visits that come after the week in which they are due."""
        return [change for change in self.changes if change.weeks_late]


def current_proposal(reader: Actor, today: date) -> Proposal:
    """The plan of the reader's place from today on, by the priorities that the reader may know of."""
    return _proposal_of(reader.place, reader.roles, _edition(), today)


def _edition() -> str:
    """The id of the edition that priorities are calculated from; empty without one."""
    try:
        return edition_id(settings.CAREPLACE.home)
    except NoEdition:
        return ""


@while_unchanged
def _proposal_of(place: str, roles: frozenset[str], _edition: str, today: date) -> Proposal:
    """Its arguments are what a plan depends on besides the records of the place."""
    return proposal(plan_input(place, today, priorities_at(Actor("", place, roles), today)))


def proposal(data: PlanInput) -> Proposal:
    """The plan of least delay, and what it changes."""
    if data.start > data.end:
        return Proposal(data, (), ())
    result = plan(data.frequency, data.services, data.officers, data.start, data.end, before=data.before())
    services = {service.id: service for service in data.services}
    officers = {officer.id: officer for officer in data.officers}
    changes = (
        _change(data, visit, services[visit.service], officers[visit.officer]) for visit in result.visits
    )
    ordered = sorted(changes, key=lambda change: (change.on, change.officer_name, change.service_name))
    missed = (
        Promise(m.service, data.service_names[m.service], m.due, _why_missed(data, m)) for m in result.missed
    )
    return Proposal(
        data, tuple(ordered), tuple(sorted(missed, key=lambda promise: (promise.due, promise.service_name)))
    )


def _change(data: PlanInput, visit: PlannedVisit, service: Service, officer: Officer) -> Change:
    existing = data.planned.get((visit.service, visit.due))
    stays = existing is not None and (str(existing.officer_id), monday_of(existing.planned_on)) == (
        visit.officer,
        visit.monday,
    )
    return Change(
        service=visit.service,
        service_name=data.service_names[visit.service],
        due=visit.due,
        officer=visit.officer,
        officer_name=data.officer_names[visit.officer],
        on=existing.planned_on if existing is not None and stays else first_day(data, officer, visit.monday),
        weeks_late=visit.weeks_late,
        reason=reason(data, service, visit),
        visit=existing,
    )


def first_day(data: PlanInput, officer: Officer, monday: date) -> date:
    """The first working day of a week of the period on which the officer is there."""
    days = working_days(monday)
    return next(day for day in days if data.start <= day <= data.end and not officer.is_away(day))


def reason(data: PlanInput, service: Service, visit: PlannedVisit) -> str:
    """Why a service is visited by a day, in sentences."""
    late = (
        f" It is late by {_weeks(visit.weeks_late)}: no officer has time earlier." if visit.weeks_late else ""
    )
    return (
        f"Due by {day(visit.due)}: {_rule(data, service)}; {_since(data, service, visit)}."
        f"{_priority(data, service)}{late}"
    )


def _rule(data: PlanInput, service: Service) -> str:
    """How often a service is visited, and why so often."""
    interval = data.frequency.interval(service.kind, service.below_standard, service.band)
    causes = [
        *(["the last report was below standard"] if interval.by_standard else []),
        *([f"its priority is {data.priorities[service.id].band.title}"] if interval.by_band else []),
    ]
    because = f" because {' and '.join(causes)}" if causes else ""
    kind = service_kinds().get(service.kind, service.kind)
    return f"{kind}, every {interval.months} months{because}"


def _since(data: PlanInput, service: Service, visit: PlannedVisit) -> str:
    if visit.due != data.due_days(service)[0]:
        return "after the visit before it"
    if service.last_visit is None:
        return "never visited yet"
    return f"last visited on {day(service.last_visit)}"


def _priority(data: PlanInput, service: Service) -> str:
    """Why a service comes before others; nothing for the lowest band."""
    if not service.urgency:
        return ""
    return f" Priority: {data.priorities[service.id].band.title}, so it comes before services of a lower priority."


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"


def _why_missed(data: PlanInput, missed: Missed) -> str:
    """The planner's reason as a sentence, and the visit that was planned."""
    existing = data.planned.get((missed.service, missed.due))
    planned = (
        f" It is planned for {day(existing.planned_on)}, which cannot stay." if existing is not None else ""
    )
    return f"{missed.reason[0].upper()}{missed.reason[1:]}.{planned}"


@dataclass(frozen=True)
class MonthLoad:
    """Visits of an officer in a month, and how many the officer can make."""

    visits: int
    capacity: int


def months_of(data: PlanInput) -> list[date]:
    """The first day of each month of the period; a week belongs to the month of its Monday, or the first one."""
    firsts = {max(monday, data.start).replace(day=1) for monday in weeks(data.start, data.end)}
    return sorted(firsts) if data.start <= data.end else []


def loads(result: Proposal) -> dict[str, dict[date, MonthLoad]]:
    """{officer: {first day of a month: how full it is}}"""
    data = result.data
    visits = Counter((change.officer, _month(data, monday_of(change.on))) for change in result.changes)
    room: Counter[tuple[str, date]] = Counter()
    for officer in data.officers:
        for monday in weeks(data.start, data.end):
            room[officer.id, _month(data, monday)] += visits_in_week(officer, monday, data.start, data.end)
    return {
        officer.id: {
            month: MonthLoad(visits[officer.id, month], room[officer.id, month]) for month in months_of(data)
        }
        for officer in data.officers
    }


def _month(data: PlanInput, monday: date) -> date:
    return max(monday, data.start).replace(day=1)


def newly_missed(before: Proposal, after: Proposal) -> list[Promise]:
    """Visits that nobody can make after a change, and that somebody could before it."""
    existing = {(promise.service, promise.due) for promise in before.missed}
    return [promise for promise in after.missed if (promise.service, promise.due) not in existing]


def newly_late(before: Proposal, after: Proposal) -> Sequence[Change]:
    """Visits that are later after a change than they were before it, and late."""
    existing = {(change.service, change.due): change.weeks_late for change in before.changes}
    return [c for c in after.late if c.weeks_late > existing.get((c.service, c.due), c.weeks_late)]
