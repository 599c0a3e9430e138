"""The panel's decision that a move can carry out: the last one about its service, of a meeting that was held, once."""

from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.panels.models import Decision
from careplace.casework.assurance.panels.states import HAS_MET


def usable_decision(place: str, service: UUID) -> Decision | None:
    """The decision that a move of the service's case can name.

    A later decision on the level replaces an earlier one; a decision without a level is about something else. One from
    before the service's last case was closed is of that case.
    """
    held = Decision.objects.at(place).filter(item__service=service, item__meeting__state__in=HAS_MET)
    about = held.exclude(level="")
    last = about.select_related("item__meeting", "move").order_by("-decided_on", "-created_at").first()
    return last if last and not hasattr(last, "move") and not _of_closed_case(last, service) else None


def _of_closed_case(decision: Decision, service: UUID) -> bool:
    later = EscalationCase.objects.filter(service=service, state="closed", closed_on__gt=decision.decided_on)
    return bool(later.exists())


def check_decision(place: str, service: UUID, decision: Decision | None, to: str) -> None:
    """Raises ValidationError where a move to a level names a decision that does not carry it."""
    if decision is None:
        return
    usable = usable_decision(place, service)
    if usable is None or usable.pk != decision.pk:
        raise ValidationError(
            {"decision": "Name the panel's last decision about this service. It is carried out once."}
        )
    if usable.level != to:
        raise ValidationError({"decision": "The panel decided another level."})
