"""Ending a person's role."""

from uuid import UUID

from django.utils import timezone

from careplace.casework.audit.chain import locked_chain
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.scope.models import Membership


def end_membership(actor: Actor, id: UUID) -> Membership:
    """End a role at the actor's place.

    Raises:
        NotAllowed: for an actor who does not manage people, or for the last administrator of the place.
        Membership.DoesNotExist: for a role of another place, or one that has ended.
    """
    actor.check("people.manage")
    with locked_chain(actor.place, actor.person) as chain:
        membership = Membership.objects.current().select_for_update().get(pk=id, place=actor.place)
        _refuse_last_administrator(membership)
        before = membership.values()
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
        chain.append("end", ("membership", str(membership.id)), before, membership.values())
    return membership


def _refuse_last_administrator(membership: Membership) -> None:
    administrators = Membership.objects.current().filter(place=membership.place, role="administrator")
    if membership.role == "administrator" and administrators.count() == 1:
        raise NotAllowed(
            "This is the last administrator of the place. Give the role to another person first."
        )
