"""Meetings and plans for closures in each state of the table of access, and the addresses of their pages."""

from django.urls import reverse
from tests.casework.assurance.escalation.records import (
    DAY,
    REVIEW,
    a_case,
    a_closed_case,
    a_meeting,
    a_service,
    person,
)
from tests.casework.people import PLACE

from careplace.casework.assurance.contingency import actions as contingency
from careplace.casework.assurance.contingency.models import ContingencyPlan
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.panels import actions as panels
from careplace.casework.assurance.panels.models import Meeting


def a_record(kind: str, state: str, place: str = PLACE):
    """A record of the table, in a state of it."""
    return {"case": _case, "meeting": _meeting, "plan": _plan}[kind](state, place)


def _case(state: str, place: str) -> EscalationCase:
    return a_closed_case(place) if state == "closed" else a_case(state, place)


def _meeting(state: str, place: str) -> Meeting:
    manager = person("team_manager", place)
    meeting = a_meeting(manager, DAY, "planned" if state in ("planned", "cancelled") else "held")
    item = panels.list_item(manager, meeting.pk, {"title": "Rose House", "why": "By hand"})
    if state == "cancelled":
        return panels.change_meeting(manager, meeting.pk, "cancel", {"reason": "No cases"}, meeting.version)
    if state in ("final", "correcting"):
        panels.change_item(manager, item.pk, "minute", {"minutes": "Seen."}, item.version)
        meeting = panels.finalise(manager, meeting.pk, meeting.version, REVIEW)
    if state == "correcting":
        meeting = panels.change_meeting(manager, meeting.pk, "correct", {"reason": "Beds"}, meeting.version)
    return meeting


def _plan(state: str, place: str) -> ContingencyPlan:
    manager = person("team_manager", place)
    plan = contingency.make_plan(manager, a_service(manager).pk, "Notice given", DAY)
    step = plan.steps.first()
    if state == "done":
        contingency.change_step(manager, step.pk, "finish", {"done_on": DAY}, step.version)
    if state == "closed":
        plan = contingency.change_plan(manager, plan.pk, "close", {"reason": "Sold"}, plan.version)
    return plan


def address(name: str, record, place: str = PLACE) -> str:
    """The address of a page of the table; an item is the meeting's first, a step the plan's."""
    page, _, action = name.partition(" ")
    more = [action] if action else []
    if page in ("item-step", "interest-add", "decision-add"):
        return reverse(page, args=[place, record.items.first().pk, *more])
    if page == "contingency-step":
        return reverse(
            page, args=[place, record.steps.order_by("due_on", "created_at", "id").first().pk, *more]
        )
    more = {"minutes": [1], "minutes-pdf": [1], "vacancy": ["1-113017405"]}.get(page, more)
    return reverse(page, args=[place, record.pk, *more])
