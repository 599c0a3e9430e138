"""Combines key questions that were rated at different inspections: the newest of each, the others carried over.

Source: CQC, rating principles: adult social care, 12 May 2022, principle 2; and for the six months of the years
before, CQC's guidance to inspectors s11.4 as told by ridout-law.com (2015, 2016).
"""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from careplace.ratings.aggregate import Given
from careplace.ratings.framework import Framework
from careplace.ratings.result import Result, Rule
from careplace.ratings.scale import Kind, standard

COMPREHENSIVE, FOCUSED = "comprehensive", "focused"


@dataclass(frozen=True)
class Inspection:
    """What one inspection rated, on the day of its site visit."""

    on: date
    kind: str
    ratings: Mapping[str, "Given | Result"]


def combined(
    by: Framework,
    inspections: Sequence[Inspection],
    combine: Callable[[Mapping[str, "Given | Result"]], Result],
) -> Result:
    """The rating after the newest inspection.

    Args:
        by: the framework, which says whether a late focused inspection changes the overall.
        inspections: at least one, in any order.
        combine: combines the newest ratings of the key questions, with limits and all.

    Returns:
        What `combine` gives. Where the framework says that a focused inspection came too late, the overall stays
        what it was before, while its key questions are the new ones.
    """
    ordered = sorted(inspections, key=lambda inspection: inspection.on)
    result = combine(newest(ordered))
    if by.focused is None or not too_late(by, ordered):
        return result
    before = combined(by, ordered[:-1], combine)
    rule = Rule(
        "focused-too-late", by.focused.source, focused=by.focused, unconfirmed=not by.focused.confirmed
    )
    return replace(result, rating=before.rating, kind=before.kind, by_rules=before.rating, rule=rule)


def newest(inspections: Sequence[Inspection]) -> dict[str, "Given | Result"]:
    """{key question: its newest rating}; what an older inspection gave is marked as carried over.

    "Inspected but not rated" takes no rating away: the one before goes on standing.
    """
    ordered = sorted(inspections, key=lambda inspection: inspection.on)
    ratings: dict[str, Given | Result] = {}
    for inspection in ordered:
        carried_over = inspection is not ordered[-1]
        for question, rating in inspection.ratings.items():
            if question not in ratings or _rated(rating):
                ratings[question] = replace(rating, since=inspection.on, carried_over=carried_over)
    return ratings


def too_late(by: Framework, ordered: Sequence[Inspection]) -> bool:
    """Whether the newest inspection is a focused one that came too late to change the overall."""
    rule, last = by.focused, ordered[-1]
    whole = [inspection.on for inspection in ordered[:-1] if inspection.kind == COMPREHENSIVE]
    if not rule or not rule.on or last.kind != FOCUSED or last.on >= rule.until or not whole:
        return False
    return last.on > months_after(max(whole), rule.months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day: six months after 31 August is 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _rated(rating: "Given | Result") -> bool:
    return standard(rating.rating)[1] is Kind.RATED
