"""Changes that end a review: its summits and follow-up visits, recommendations that are closed, and the review itself."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.closing.checklist import obstacles
from careplace.casework.reviews.closing.models import Agreement, Closure, Finding, FollowUpVisit, Summit
from careplace.casework.reviews.followup.actions import FOLLOWED_IN, WRITERS
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.models import Review
from careplace.casework.scope.actor import Actor

SUMMIT_IN = ("judging", "published")
"""States of a review in which there are summits: some are held before the report is published."""
CLOSED_IN = ("closed",)
LEADERS = ("lead",)
Values = Mapping[str, Any]
Meeting = Summit | FollowUpVisit
Entry = Agreement | Finding


def states_of(kind: type[Meeting | Entry]) -> tuple[str, ...]:
    """The states of a review in which records of a kind are written."""
    return SUMMIT_IN if kind in (Summit, Agreement) else FOLLOWED_IN


def add(actor: Actor, review: Review, record: Meeting) -> Meeting:
    """Add a summit or a follow-up visit; raises as `in_review` and `ReviewChanges.add`."""
    with in_review(actor, review.pk, states_of(type(record)), WRITERS) as at_once:
        return at_once.add(record)


def note(actor: Actor, record: Entry) -> Entry:
    """Note what a summit agreed, or a visit found, about a recommendation that the review makes.

    Raises:
        ValidationError: for a recommendation that is withdrawn, or of another review.
    """
    meeting = record.summit if isinstance(record, Agreement) else record.visit
    with in_review(actor, meeting.review_id, states_of(type(record)), WRITERS) as at_once:
        _check_made(at_once, record.recommendation_id)
        return at_once.add(record, "note")


def change(actor: Actor, record: Meeting | Entry, version: int, values: Values) -> Meeting | Entry:
    """Correct a summit, a visit or what they said; raises as `ReviewChanges.change`."""
    action = "edit" if isinstance(record, Summit | FollowUpVisit) else "correct"
    with in_review(actor, record.review_id, states_of(type(record)), WRITERS) as at_once:
        return at_once.change(type(record), record.pk, action, values, version)


def close_recommendation(actor: Actor, recommendation: Recommendation, values: Values) -> Closure:
    """Stop following a recommendation, with the reason and what shows it, by the lead."""
    with in_review(actor, recommendation.review_id, FOLLOWED_IN, LEADERS) as at_once:
        _check_made(at_once, recommendation.pk)
        before = Closure.objects.filter(recommendation=recommendation).first()
        if before is None:
            return at_once.add(Closure(recommendation=recommendation, **values), "close")
        return at_once.change(Closure, before.pk, "close", values, before.version)


def reopen_recommendation(actor: Actor, closure: Closure, version: int, reason: str) -> Closure:
    """Follow a recommendation again."""
    with in_review(actor, closure.review_id, FOLLOWED_IN, LEADERS) as at_once:
        return at_once.change(Closure, closure.pk, "reopen", {"reason": reason}, version)


def close(actor: Actor, review: Review, version: int, reason: str) -> Review:
    """Close a review by its lead.

    Raises:
        ValidationError: with everything that stands in the way.
    """
    with in_review(actor, review.pk, FOLLOWED_IN, LEADERS) as at_once:
        if problems := obstacles(at_once.review):
            raise ValidationError(problems)
        return at_once.move("close", {"reason": reason}, version)


def reopen(actor: Actor, review: Review, version: int, reason: str) -> Review:
    """Follow the recommendations of a closed review again, by its lead."""
    with in_review(actor, review.pk, CLOSED_IN, LEADERS) as at_once:
        return at_once.move("reopen", {"reason": reason}, version)


def _check_made(at_once: ReviewChanges, recommendation: object) -> None:
    rows = Recommendation.objects.filter(review=at_once.review, state="made")
    if not rows.filter(pk=recommendation).exists():
        raise ValidationError({"recommendation": "Choose a recommendation that the review makes."})
