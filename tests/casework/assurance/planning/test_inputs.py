"""What a plan is made from: of years of visits only the latest are read, and of priorities only what they go by."""

from datetime import date, timedelta
from random import Random

from django.conf import settings
from tests.casework.assurance.planning.teams import TODAY, homes, manager_at, priorities, visited
from tests.casework.people import PLACE

from careplace.casework.assurance.caseload.current import caseload_at
from careplace.casework.assurance.overrides import actions as overrides
from careplace.casework.assurance.planning.inputs import plan_input
from careplace.casework.assurance.planning.priorities import priority_of
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default


def random_visits(random: Random, manager, services: list, number: int) -> None:
    """Visits in any state on few days, so that several of a service are on one, with and without a grade."""
    grades = ["", "", *(grade.key for grade in default().grades)]
    rows = []
    for _ in range(number):
        state, on = random.choice(list(Visit.WORKFLOW.states)), TODAY - timedelta(random.randrange(60))
        visited_on = on if state == "final" else random.choice((None, on))
        values = {"service": random.choice(services), "planned_on": on, "visited_on": visited_on}
        values |= {
            "state": state,
            "final_on": on if state == "final" else None,
            "grade": random.choice(grades),
        }
        rows.append(Visit(place=PLACE, kind="planned", template="t", template_version=1, **values))
    Visit.objects.bulk_create(rows)


def slow_latest(service) -> tuple[date | None, bool]:
    """The day of the last visit of a service, and whether the last grade is below standard, by reading all of its visits."""
    below = {grade.key for grade in default().grades if grade.below_standard}
    last, grade = None, ""
    for visit in Visit.objects.filter(service=service).order_by("visited_on", "id"):
        if visit.visited_on and visit.state not in ("planned", "cancelled"):
            last, grade = visit.visited_on, visit.grade or grade
    return last, grade in below


def test_the_last_visit_and_the_last_grade_are_those_of_all_visits(both):
    manager = manager_at()
    services, random = homes(manager, 12), Random(4)
    random_visits(random, manager, services[:-1], 150)
    data = plan_input(PLACE, TODAY, {})
    latest = {service.id: (service.last_visit, service.below_standard) for service in data.services}
    assert latest == {str(service.pk): slow_latest(service) for service in services}
    assert {below for _last, below in latest.values()} == {True, False}
    assert latest[str(services[-1].pk)] == (None, False)


def test_priorities_without_the_work_under_way_are_those_of_today(both):
    """With visits, actions and decisions that have ended and that have not."""
    manager = manager_at()
    services, random = homes(manager, 8), Random(2)
    random_visits(random, manager, services, 60)
    visited(manager, services[0], TODAY - timedelta(1), grade=default().grades[-1].key)
    highest, *_others = settings.PRIORITY_SCHEME.bands
    fields = {
        "band": highest.key,
        "reason": "A new owner",
        "until": TODAY + timedelta(10),
        "sensitivity": "restricted",
    }
    overrides.decide(manager, services[1].pk, fields, TODAY)
    caseload = caseload_at(manager, TODAY)
    keys = [band.key for band in caseload.scheme.bands]
    assert caseload.records.visits != []
    assert priorities() == {
        str(entry.service.pk): priority_of(entry.band, entry.score, keys) for entry in caseload.services
    }
    assert len({priority.score for priority in priorities().values()}) > 2
