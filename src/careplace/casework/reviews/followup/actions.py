"""Changes after a review: recommendations while it judges, and its plan until it is closed."""

from collections.abc import Mapping
from typing import Any

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.followup.models import PlanAction, Progress, Recommendation
from careplace.casework.reviews.models import Review
from careplace.casework.scope.actor import Actor

RECOMMENDED_IN = ("fieldwork", "judging", "published")
FOLLOWED_IN = ("published",)
"""A plan is of recommendations that were published."""
WRITERS = ("lead", "reviewer")
Values = Mapping[str, Any]


def recommend(actor: Actor, review: Review, values: Values) -> Recommendation:
    """Make a recommendation; raises as `in_review` and `ReviewChanges.add`."""
    with in_review(actor, review.pk, RECOMMENDED_IN, WRITERS) as at_once:
        return at_once.add(Recommendation(**values), "make")


def add_action(actor: Actor, recommendation: Recommendation, values: Values) -> PlanAction:
    """Add to the plan what an organisation does about a recommendation."""
    with in_review(actor, recommendation.review_id, FOLLOWED_IN, WRITERS) as at_once:
        return at_once.add(PlanAction(recommendation=recommendation, **values), "add")


def note_progress(actor: Actor, action: PlanAction, values: Values) -> Progress:
    """Note how an action stands at a meeting of the board."""
    with in_review(actor, action.review_id, FOLLOWED_IN, WRITERS) as at_once:
        return at_once.add(Progress(action=action, **values), "note")


def change(
    actor: Actor, record: Recommendation | PlanAction | Progress, action: str, version: int, values: Values
) -> Recommendation | PlanAction | Progress:
    """A step of a record's workflow.

    Raises:
        NotAllowed, Conflict, ValidationError: as `in_review` and `ReviewChanges.change`.
    """
    states = RECOMMENDED_IN if isinstance(record, Recommendation) else FOLLOWED_IN
    with in_review(actor, record.review_id, states, WRITERS) as at_once:
        return at_once.change(type(record), record.pk, action, values, version)
