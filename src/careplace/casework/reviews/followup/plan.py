"""The plan of a review whole: what was recommended, what is done, and how it stood at each meeting of the board."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Model

from careplace.casework.reviews.followup.models import STATUSES, PlanAction, Progress, Recommendation
from careplace.casework.reviews.models import Review

_JOINED = ((Recommendation, ""), (PlanAction, "actions__"), (Progress, "actions__progress__"))
_ORDER = ("created_at", "pk", "actions__due_on", "actions__pk", "-actions__progress__board_on")


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
    """The plan of a review, in one query.

    Args:
        until: progress told to later meetings is left out; None for all.
    """
    framework = review.framework_used
    kinds = {kind.key: kind.short for kind in framework.organisations}
    records, actions, progress = _records(review)
    told = {id: tuple(p for p in of if until is None or p.board_on <= until) for id, of in progress.items()}
    planned = {
        id: tuple(Planned(action, told.get(action.pk, ())) for action in of) for id, of in actions.items()
    }
    return Plan(
        review,
        tuple(
            Recommended(
                row, framework.lines[row.line].title, kinds[row.organisation], planned.get(row.pk, ())
            )
            for row in records
        ),
    )


def recommendations_of(review: Review) -> list[Recommendation]:
    """The recommendations that a review makes, in order."""
    return list(Recommendation.objects.filter(review=review, state="made"))


def _records(
    review: Review,
) -> tuple[list[Recommendation], dict[Any, list[PlanAction]], dict[Any, list[Progress]]]:
    """Recommendations that are made, {recommendation: its actions} and {action: its progress, the latest first}.

    Read as the rows of one outer join: the pages of a review have little room for three queries.
    """
    rows = Recommendation.objects.filter(review=review, state="made").order_by(*_ORDER)
    records: dict[Any, Recommendation] = {}
    actions: dict[Any, dict[Any, PlanAction]] = {}
    progress: dict[Any, list[Progress]] = {}
    for row in rows.values_list(*(f"{path}{name}" for model, path in _JOINED for name in _names(model))):
        cells = iter(row)
        record, action, step = (_instance(model, cells) for model, _path in _JOINED)
        records.setdefault(record.pk, record)
        if action:
            actions.setdefault(record.pk, {}).setdefault(action.pk, action)
        if step:
            progress.setdefault(action.pk, []).append(step)
    return list(records.values()), {id: list(of.values()) for id, of in actions.items()}, progress


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _instance(model: type[Model], cells: Iterator[Any]) -> Any:
    """The record of the next cells of a row; None where the outer join has none."""
    names = _names(model)
    values = list(islice(cells, len(names)))
    return model.from_db(None, names, values) if values[0] else None


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
