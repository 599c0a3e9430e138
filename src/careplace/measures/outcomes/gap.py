"""Inequality across a breakdown of people: how far apart the highest and the lowest part are, and the slope over an
ordered one, such as fifths of deprivation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.comparison import is_count, mover
from careplace.statistics.arguments import normal_quantile
from careplace.statistics.inequality import slope_index

# Breakdowns that tell people apart. The reasons for a delay or who was responsible are no inequality.
PEOPLE = (
    "age",
    "gender",
    "sex",
    "ethnicity",
    "deprivation",
    "support",
    "client-group",
    "disability",
    "carer",
)
ORDERED = ("deprivation",)
SLOPE_FROM = 5
METHOD = "highest less lowest part, limits by MOVER; the two were chosen for being furthest apart, so a gap is always found"


def gap(measure: Measure, kind: str, parts: Sequence[Figure]) -> Figure | None:
    """The gap of one period between the parts of a kind; None where it would tell nothing of people's outcomes.

    Args:
        parts: the figures of the parts of one place, period and kind. An ordered kind's parts stand from the most
            to the least deprived.
    """
    with_value = [
        figure for figure in parts if figure.value is not None and figure.status != Status.NOT_COMPARABLE
    ]
    if kind not in PEOPLE or measure.polarity == "none" or len(parts) < 2:
        return None
    if (
        any(is_count(measure, figure) for figure in with_value)
        or len({figure.version for figure in with_value}) > 1
    ):
        return None
    figure = _identity(measure, kind, parts)
    if len(with_value) < 2:
        return replace(
            figure,
            status=Status.MISSING,
            reason=f"cannot tell: {len(with_value)} of {len(parts)} parts have a value",
        )
    sloped = kind in ORDERED and len(with_value) == len(parts) >= SLOPE_FROM and _sloped(figure, with_value)
    return sloped or _spread(figure, with_value, len(parts))


def part_of(figure: Figure) -> str:
    """The part in words: "age:65-and-over" is "65 and over"."""
    return figure.breakdown.partition(":")[2].replace("-", " ")


def _spread(figure: Figure, with_value: Sequence[Figure], parts: int) -> Figure:
    top, bottom = max(with_value, key=_number), min(with_value, key=_number)
    missing = f"; {parts - len(with_value)} of {parts} parts have no value" if len(with_value) < parts else ""
    figure = replace(
        figure,
        value=(top.number - bottom.number) * _scale(figure),
        method=METHOD,
        reason=f"highest: {part_of(top)}; lowest: {part_of(bottom)}{missing}",
    )
    for level in ("95", "998"):
        figure = _with_limits(figure, top, bottom, f"lower{level}", f"upper{level}")
    return figure


def _with_limits(figure: Figure, top: Figure, bottom: Figure, lower: str, upper: str) -> Figure:
    """The gap with its limits of one level; as it is where one of its two parts has none."""
    ends = [getattr(part, side) for part in (top, bottom) for side in (lower, upper)]
    if None in ends:
        return figure
    limits = mover(top.number, ends[0], ends[1], bottom.number, ends[2], ends[3])
    low, high = (float(end) * _scale(figure) for end in limits)
    numbers: dict[str, Any] = {lower: low, upper: high}
    return replace(figure, **numbers)


def _sloped(figure: Figure, with_value: Sequence[Figure]) -> Figure | None:
    """The slope index over all parts; None where the people or the interval of a part are not known."""
    value, people, lower, upper = (
        np.array([getattr(figure, name) for figure in with_value], dtype=float)
        for name in ("value", "denominator", "lower95", "upper95")
    )
    slope = slope_index(value, people, (upper - lower) / (2 * normal_quantile(0.95)), (0.95, 0.998))
    if slope.reason:
        return None
    limits: dict[str, Any] = {
        f"{side}{level}": float(getattr(slope, side)[n]) * _scale(figure)
        for n, level in enumerate(("95", "998"))
        for side in ("lower", "upper")
    }
    return replace(
        figure,
        value=float(slope.value) * _scale(figure),
        **limits,
        method=slope.method,
        reason="the least deprived end less the most deprived end of the line through all parts",
    )


def _identity(measure: Measure, kind: str, parts: Sequence[Figure]) -> Figure:
    sources = {prefix for figure in parts for prefix in figure.source.split("|") if prefix}
    return Figure(
        "outcome-gap",
        parts[0].place,
        parts[0].period,
        f"{measure.id}/{kind}",
        unit="points" if measure.unit == "share" else measure.unit,
        source="|".join(sorted(sources)),
        query="gap.py",
    )


def _scale(figure: Figure) -> int:
    return 100 if figure.unit == "points" else 1


def _number(figure: Figure) -> float:
    return figure.number
