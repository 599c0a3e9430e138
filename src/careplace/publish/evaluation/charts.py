"""The pictures of a study: the gap by period with its band, the course of a place alone, and every way to ask."""

from dataclasses import dataclass

import numpy as np

from careplace.publish.charts.axis import Scale, Times, fitted, times
from careplace.publish.evaluation.alone import Alone
from careplace.publish.evaluation.study import Study

TOP, BOTTOM = 12.0, 232.0


@dataclass(frozen=True)
class GapChart:
    """Lines in thousandths of the width and pixels down: the gap, and the band of untreated places ("" without one)."""

    scale: Scale
    times: Times
    gap: str
    band: str
    event: float
    zero: float


def gap_chart(study: Study) -> GapChart:
    """The place's gap to the mean of the others, less its gap before the event."""
    by_period, measure = study.by_period, study.series.measure
    # Shares are from 0 to 1, and the picture is in percentage points.
    factor = 100 if measure.unit == "share" else 1
    lower, upper = by_period.lower, by_period.upper
    band = () if lower is None or upper is None else (factor * lower, factor * upper)
    gap = factor * by_period.gap
    scale = fitted([*np.concatenate([gap, *band, [0.0]]).tolist()], "gap", BOTTOM, TOP)
    axis = times(list(study.series.periods), measure.period_type)
    x = [axis.at(period) for period in study.series.periods]
    edges = _band(x, *band, scale) if band else ""
    between = (x[study.panel.event - 1] + x[study.panel.event]) / 2
    return GapChart(scale, axis, _path(x, gap, scale), edges, round(between, 2), scale.at(0.0))


def _path(x: list[float], values: np.ndarray, scale: Scale) -> str:
    corners = [f"{round(10 * a)} {round(scale.at(float(v)), 1)}" for a, v in zip(x, values, strict=True)]
    return f"M{'L'.join(corners)}"


def _band(x: list[float], lower: np.ndarray, upper: np.ndarray, scale: Scale) -> str:
    there = [f"{round(10 * a)} {round(scale.at(float(v)), 1)}" for a, v in zip(x, upper, strict=True)]
    back = [f"{round(10 * a)} {round(scale.at(float(v)), 1)}" for a, v in zip(x, lower, strict=True)]
    return f"M{'L'.join([*there, *reversed(back)])}Z"


@dataclass(frozen=True)
class CourseChart:
    """Lines in thousandths of the width and pixels down: the figures, and from the event on their earlier course ("" where
    that cannot be calculated).
    """

    scale: Scale
    times: Times
    figures: str
    expected: str
    event: float


def course_chart(alone: Alone) -> CourseChart:
    """The figures of a place by period, before and after the event."""
    measure, start = alone.series.measure, alone.event
    expected = () if alone.expected is None else alone.expected[start:]
    unit = "share" if measure.unit == "share" else "count"
    scale = fitted([*alone.values.tolist(), *map(float, expected)], unit, BOTTOM, TOP)
    axis = times(list(alone.series.periods), measure.period_type)
    x = [axis.at(period) for period in alone.series.periods]
    line = _path(x[start:], np.asarray(expected), scale) if len(expected) else ""
    return CourseChart(
        scale, axis, _path(x, alone.values, scale), line, round((x[start - 1] + x[start]) / 2, 2)
    )


@dataclass(frozen=True)
class Way:
    """A way to ask on the chart: its choices, its value in percent across, and whether chance alone gives it rarely."""

    choices: str
    at: float
    value: float
    beyond_chance: bool


def ways(study: Study) -> tuple[Scale, list[Way]]:
    """Every way to ask, the lowest answer first."""
    scale = fitted([*map(float, study.curve.values), 0.0], "gap", 0.0, 100.0)
    rows = [
        Way(
            ", ".join(row.choices),
            scale.at(row.effect.value),
            row.effect.value,
            row.beyond_chance,
        )
        for row in study.curve.specifications
    ]
    return scale, rows
