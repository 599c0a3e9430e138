"""A review with sources that contradict each other on one key line, and a judgement on it, for tests."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.casework.reviews import records

from careplace.casework.reviews.judgements import actions
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.models import Review, Source
from careplace.casework.scope.actor import Actor

LINE = "return-safe"
TODAY = date(2026, 11, 2)


@dataclass
class Judged:
    """Who is on the team, and what there is."""

    lead: Actor
    colleague: Actor
    review: Review
    concern: Source
    strength: Source

    def values(self, **more: Any) -> dict[str, Any]:
        """A sound judgement on the line."""
        evidence = {"supporting": [str(self.concern.pk)], "opposing": [str(self.strength.pk)]}
        words = {"statement": "Medicines are not sorted out in time.", "direction": "concern"}
        return {**words, "level": "", "confidence": "medium", "reason": "", **evidence, **more}

    def written(self, **more: Any) -> LineJudgement:
        """The lead's draft."""
        return actions.write(self.lead, self.review.pk, LINE, self.values(**more))

    def judgement(self, state: str = "draft", **more: Any) -> LineJudgement:
        """The lead's judgement in a state; the colleague agreed to a final one."""
        record = self.written(**more)
        if state != "draft":
            record = actions.propose(self.lead, record, record.version, TODAY)
        if state == "final":
            record = actions.agree(self.colleague, record, record.version, TODAY)
        return record


def judged(**of_review: Any) -> Judged:
    """Two sources, of two kinds of organisation, that say the opposite on one key line."""
    lead = records.lead()
    review = records.review(lead, **of_review)
    colleague = records.colleague(lead, review)
    concern = records.source(lead, review, "Interview 1")
    strength = records.source(
        lead, review, "Focus group 1", category="focus group", organisation="healthwatch"
    )
    code = records.code(lead, review, line=LINE)
    records.coding(lead, records.text(lead, concern), code, "concern")
    records.coding(lead, records.text(lead, strength), code, "strength")
    return Judged(lead, colleague, review, concern, strength)
