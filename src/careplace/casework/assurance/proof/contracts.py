"""Noting when the contracts of services began."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes


def note(actor: Actor, services: Iterable[UUID], began_on: date, source: str) -> int:
    """Note one start for services of the place that have none yet, all or nothing; gives how many there were.

    Raises:
        Service.DoesNotExist: for a service of another place.
        ValidationError: for a day after today.
    """
    with changes(actor) as at_once:
        records = [Service.objects.at(actor.place).get(pk=id) for id in services]
        for record in records:
            at_once.add(Contract(service=record, began_on=began_on, source=source), "note")
    return len(records)


def correct(actor: Actor, id: UUID, version: int, began_on: date, source: str) -> Contract:
    """Correct a start that was noted. Raises Conflict where a colleague changed it meanwhile."""
    with changes(actor) as at_once:
        return at_once.change(Contract, id, "correct", {"began_on": began_on, "source": source}, version)
