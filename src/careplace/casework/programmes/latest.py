"""The latest answer of each outcome, and the calculation that runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from careplace.casework.programmes.models import Estimate, Outcome

ENDED = ("done", "refused")


@dataclass(frozen=True)
class Latest:
    """Of an outcome: its latest answer, and the estimate after it that waits or stopped; None where there is none."""

    answer: Estimate | None = None
    pending: Estimate | None = None

    @property
    def in_paper(self) -> Estimate | None:
        """What a paper has: the answer, and before there is one the calculation."""
        return self.answer or self.pending


def latest_estimates(outcomes: Iterable[Outcome]) -> dict[UUID, Latest]:
    """{id of an outcome: its latest estimates} of those that were ever opened, in a query."""
    rows = Estimate.objects.filter(outcome__in=outcomes).defer("page").select_related("progress")
    latest: dict[UUID, Latest] = {}
    for estimate in rows.order_by("created_at"):
        before = latest.get(estimate.outcome_id, Latest())
        ended = estimate.state in ENDED
        latest[estimate.outcome_id] = Latest(estimate) if ended else Latest(before.answer, estimate)
    return latest
