"""A team that plans, for tests: officers with time, services and visits."""

from datetime import date, timedelta
from uuid import UUID

from tests.casework.people import PLACE, member

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.priorities import Priorities, priorities_at
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.workflow.actions import changes

TODAY = date(2027, 1, 4)
END = date(2027, 12, 31)


def manager_at(place: str = PLACE) -> Actor:
    """A new team manager who plans the year from TODAY to END."""
    actor = actor_at(member("team_manager", place, "Mary Manager"), place)
    assert actor is not None
    actions.set_rules(actor, {"starts_on": TODAY, "ends_on": END, "frequency": ""}, 0)
    return actor


def officer_with_time(manager: Actor, name: str, visits: int = 5, districts: str = "") -> Actor:
    """A new officer who makes visits."""
    actor = actor_at(member("quality_officer", manager.place, name), manager.place)
    assert actor is not None
    actions.set_time(manager, UUID(actor.person), {"visits_a_month": visits, "districts": districts})
    return actor


def priorities(place: str = PLACE, today: date = TODAY) -> Priorities:
    """The priorities of a place's services for a team manager."""
    return priorities_at(Actor("mary", place, frozenset(("team_manager",))), today)


def homes(manager: Actor, count: int, kind: str = "care_home") -> list[Service]:
    """New services."""
    with changes(manager) as at_once:
        return [at_once.add(Service(name=f"Home {number:02}", kind=kind)) for number in range(count)]


def visited(manager: Actor, service: Service, on: date, grade: str = "good") -> Visit:
    """A service that was visited, with a final report."""
    visit = visits.plan(manager, service.pk, {"kind": "planned", "planned_on": on})
    Visit.objects.filter(pk=visit.pk).update(
        state="final", visited_on=on, grade=grade, final_on=on + timedelta(days=30)
    )
    visit.refresh_from_db()
    return visit
