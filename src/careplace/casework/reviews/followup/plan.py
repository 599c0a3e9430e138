"""The plan of a review whole: what was recommended, what is done, and how it stood at each meeting of the board."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplace.casework.reviews.followup.models import STATUSES, PlanAction, Progress, Recommendation
from careplace.casework.reviews.models import Review


@dataclass(frozen=True)
class Planned:
    """An action with its progress, the latest meeting first."""

    action: PlanAction
    progress: tuple[Progress, ...]

    @property
    def latest(self) -> Progress | None:
        """How it stood at the latest meeting."""
        return self.progress[0] if self.progress else None


@dataclass(frozen=True)
class Recommended:
    """A recommendation, its key line and organisation in words, and its actions."""

    record: Recommendation
    line: str
    organisation: str
    actions: tuple[Planned, ...]


@dataclass(frozen=True)
class Plan:
    """Every recommendation that the review makes, in order."""

    review: Review
    recommendations: tuple[Recommended, ...]

    @property
    def counts(self) -> dict[str, int]:
        """{state: actions}, those that are there."""
        return dict(Counter(planned.action.state for r in self.recommendations for planned in r.actions))

    @property
    def meetings(self) -> list[date]:
        """The meetings of the board that were told of progress, the latest first."""
        days = {p.board_on for r in self.recommendations for planned in r.actions for p in planned.progress}
        return sorted(days, reverse=True)


def plan_of(review: Review, until: date | None = None) -> Plan:
    """The plan of a review, in three queries.

    Args:
        until: progress told to later meetings is left out; None for all.
    """
    framework = review.framework_used
    kinds = {kind.key: kind.short for kind in framework.organisations}
    progress: dict[Any, list[Progress]] = {}
    for row in Progress.objects.filter(review=review).order_by("-board_on"):
        if until is None or row.board_on <= until:
            progress.setdefault(row.action_id, []).append(row)
    actions: dict[Any, list[Planned]] = {}
    for action in PlanAction.objects.filter(review=review):
        planned = Planned(action, tuple(progress.get(action.pk, ())))
        actions.setdefault(action.recommendation_id, []).append(planned)
    rows = Recommendation.objects.filter(review=review, state="made")
    return Plan(
        review,
        tuple(
            Recommended(
                row, framework.lines[row.line].title, kinds[row.organisation], tuple(actions.get(row.pk, ()))
            )
            for row in rows
        ),
    )


def as_records(plan: Plan) -> list[dict[str, Any]]:
    """The plan as plain values, as it is published."""
    return [
        {
            "line": recommended.record.line,
            "title": recommended.line,
            "text": recommended.record.text,
            "organisation": recommended.organisation,
            "actions": [_action_record(planned) for planned in recommended.actions],
        }
        for recommended in plan.recommendations
    ]


def _action_record(planned: Planned) -> dict[str, Any]:
    action = planned.action
    return {
        "text": action.text,
        "owner": action.owner,
        "measure": action.measure,
        "target": action.target,
        "due_on": action.due_on.isoformat(),
        "state": action.state,
        "transferred_to": action.transferred_to,
        "evidence": action.evidence if action.state == "closed" else "",
        "progress": [
            {"board_on": row.board_on.isoformat(), "status": STATUSES[row.status], "says": row.says}
            for row in planned.progress
        ],
    }
