"""What the planner needs, from the tables of a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, When, Window
from django.db.models.functions import RowNumber

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning.capacity import WEEK, Absence, Officer
from careplace.casework.assurance.planning.frequency import Frequency, due_days
from careplace.casework.assurance.planning.frequency import Service as ServiceToVisit
from careplace.casework.assurance.planning.models import Leave, OfficerTime, ServiceDistrict, rules_at
from careplace.casework.assurance.planning.plan import Plan, jobs_of
from careplace.casework.assurance.planning.plan import Visit as PlannedVisit
from careplace.casework.assurance.planning.priorities import Priorities
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default as default_template

REGULAR = ("planned", "re-audit")
"""Kinds of visits that the plan makes; the others have their own reasons, and take time all the same."""
Pair = tuple[str, date]


@dataclass(frozen=True)
class PlanInput:
    """A place's services, officers and rules from `start` to `end`, and the visits that are planned already.

    `planned` has, by service and the day that it is due, the visit that was planned for it.
    """

    frequency: Frequency
    services: list[ServiceToVisit]
    officers: list[Officer]
    start: date
    end: date
    planned: dict[Pair, Visit] = field(default_factory=dict)
    service_names: dict[str, str] = field(default_factory=dict)
    officer_names: dict[str, str] = field(default_factory=dict)
    priorities: Priorities = field(default_factory=dict)

    def before(self) -> Plan:
        """The visits that people know already, as a plan."""
        visits = (
            PlannedVisit(service, due, str(visit.officer_id), monday_of(visit.planned_on), 0)
            for (service, due), visit in self.planned.items()
        )
        return Plan(tuple(visits), (), 0)

    def due_days(self, service: ServiceToVisit) -> list[date]:
        """The days by which a service must be visited."""
        return due_days(self.frequency, service, self.start, self.end)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def without(data: PlanInput, leave: Leave) -> PlanInput:
    """The same as if a person were not away, to see what their leave changes."""
    absence, officers = Absence(leave.first_on, leave.last_on), []
    for officer in data.officers:
        absences = list(officer.absences)
        if officer.id == str(leave.officer_id) and absence in absences:
            absences.remove(absence)
        officers.append(replace(officer, absences=tuple(absences)))
    return replace(data, officers=officers)


def plan_input(place: str, today: date, priorities: Priorities) -> PlanInput:
    """What the planner needs for the rest of a place's period, from today on.

    Args:
        priorities: those of its services, for the reader of the plan.
    """
    rules = rules_at(place, today)
    start, end = max(rules.starts_on, today), rules.ends_on
    services = list(Service.objects.at(place).exclude(state="ended").only("name", "kind"))
    visits = Visit.objects.at(place).order_by("planned_on", "id").defer("record")
    waiting = list(visits.filter(state="planned"))
    data = PlanInput(
        frequency=rules.rules,
        services=_services(place, services, priorities),
        officers=[],
        start=start,
        end=end,
        service_names={str(service.pk): service.name for service in services},
        priorities=priorities,
    )
    data.planned.update(_paired(data, waiting))
    _add_officers(data, place, waiting)
    return data


def _services(place: str, services: Iterable[Service], priorities: Priorities) -> list[ServiceToVisit]:
    districts = dict(ServiceDistrict.objects.at(place).values_list("service_id", "district"))
    visits = list(_latest_visits(place).values_list("service_id", "visited_on", "grade"))
    last = {service: visited_on for service, visited_on, _grade in visits}
    grades = {service: grade for service, _visited_on, grade in visits if grade}
    below = {grade.key for grade in default_template().grades if grade.below_standard}
    return [
        ServiceToVisit(
            id=str(service.pk),
            kind=service.kind,
            district=districts.get(service.pk, ""),
            last_visit=last.get(service.pk),
            below_standard=grades.get(service.pk) in below,
            **_weights(priorities, str(service.pk)),
        )
        for service in services
    ]


def _latest_visits(place: str) -> QuerySet[Visit]:
    """The latest visit with a grade and the latest without one of each service, the earliest first: of ten years a fifth."""
    rows = Visit.objects.at(place).filter(visited_on__isnull=False)
    latest = Window(
        RowNumber(),
        partition_by=[F("service"), Case(When(grade="", then=0), default=1)],
        order_by=[F("visited_on").desc(), F("id").desc()],
    )
    past = rows.exclude(state__in=("planned", "cancelled")).annotate(position=latest)
    return past.filter(position=1).order_by("visited_on", "id")


def _weights(priorities: Priorities, service: str) -> dict[str, Any]:
    priority = priorities.get(service)
    if priority is None:
        return {}
    return {"score": priority.score, "band": priority.band.key, "urgency": priority.urgency}


def _paired(data: PlanInput, waiting: Iterable[Visit]) -> Iterable[tuple[Pair, Visit]]:
    """Each planned visit with the day by which it is due: the last whose weeks have begun when the visit is made.

    A second visit for the same day is none of the plan's.
    """
    jobs = {s.id: jobs_of(data.frequency, s, data.start, data.end) for s in data.services}
    taken: set[Pair] = set()
    for visit in waiting:
        days = jobs.get(str(visit.service_id), [])
        begun = [job for job in days if job.earliest <= monday_of(visit.planned_on)] or days[:1]
        if visit.kind in REGULAR and begun and (pair := (str(visit.service_id), begun[-1].due)) not in taken:
            taken.add(pair)
            yield pair, visit


def _add_officers(data: PlanInput, place: str, waiting: Iterable[Visit]) -> None:
    everywhere = frozenset(service.district for service in data.services)
    leave = _leave(place, data.start)
    elsewhere = _other_visits(data, waiting)
    for time in OfficerTime.objects.at(place).filter(state="active").select_related("officer"):
        id = str(time.officer_id)
        data.officer_names[id] = time.officer.name
        # Whoever visits some districts also visits services of which nobody wrote the district.
        districts = time.district_names | {""} if time.district_names else everywhere
        absences = tuple(Absence(first, last) for first, last in leave.get(time.officer_id, []))
        data.officers.append(
            Officer(id, time.visits_a_month, districts, absences, tuple(elsewhere.get(id, [])))
        )


def _leave(place: str, start: date) -> Mapping[Any, list[tuple[date, date]]]:
    rows = Leave.objects.at(place).filter(state="entered", last_on__gte=start - WEEK)
    days: dict[Any, list[tuple[date, date]]] = {}
    for officer, first, last in rows.values_list("officer_id", "first_on", "last_on"):
        days.setdefault(officer, []).append((first, last))
    return days


def _other_visits(data: PlanInput, waiting: Iterable[Visit]) -> dict[str, list[date]]:
    regular = {visit.pk for visit in data.planned.values()}
    days: dict[str, list[date]] = {}
    for visit in waiting:
        if visit.pk not in regular and visit.officer_id:
            days.setdefault(str(visit.officer_id), []).append(visit.planned_on)
    return days
