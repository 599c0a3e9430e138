"""A published review with a recommendation and an action on it, for tests."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.casework.reviews import records

from careplace.casework.reviews.followup import actions
from careplace.casework.reviews.followup.models import PlanAction, Recommendation
from careplace.casework.reviews.models import Review
from careplace.casework.scope.actor import Actor

BOARD = date(2027, 1, 14)
ACTION = {"text": "Order medicines the day before.", "owner": "The hospital", "due_on": date(2027, 3, 31)}


@dataclass
class Followed:
    """Who is on the team, and what there is."""

    lead: Actor
    colleague: Actor
    review: Review
    recommendation: Recommendation
    action: PlanAction

    def change(self, action: str, **values: Any) -> PlanAction:
        """A step of the action."""
        version = self.action.version
        self.action = actions.change(self.lead, self.action, action, version, values)
        return self.action

    def to(self, state: str) -> PlanAction:
        """Take the action on to a state."""
        if state in ("done", "closed"):
            self.change("report-done", evidence="The pharmacy's own audit of May.")
        if state == "closed":
            self.change("close")
        if state == "transferred":
            self.change("transfer", transferred_to="The Better Care Fund plan", reason="It has the money.")
        assert self.action.state == state
        return self.action


def followed(state: str = "open") -> Followed:
    """An action in a state."""
    lead = records.lead()
    review = records.review(lead)
    colleague = records.colleague(lead, review)
    made = {"line": "return-safe", "organisation": "acute-trust", "text": "Have medicines ready on the day."}
    recommendation = actions.recommend(lead, review, made)
    Review.objects.filter(pk=review.pk).update(state="published")
    review.refresh_from_db()
    world = Followed(
        lead, colleague, review, recommendation, actions.add_action(colleague, recommendation, ACTION)
    )
    world.to(state)
    return world
