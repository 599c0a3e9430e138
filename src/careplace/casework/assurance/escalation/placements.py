"""One rule for a service and its case: a service is suspended exactly while its case is at a level that suspends placements.

A contract may end while the case is open: nobody is placed there then either.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes

BY_CASE = "A level of escalation suspends placements: open or raise a case of this service."
SUSPENDED = (
    "Placements are suspended by the case of this service. Lower or close the case, with the evidence for it."
)


def open_case_of(service: Service) -> EscalationCase | None:
    """The open case of a service; None for one at the first level."""
    cases = EscalationCase.objects.at(service.place).filter(service=service, state="open")
    return cases.select_related("owner").first()


def follow(transaction: Changes, service: Service, placements: str, reason: str) -> None:
    """Suspend the service or resume placements, as its case's level says, in the transaction of the move."""
    suspends = placements == "suspended"
    action = {("active", True): "suspend", ("suspended", False): "resume"}.get((service.state, suspends))
    if action:
        transaction.change(Service, service.pk, action, {"reason": reason[:2000]}, service.version)


def check_can_open(service: Service) -> None:
    """Raises NotAllowed for a service that has an open case, or whose contract has ended."""
    if service.state == "ended":
        raise NotAllowed(f"No case can be opened: {Service.WORKFLOW.states[service.state]}.")
    if open_case_of(service):
        raise NotAllowed("This service has an open case already.")


def check_opening(service: Service, placements: str) -> None:
    """Raises ValidationError where a case would lift a suspension that was there before it."""
    if service.state == "suspended" and placements != "suspended":
        raise ValidationError(
            {
                "to": "Placements are suspended already. Choose a level that suspends them, or resume them first."
            }
        )


def check_by_itself(service: Service, action: str) -> None:
    """Raises NotAllowed for an action on a service that belongs to its case."""
    if action == "suspend":
        raise NotAllowed(BY_CASE)
    case = open_case_of(service) if action in ("resume", "reopen") else None
    if case and case.placements == "suspended":
        raise NotAllowed(SUSPENDED)


def change_service(actor: Actor, id: UUID, action: str, values: Mapping[str, Any], version: int) -> Service:
    """Change a service by its workflow, where its case does not forbid it.

    Raises:
        NotAllowed: for a suspension outside a case, and for lifting one that a case made.
    """
    with changes(actor) as transaction:
        check_by_itself(transaction.seen(Service, id, version), action)
        return transaction.change(Service, id, action, values, version)
