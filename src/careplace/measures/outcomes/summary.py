"""A place's outcomes as one object for machines: what is newest of each measure, and what may be said of it."""

from dataclasses import fields

from careplace.figures import Figure
from careplace.measures.outcomes.profile import GroupValue, MeasureData, OutcomesData, SectionData


def as_json(data: OutcomesData) -> dict:
    """The `outcomes` of `careplace profile --json`: comparators, and every measure with its newest figure, its series
    (a list for each definition), the place less each group, its trend and the probability of the outer quarters.

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
    told = {"key": section.key, "title": section.title, "chapter": section.chapter}
    return told | {"measures": [_measure(one) for one in section.measures]}


def _measure(one: MeasureData) -> dict:
    measure = one.measure
    said = {
        name: getattr(measure, name) for name in ("id", "title", "unit", "polarity", "headline", "modelled")
    }
    return said | {
        "latest": row(one.latest),
        "previous": row(one.previous),
        "reason": one.reason,
        "stale": one.stale,
        "series": [[_point(figure) for figure in run] for run in one.segments],
        "groups": [_group(group) for group in one.groups],
        "quartiles": [row(figure) for figure in one.quartiles or ()],
        "worst_quarter": row(one.worst),
        "best_quarter": row(one.best),
        "trend": row(one.trend),
        "variation": one.control.variation if one.control else None,
        "parts": {kind: [row(figure) for figure in found] for kind, found in one.parts.items()},
        "gaps": {kind: row(figure) for kind, figure in one.gaps.items()},
        "target": {"value": one.target.value, "words": one.target.words} if one.target else None,
    }


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
    }
