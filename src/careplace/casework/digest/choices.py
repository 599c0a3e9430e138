"""A person's choice whether to get the daily mail about a place."""

from careplace.casework.digest.models import DigestChoice
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes


def choose_mail(actor: Actor, wants: bool) -> None:
    """Get the daily mail about the place, or not. Choosing what is so already changes nothing."""
    with changes(actor) as at_once:
        existing = DigestChoice.objects.at(actor.place).filter(user=actor.person).first()
        if wants == (existing is None or existing.state == "on"):
            return
        if existing is None:
            at_once.add(DigestChoice(user_id=actor.person), "stop")
        else:
            at_once.change(DigestChoice, existing.pk, "resume" if wants else "stop", {}, existing.version)
