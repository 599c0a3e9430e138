"""Control charts: a monthly or daily series with its mean and limits, begun again at each break."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from careplace.figures import Figure
from careplace.measures.outcomes.periods import step
from careplace.publish.charts.axis import Scale, Times, fitted, times
from careplace.publish.charts.marks import BLUE, DARK, ORANGE, Sign

TOP, BOTTOM = 12.0, 232.0
SIGNS = {
    "common": Sign("circle", "#6F777B"),
    "better": Sign("diamond", BLUE),
    "worse": Sign("square", ORANGE),
    "higher": Sign("triangle", DARK),
    "lower": Sign("down", DARK),
}
WORDS = {
    "common": "common cause, no clear change",
    "better": "special cause, better",
    "worse": "special cause, worse",
    "higher": "special cause, high",
    "lower": "special cause, low",
}
RISING = "seven points one way"


@dataclass(frozen=True)
class Point:
    """A value of the series: percent across, pixels down, what it says, and the rule that it breaks in words.

    `follows` says whether the period before has a point too: only then a line joins the two.
    """

    figure: Figure
    x: float
    y: float
    kind: str
    rule: str
    follows: bool

    @property
    def sign(self) -> Sign:
        return SIGNS[self.kind]


@dataclass(frozen=True)
class Group:
    """A run with lines of its own, from `x1` to `x2`; the lines are None where they cannot be calculated."""

    points: tuple[Point, ...]
    x1: float
    x2: float
    mean: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class ControlChart:
    """`restarts` are the groups after the first: their first period, and why mean and limits start again there."""

    scale: Scale
    times: Times
    groups: tuple[Group, ...]
    restarts: tuple[tuple[str, str], ...]
    target: tuple[float, Any] | None

    @property
    def kinds(self) -> list[str]:
        """The kinds of point that are drawn, for the legend."""
        present = {p.kind for group in self.groups for p in group.points}
        return [kind for kind in SIGNS if kind in present]

    @property
    def limited(self) -> bool:
        return any(group.mean is not None for group in self.groups)

    @property
    def gaps(self) -> bool:
        """Whether a period within a group has no value."""
        return any(not p.follows for group in self.groups for p in group.points[1:])

    @property
    def edges(self) -> list[float]:
        """Where groups meet, in percent across."""
        return [round((a.x2 + b.x1) / 2, 2) for a, b in pairwise(self.groups)]

    @property
    def special(self) -> list[Point]:
        """The points that break a rule, oldest first."""
        return [p for group in self.groups for p in group.points if p.rule]


def control(outcome: Any) -> ControlChart | None:
    """The control chart of a measure; None where it has none, or no group of it has limits."""
    data, measure = outcome.data.control, outcome.measure
    if data is None or len(data.points) < 2 or not any(line.value is not None for line in data.mean):
        return None
    target = outcome.data.target
    values = [f.value for f in (*data.points, *data.mean, *data.lower, *data.upper) if f.value is not None]
    scale = fitted(
        values + ([target.value] if target else []), outcome.unit, BOTTOM, TOP, decimals=measure.decimals
    )
    axis = times([f.period for f in data.points], measure.period_type)
    groups = tuple(_group(n, outcome, axis, scale) for n in range(len(data.groups)))
    return ControlChart(
        scale, axis, groups, data.restarts, (scale.at(target.value), target) if target else None
    )


def _group(n: int, outcome: Any, axis: Times, scale: Scale) -> Group:
    data = outcome.data.control
    first, past = data.groups[n]
    run, mean = data.points[first:past], data.mean[n]
    points = tuple(
        Point(
            f,
            axis.at(f.period),
            scale.at(f.value),
            _kind(f, run[max(i - 1, 0)], mean, data.causes.get(f.id, ""), outcome.measure.polarity),
            data.causes.get(f.id, ""),
            i > 0 and step(run[i - 1].period, f.period, outcome.measure.period_type) == 1,
        )
        for i, f in enumerate(run)
    )
    heights = [None if line[n].value is None else scale.at(line[n].value) for line in _lines(data)]
    return Group(points, points[0].x, points[-1].x, *heights)


def _lines(data: Any) -> tuple:
    return data.mean, data.lower, data.upper


def _kind(figure: Figure, before: Figure, mean: Figure, rule: str, polarity: str) -> str:
    """What a point says: its side of the mean, or the way that it goes where that is the rule it breaks."""
    if not rule:
        return "common"
    reference = before.number if rule == RISING else mean.number
    high = figure.number > reference
    if polarity not in ("high", "low"):
        return "higher" if high else "lower"
    return "better" if high == (polarity == "high") else "worse"


def headline(outcome: Any) -> str:
    """What the newest point says."""
    words = {
        "better": "differs from those before by more than expected by chance, and is better",
        "worse": "differs from those before by more than expected by chance, and is worse",
        "higher": "is higher than those before by more than expected by chance",
        "lower": "is lower than those before by more than expected by chance",
        "unsure": "is not clearly different from those before",
    }
    # A trend may be told beside the chart; the chart's own reading is that of its newest point.
    verdict = {
        "improvement": "better",
        "concern": "worse",
        "special cause, high": "higher",
        "special cause, low": "lower",
        "common cause": "unsure",
    }.get(outcome.data.control.variation, "")
    newest = f"the newest {outcome.measure.period_type}"
    return f"{outcome.title}: {newest} {words.get(verdict, 'has no limits to be read by')}"
