"""The plan of the fictional team: two people with time, leave of one of them, and a part of the year planned."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.inputs import monday_of, plan_input
from careplace.casework.assurance.planning.priorities import priorities_at
from careplace.casework.assurance.planning.proposal import proposal
from careplace.casework.scope.actor import Actor

VISITS_A_MONTH = {"Omar Quint": 6, "Ada Lovell": 2}
PLANNED = 8
"""How many visits are planned already; the rest is there to be accepted."""


def make_plan(actor: Actor) -> None:
    """Make it at the actor's place, whose services and people are there already."""
    today = timezone.localdate()
    people = {name: id for id, name in actions.team(actor.place).items()}
    for name, visits in VISITS_A_MONTH.items():
        actions.set_time(actor, people[name], {"visits_a_month": visits, "districts": ""})
    changes = proposal(plan_input(actor.place, today, priorities_at(actor, today))).changes
    actions.accept(actor, [change.key for change in changes[:PLANNED]], today)
    _go_on_leave(actor, people["Omar Quint"])


def _go_on_leave(actor: Actor, officer: UUID) -> None:
    """In the week after next, in which visits are planned that have to move."""
    monday = monday_of(timezone.localdate()) + timedelta(days=14)
    actions.enter_leave(actor, officer, monday, monday + timedelta(days=4))
