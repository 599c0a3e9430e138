"""The actions that a figure can count, and the events of which their steps are: of ten years they are a quarter."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from careplace.casework.assurance.proof.action_steps import DUE_ON, ActionSteps
from careplace.casework.assurance.proof.evidence import ActionDates
from careplace.casework.assurance.visits.models import Action
from careplace.casework.audit.models import Event

Row = tuple[UUID, UUID, UUID | None, str, str, date | None]
"""What an action is now: the fields of _FIELDS."""
_FIELDS = ("id", "service_id", "visit_id", "asked_by", "state", "due_on")
_STEP = Q(action__in=("agree", "report-done")) | Q(before__contains=DUE_ON)
"""The events of actions that have a step: half of them."""
_MOVED = Q(before__contains=f'{DUE_ON}"')
"""Those that changed a date that was there, and did not write the first."""


def dated_actions(place: str, first: date) -> dict[str, Row]:
    """{id: action} of those that are due from a day on, or follow from a visit whose report became final from it on."""
    return _rows(place, Q(due_on__gte=first) | Q(visit__final_on__gte=first))


def needed_events(place: str, first: date, ids: Collection[str]) -> Q:
    """The events with the steps of the actions of `ids`, and of every other that was agreed from a day on or was moved.

    An action is agreed once: one that was agreed from the day on has no step before it.
    """
    moved = Event.objects.filter(_MOVED, place=place, kind="action").values("record")
    since = Q(at__gte=timezone.make_aware(datetime.combine(first, time.min)))
    return Q(_STEP, since | Q(record__in=ids) | Q(record__in=moved), kind="action")


def counted_actions(
    place: str, first: date, dated: Mapping[str, Row], steps: Mapping[str, ActionSteps]
) -> tuple[ActionDates, ...]:
    """The actions of `dated`, and those that were agreed, or first due, from a day on.

    Args:
        steps: {id of an action: its steps} of the needed events.
    """
    others = [id for id, of_action in steps.items() if id not in dated and of_action.reaches(first)]
    rows = {**dated, **(_rows(place, Q(pk__in=others)) if others else {})}
    return tuple(steps.get(id, ActionSteps()).dates(*row) for id, row in rows.items())


def _rows(place: str, condition: Q) -> dict[str, Row]:
    rows = Action.objects.at(place).filter(condition).values_list(*_FIELDS)
    return {str(row[0]): row for row in rows}
