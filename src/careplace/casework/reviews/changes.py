"""Changes in a review: by its team alone, and only while its state allows them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from careplace.casework.reviews.models import Member, OfReview, Review
from careplace.casework.reviews.states import REVIEW
from careplace.casework.reviews.team import check_declared, membership_of
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes

R = TypeVar("R", bound=OfReview)
UNFINISHED = ("planning", "fieldwork", "judging")


@dataclass(frozen=True)
class ReviewChanges:
    """A transaction of one person of a review's team."""

    changes: Changes
    review: Review
    part: str

    def add(self, record: R, action: str = "add") -> R:
        """Add a record to the review; raises as `Changes.add`."""
        record.review = self.review
        return self.changes.add(record, action)

    def add_all(self, records: Sequence[R], action: str = "add") -> Sequence[R]:
        """Add many records of one kind to the review; raises as `Changes.add_all`."""
        for record in records:
            record.review = self.review
        return self.changes.add_all(records, action)

    def change(self, model: type[R], id: UUID, action: str, values: Mapping[str, Any], version: int) -> R:
        """Change a record of the review; raises as `Changes.change`, and DoesNotExist for one of another review."""
        model.objects.get(pk=id, review=self.review)
        return self.changes.change(model, id, action, values, version)

    def move(self, action: str, values: Mapping[str, Any], version: int) -> Review:
        """Change the review itself."""
        return self.changes.change(Review, self.review.pk, action, values, version)


@contextmanager
def in_review(
    actor: Actor,
    review: UUID,
    states: Collection[str] = UNFINISHED,
    parts: Collection[str] = (),
    undeclared: bool = False,
) -> Iterator[ReviewChanges]:
    """One transaction in a review of the actor's team.

    Args:
        states: those of the review in which it is possible.
        parts: those of the team who may; all of it where there are none.
        undeclared: whether it is also for people who have not declared their interests.

    Raises:
        Review.DoesNotExist: for somebody who is not on the team.
        NotAllowed: in another state, for another part, or before the person declared their interests.
    """
    with changes(actor, Review) as at_once:
        member = membership_of(actor, review)
        record = Review.objects.at(actor.place).get(pk=review)
        _check(record, member, states, parts, undeclared)
        yield ReviewChanges(at_once, record, member.part)


def check_may(
    actor: Actor,
    review: Review,
    states: Collection[str] = UNFINISHED,
    parts: Collection[str] = (),
    undeclared: bool = False,
) -> None:
    """Raises as `in_review` would, for a page that shows the form."""
    _check(review, membership_of(actor, review.pk), states, parts, undeclared)


def _check(
    review: Review, member: Member, states: Collection[str], parts: Collection[str], undeclared: bool
) -> None:
    if review.state not in states:
        raise NotAllowed(f"This is not possible now: {REVIEW.states[review.state]}.")
    if parts and member.part not in parts:
        raise NotAllowed("This is for another member of the review's team.")
    if not undeclared:
        check_declared(member.declared_on is not None)


def begin(actor: Actor, values: Mapping[str, Any], interests: str = "") -> Review:
    """A new review, with the actor as its lead, who declares their interests at once or later ("")."""
    with changes(actor, Review) as at_once:
        review = at_once.add(Review(**values), "plan")
        member = at_once.add(Member(review=review, person_id=actor.person, part="lead"), "join")
        if interests:
            declared = {"interests": interests, "declared_on": timezone.localdate()}
            at_once.change(Member, member.pk, "declare", declared, member.version)
        return review
