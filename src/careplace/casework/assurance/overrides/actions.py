"""What people do with overrides, and their end by date."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes


def decide(actor: Actor, service: UUID, values: Mapping[str, Any], today: date) -> Override:
    """A person's own band for a service, from today. One whose last day has passed ends first.

    Args:
        values: band, until, reason and sensitivity.

    Raises:
        Service.DoesNotExist: for an id of another place, or of none.
        ValidationError: where there is an override already, or a field is wrong.
    """
    with changes(actor) as transaction:
        found = Service.objects.at(actor.place).get(pk=service)
        check_service(found)
        _lapse(transaction, Override.objects.at(actor.place).filter(service=found), today)
        override = Override(service=found, decided_by_id=actor.person, since=today, **values)
        return transaction.add(override, "decide")


def check_service(service: Service) -> None:
    """Raises NotAllowed for a service whose contract has ended: nobody visits it."""
    if service.state == "ended":
        raise NotAllowed("The contract of this service has ended, so it has no priority.")


def review(actor: Actor, id: UUID, version: int, values: Mapping[str, Any], today: date) -> Override:
    """Decide again, after looking again: from today, by this person. Raises as `decide`, and Conflict."""
    again = {"since": today, "decided_by_id": actor.person}
    with changes(actor) as transaction:
        return transaction.change(Override, id, "review", {**values, **again}, version)


def end(actor: Actor, id: UUID, version: int, reason: str) -> Override:
    """End an override before its last day, with the reason."""
    with changes(actor) as transaction:
        return transaction.change(Override, id, "end", {"end_reason": reason}, version)


def end_lapsed(actor: Actor, today: date) -> int:
    """End every override of the place whose last day has passed; how many. A second call the same day ends none."""
    with changes(actor) as transaction:
        return _lapse(transaction, Override.objects.at(actor.place), today)


def _lapse(transaction: Changes, rows: Any, today: date) -> int:
    lapsed = list(rows.filter(state="active", until__lt=today))
    for override in lapsed:
        transaction.change(Override, override.pk, "lapse", {}, override.version)
    return len(lapsed)
