"""Changes of a campaign and of what belongs to it: nothing is added to a campaign that has ended."""

from typing import Any, TypeVar
from uuid import UUID

from careplace.casework.assurance.campaigns.models import Campaign
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.records import Record

R = TypeVar("R", bound=Record)


def check_open(campaign: Campaign) -> None:
    """Raises NotAllowed for a campaign that has ended."""
    if campaign.state == "ended":
        raise NotAllowed("The campaign has ended, so nothing is added to it or changed in it.")


def add(actor: Actor, campaign: UUID, record: R, action: str = "add") -> R:
    """Add something to a campaign of the actor's place.

    Raises:
        Campaign.DoesNotExist: for a campaign of another place.
        NotAllowed: for one that has ended.
        ValidationError: as every change.
    """
    with changes(actor) as at_once:
        check_open(Campaign.objects.at(actor.place).get(pk=campaign))
        return at_once.add(record, action)


def change(
    actor: Actor, campaign: UUID, record: Record, action: str, values: dict[str, Any], version: int
) -> Record:
    """Change something in a campaign; raises as `add`, and Conflict where a colleague changed it meanwhile."""
    with changes(actor) as at_once:
        check_open(Campaign.objects.at(actor.place).get(pk=campaign))
        return at_once.change(type(record), record.pk, action, values, version)
