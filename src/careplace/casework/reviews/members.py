"""Who joins and leaves the team of a review, and the interests that they declare."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import UNFINISHED, in_review
from careplace.casework.reviews.models import Member
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.scope.people import people_with

FOLLOWED = (*UNFINISHED, "published")
"""States of a review whose team may change: after it is published, its recommendations are followed."""


def candidates(actor: Actor, review: UUID) -> list[tuple[str, str]]:
    """(id, name) of the people of the place who may be on the team of a review and are not."""
    members = Member.objects.filter(review=review, state="member").values("person_id")
    people = people_with(actor.place, "reviews.write").filter(is_active=True).exclude(pk__in=members)
    return [(str(id), name) for id, name in people.values_list("pk", "name")]


def join(actor: Actor, review: UUID, person: str, part: str) -> Member:
    """Take a person into the team, who then declares their interests.

    Raises:
        NotAllowed: for somebody who does not lead the review.
        ValidationError: for a person whose roles do not let them work on reviews of the place, or who is on the team.
    """
    with in_review(actor, review, FOLLOWED, parts=("lead",)) as at_once:
        if not people_with(actor.place, "reviews.write").filter(pk=person, is_active=True).exists():
            raise ValidationError({"person": "Choose a person with a role in reviews at this place."})
        return at_once.add(Member(person_id=person, part=part), "join")


def leave(actor: Actor, member: Member, version: int, reason: str) -> Member:
    """Take a person out of the team: for them, the review does not exist any more.

    Raises:
        NotAllowed: for somebody who does not lead the review, and for its last lead.
    """
    with in_review(actor, member.review_id, FOLLOWED, parts=("lead",)) as at_once:
        leads = Member.objects.filter(review=member.review_id, state="member", part="lead")
        if not leads.exclude(pk=member.pk).exists():
            raise NotAllowed("This is the review's last lead. Add another lead first.")
        return at_once.change(Member, member.pk, "leave", {"reason": reason}, version)


def declare(actor: Actor, review: UUID, version: int, interests: str, today: date) -> Member:
    """Declare one's own interests in what is reviewed, or that there are none."""
    with in_review(actor, review, FOLLOWED, undeclared=True) as at_once:
        own = Member.objects.get(review=review, person_id=actor.person, state="member")
        values = {"interests": interests, "declared_on": today}
        return at_once.change(Member, own.pk, "declare", values, version)
