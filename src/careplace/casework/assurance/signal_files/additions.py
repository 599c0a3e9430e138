"""Adding the signals of a file, once a person has seen what it would add."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from careplace.casework.assurance.import_items import counted
from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.signal_files.items import ACTIONS, Item
from careplace.casework.assurance.signal_files.models import SignalReference
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes


def carry_out(actor: Actor, items: list[Item], answers: Mapping[int, UUID]) -> dict[str, int]:
    """Add the signals of the items, all or nothing.

    Args:
        answers: {question: the service that a person chose}; rows whose question has no answer are left out.

    Returns:
        {action: how many rows did it}; "ask" is how many were left out.

    Raises:
        NotAllowed, ValidationError: as for a single signal.
    """
    result = answered(items, answers)
    with changes(actor) as at_once:
        for item in result:
            if item.action == "add":
                signal = at_once.add(Signal(service=item.services[0], **item.values))
                if item.reference:
                    at_once.add(SignalReference(signal=signal, reference=item.reference), "note")
    return counted(result, ACTIONS)


def answered(items: list[Item], answers: Mapping[int, UUID]) -> list[Item]:
    """The items with the answers of a person: "ask" becomes "add", or "same" where another row adds the signal."""
    keys = {item.key for item in items if item.action == "add"}
    result = []
    for item in items:
        chosen = tuple(service for service in item.services if service.pk == answers.get(item.question))
        if item.action == "ask" and chosen:
            item = replace(item, action="add", services=chosen)
            item = replace(item, action="same") if item.key in keys else item
            keys.add(item.key)
        result.append(item)
    return result
