"""Visits and actions for tests, taken to a state by the actions that people take."""

from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from tests.casework.people import PLACE, member

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.workflow.actions import changes

KEYS = list(default().standards)
DAY = date(2026, 11, 2)
SENT, DUE, AFTER = DAY + timedelta(7), DAY + timedelta(21), DAY + timedelta(22)
_numbers = count()


def piece(*standards, text="Records were seen. They were complete.", id=""):
    """A piece of evidence as a device sends it."""
    return {"id": id or str(uuid4()), "kind": "record", "text": text, "standards": list(standards)}


def whole(**grades):
    """A record without a gap."""
    pairs = [KEYS[i : i + 2] for i in range(0, 16, 2)]
    return {"evidence": [piece(*pair) for pair in pairs], "grades": dict.fromkeys(KEYS, "good") | grades}


def officer_at(place: str = PLACE, role: str = "team_manager") -> Actor:
    """A new person of the team."""
    acting = actor_at(member(role, place, f"Officer{next(_numbers)} X"), place)
    assert acting is not None
    return acting


def a_service(acting: Actor, name: str = "Rose House") -> Service:
    """A new service of the person's place."""
    with changes(acting) as transaction:
        return transaction.add(Service(name=name, kind="care_home"))


def a_visit(state: str = "planned", place: str = PLACE) -> Visit:
    """A visit in a state, with one open challenge where it has been with the provider, or would be."""
    acting = officer_at(place)
    visit = actions.plan(acting, a_service(acting).pk, {"kind": "planned", "planned_on": DAY})
    if state == "cancelled":
        with actions.seen(acting, visit.pk, visit.version) as now:
            visit = now.change("cancel", reason="The home closed")
    if state not in ("planned", "cancelled"):
        visit = _taken(acting, visit, state)
    return _with_evidence_and_challenge(visit)


def _taken(acting: Actor, visit: Visit, state: str) -> Visit:
    with actions.seen(acting, visit.pk, visit.version) as now:
        visit = now.change("start", visited_on=DAY, officer_id=acting.person)
    visit = actions.record(acting, visit.pk, visit.version, whole())
    if state in ("accuracy", "review", "final"):
        visit = actions.send_draft(acting, visit.pk, visit.version, SENT)
    if state in ("review", "final"):
        visit = actions.end_accuracy(acting, visit.pk, visit.version, AFTER)
    if state == "final":
        visit = actions.finalise(officer_at(visit.place), visit.pk, visit.version, AFTER)
    return visit


def _with_evidence_and_challenge(visit: Visit) -> Visit:
    """Written straight into the tables: only the addresses of pages need them."""
    if not visit.record:
        Visit.objects.filter(pk=visit.pk).update(record=whole())
        visit.refresh_from_db()
    evidence = visit.record["evidence"][0]["id"]
    visit.challenges.create(
        place=visit.place, state="open", evidence=evidence, sentence="They were complete.", says="No."
    )
    return visit


def an_action(state: str = "proposed", place: str = PLACE) -> Action:
    """An action in a state."""
    acting = officer_at(place)
    action = actions.propose(
        acting, a_service(acting).pk, {"asked_by": "council", "issue": "Gaps in records."}
    )
    steps = {
        "agreed": [("agree", {"step": "Audit", "responsible": "Manager", "due_on": DAY})],
        "moved": [("move", {"reason": "In the board's plan"})],
    }
    steps["done"] = [*steps["agreed"], ("report-done", {"proof": "Audit of November"})]
    steps["verified"] = [*steps["done"], ("verify", {"verified_on": DAY})]
    for name, values in steps.get(state, []):
        action = actions.move_action(acting, action.pk, name, action.version, values)
    return action
