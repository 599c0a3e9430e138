"""Who is on the team of a review: for everybody else, the review does not exist."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from careplace.casework.reviews.models import Member, OfReview, Review
from careplace.casework.scope.actor import Actor, NotAllowed

R = TypeVar("R", bound=OfReview)


def memberships_of(actor: Actor) -> QuerySet:
    """The actor's own memberships of reviews at the place that have not ended."""
    rows: QuerySet = Member.objects.at(actor.place).filter(person_id=actor.person, state="member")
    return rows


def reviews_of(actor: Actor) -> QuerySet:
    """The reviews of the place that the actor is on the team of.

    `declared` is whether they declared their interests, `own_part` what they do on the team, as `part_of`.
    """
    rows: QuerySet = Review.objects.at(actor.place).filter(pk__in=memberships_of(actor).values("review_id"))
    return rows.annotate(declared=_declared(actor, "pk"), own_part=part_in(actor, "pk"))


def of_reviews(model: type[R], actor: Actor, undeclared: bool = False) -> QuerySet:
    """Records of a kind that belong to the reviews of the actor, with `declared` as `reviews_of`.

    Args:
        undeclared: whether also those of reviews where the actor has not declared their interests.
    """
    memberships = memberships_of(actor)
    if not undeclared:
        memberships = memberships.exclude(declared_on=None)
    rows: QuerySet = model.objects.at(actor.place).filter(review_id__in=memberships.values("review_id"))
    return rows.annotate(declared=_declared(actor, "review_id"))


def _declared(actor: Actor, review: str) -> Exists:
    memberships = memberships_of(actor).filter(review_id=OuterRef(review))
    return Exists(memberships.exclude(declared_on=None))


def part_in(actor: Actor, review: str) -> Subquery:
    """What the actor does on the team of each row's review, whose id is the field `review`: a key of PARTS."""
    return Subquery(memberships_of(actor).filter(review_id=OuterRef(review)).values("part")[:1])


def membership_of(actor: Actor, review: UUID) -> Member:
    """The actor's own membership of a review.

    Raises:
        Review.DoesNotExist: for somebody who is not on its team, and for a review that there is not.
    """
    member: Member | None = memberships_of(actor).filter(review_id=review).first()
    if member is None:
        raise Review.DoesNotExist(f"no review {review}")
    return member


def part_of(actor: Actor, review: UUID) -> str:
    """What the actor does on the team of a review: a key of PARTS; raises as `membership_of`."""
    return str(membership_of(actor, review).part)


def check_declared(declared: bool) -> None:
    """Raises NotAllowed for a member who has not declared their interests: sources are not for them yet."""
    if not declared:
        raise NotAllowed("Declare your interests first: the page of the review has the form.")
