"""A published review with a summit and a follow-up visit, for tests."""

from dataclasses import dataclass
from datetime import date

from tests.casework.reviews.followup.followed import ACTION, Followed, followed

from careplace.casework.reviews.closing import actions
from careplace.casework.reviews.closing.models import Agreement, Finding, FollowUpVisit, Summit
from careplace.casework.reviews.followup.actions import add_action, recommend
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.models import Review

SUMMIT = {
    "held_on": date(2027, 1, 20),
    "venue": "the Council House",
    "attendance": "The council: Director of Adult Services\nThe hospital: Chief Nurse",
    "agreed": "One team for going home, led by the hospital.",
}
VISIT = {
    "visited_on": date(2027, 9, 14),
    "visitors": "The Care Quality Commission: two inspectors",
    "looked_at": "Discharge on three wards.",
    "concerns": "Transport at weekends.",
}
WHY = {"reason": "The ward closed.", "evidence": "The minutes of the trust of May 2027."}


@dataclass
class Ended:
    """What there is of the end of a review."""

    followed: Followed

    @property
    def review(self) -> Review:
        return Review.objects.get(pk=self.followed.review.pk)

    def summit(self, **values) -> Summit:
        return actions.add(self.followed.colleague, self.review, Summit(**SUMMIT | values))

    def agreement(
        self, summit: Summit, decision: str = "accepted", of: Recommendation | None = None
    ) -> Agreement:
        row = Agreement(summit=summit, recommendation=of or self.followed.recommendation, decision=decision)
        row.text = "The pharmacy opens at seven."
        return actions.note(self.followed.colleague, row)

    def visit(self, **values) -> FollowUpVisit:
        return actions.add(self.followed.colleague, self.review, FollowUpVisit(**VISIT | values))

    def finding(self, visit: FollowUpVisit, verdict: str = "met") -> Finding:
        row = Finding(visit=visit, recommendation=self.followed.recommendation, verdict=verdict)
        row.evidence = "Twenty of twenty records."
        return actions.note(self.followed.colleague, row)

    def another(self, state: str = "open") -> Recommendation:
        """Another recommendation, with an action in a state; "none" for one without an action."""
        made = {"line": "return-safe", "organisation": "council", "text": "Plan the way home."}
        world = self.followed
        recommendation = recommend(world.lead, self.review, made)
        if state != "none":
            action = add_action(world.lead, recommendation, ACTION)
            Followed(world.lead, world.colleague, world.review, recommendation, action).to(state)
        return recommendation

    def close(self, reason: str = "The board is told of the rest.") -> Review:
        review = self.review
        return actions.close(self.followed.lead, review, review.version, reason)


def ended(state: str = "open") -> Ended:
    """A review whose one recommendation has an action in a state."""
    return Ended(followed(state))
