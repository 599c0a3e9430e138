"""Cases of escalation for tests, taken to a level by the moves that people make, and the panel's decisions for them."""

from datetime import date
from itertools import count

from tests.casework.people import PLACE, member

from careplace.casework.accounts.models import User
from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels import actions as panels
from careplace.casework.assurance.panels.models import Decision, Meeting
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.workflow.actions import changes

DAY = date(2026, 11, 2)
REVIEW, SOON = date(2026, 11, 9), date(2026, 11, 4)
_numbers = count()


def person(role: str, place: str = PLACE) -> Actor:
    """A new person with a role, as an actor."""
    acting = actor_at(member(role, place, f"Person{next(_numbers)} X"), place)
    assert acting is not None
    return acting


def user_of(acting: Actor) -> User:
    """The user behind an actor."""
    return User.objects.get(pk=acting.person)


def a_service(acting: Actor, **fields) -> Service:
    """A new service of the person's place."""
    with changes(acting) as transaction:
        number = next(_numbers)
        return transaction.add(Service(**{"name": f"Home {number}", "kind": "care_home"} | fields))


def values(acting: Actor, to: str, **more) -> dict:
    """What a whole move to a level gives, without evidence and decision."""
    owner = user_of(acting)
    whole = {"to": to, "owner": owner, "reason": "Two visits below standard", "review_on": SOON}
    return whole | ({"review_on": None, "owner": None} if to == "routine" else {}) | more


def a_meeting(
    officer: Actor, held_on: date = DAY, state: str = "held", member: Actor | None = None
) -> Meeting:
    """A meeting with a chair and one member of the panel, who both attended it if it was held."""
    deciding = member or person("panel_member", officer.place)
    meeting = panels.plan(officer, {"held_on": held_on, "chair": user_of(officer)}, [])
    meeting.deciding = deciding
    if state != "planned":
        attended = {"attendees": [officer.person, deciding.person]}
        meeting = panels.hold(officer, meeting.pk, meeting.version, attended, {}, held_on)
        meeting.deciding = deciding
    return meeting


def a_decision(officer: Actor, service: Service, level: str, held_on: date = DAY) -> Decision:
    """A decision of a meeting of its own about a service."""
    meeting = a_meeting(officer, held_on)
    item = panels.list_item(officer, meeting.pk, {"service": service, "title": "A case", "why": "By hand"})
    decided = {"level": level, "text": "No improvement", "deciders": [meeting.deciding.person]}
    return panels.decide(meeting.deciding, item.pk, decided)


def a_case(level: str = "enhanced", place: str = PLACE, **fields) -> EscalationCase:
    """A case at a level, opened by a manager on DAY with what the ladder asks."""
    manager = person("team_manager", place)
    service = a_service(manager, **fields)
    decision = None if level == "enhanced" else a_decision(manager, service, level)
    return actions.open_case(manager, service.pk, values(manager, level, decision=decision), DAY)


def a_closed_case(place: str = PLACE) -> EscalationCase:
    """A case that was opened and closed."""
    case, manager = a_case(place=place), person("team_manager", place)
    return actions.move(manager, case.pk, case.version, values(manager, "routine"), REVIEW)
