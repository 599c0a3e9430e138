"""A place's outcomes as one object for machines: what is newest of each measure, and what may be said of it."""

from dataclasses import fields

from careplace.figures import Figure
from careplace.measures.outcomes.profile import GroupValue, MeasureData, OutcomesData, SectionData
from careplace.measures.outcomes.steps import Step


def as_json(data: OutcomesData) -> dict:
    """The `outcomes` of `careplace profile --json`: comparators, and every measure with its newest figure, its series
    (a list for each definition, and for each side of a likely change of recording), the steps of its series, the place
    less each group, its trend and the probability of the outer quarters.

    Shares are 0 to 1, differences of shares in percentage points. Figures of other councils are left out.
    """
    return {
        "comparators": [
            {"key": c.key, "name": c.name, "members": list(c.members), "reason": c.missing}
            for c in data.comparators
        ],
        "sections": [_section(section) for section in data.sections],
    }


def row(figure: Figure | None) -> dict | None:
    """A figure with its id, as every answer in JSON has it."""
    if figure is None:
        return None
    return {"id": figure.id} | {field.name: getattr(figure, field.name) for field in fields(figure)}


def _section(section: SectionData) -> dict:
    summary = {"key": section.key, "title": section.title, "chapter": section.chapter}
    return summary | {"measures": [_measure(data) for data in section.measures]}


def _measure(data: MeasureData) -> dict:
    measure = data.measure
    summary = {
        name: getattr(measure, name) for name in ("id", "title", "unit", "polarity", "headline", "modelled")
    }
    return summary | {
        "latest": row(data.latest),
        "previous": row(data.previous),
        "reason": data.reason,
        "stale": data.stale,
        "series": [[_point(figure) for figure in run] for run in data.segments],
        "groups": [_group(group) for group in data.groups],
        "quartiles": [row(figure) for figure in data.quartiles or ()],
        "worst_quarter": row(data.worst),
        "best_quarter": row(data.best),
        "trend": row(data.trend),
        "variation": data.control.variation if data.control else None,
        "steps": [_step(step) for step in data.steps],
        "parts": {kind: [row(figure) for figure in figures] for kind, figures in data.parts.items()},
        "gaps": {kind: row(figure) for kind, figure in data.gaps.items()},
        "target": {"value": data.target.value, "words": data.target.words} if data.target else None,
    }


def _step(step: Step) -> dict:
    return {name: getattr(step, name) for name in ("period", "before", "after", "recording", "why")}


def _point(figure: Figure) -> dict:
    return {
        name: getattr(figure, name) for name in ("period", "value", "lower95", "upper95", "status", "reason")
    }


def _group(group: GroupValue) -> dict:
    return {
        "key": group.key,
        "figure": row(group.figure),
        "difference": row(group.difference),
        "verdict": group.difference.reason if group.difference else None,
        **dict(zip(("lowest", "median", "highest"), map(row, group.middle or (None,) * 3), strict=True)),
    }
