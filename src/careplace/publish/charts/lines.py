"""Trend lines: the place over time with its 95% limits, broken where the definition is, and comparators beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from careplace.figures import Figure
from careplace.measures.outcomes.periods import middle
from careplace.publish.charts.axis import Scale, Times, fitted, times
from careplace.publish.charts.marks import OWN, Sign, comparator_sign

TOP, BOTTOM = 12.0, 212.0
LINE, WIDEST = 17.0, 19
"""Pixels from one direct label's line to the next, and letters that the gutter beside the chart is wide."""
CROWDED = 20
"""From this many points on, only the newest bears a mark: more would touch on a narrow screen."""


@dataclass(frozen=True)
class Point:
    """A value: percent across, pixels down, and the heights of its limits where it has any."""

    figure: Figure
    x: float
    y: float
    limits: tuple[float, float] | None


@dataclass(frozen=True)
class Run:
    """Points that one line may join. `ribbon` are the corners of its limits' band, x in thousandths of the width."""

    points: tuple[Point, ...]
    version: str

    @property
    def ribbon(self) -> str:
        limits = [(p.x, *p.limits) for p in self.points if p.limits]
        if len(limits) < 2 or len(limits) < len(self.points):
            return ""
        upper = [f"{round(10 * x)} {round(high)}" for x, _low, high in limits]
        lower = [f"{round(10 * x)} {round(low)}" for x, low, _high in reversed(limits)]
        return f"M{'L'.join(upper + lower)}Z"

    @property
    def path(self) -> str:
        """The line through its points, x in thousandths of the width; "" for a single point."""
        corners = [f"{round(10 * p.x)} {round(p.y)}" for p in self.points]
        return f"M{'L'.join(corners)}" if len(corners) > 1 else ""

    @property
    def whiskers(self) -> list[Point]:
        """Points whose limits no ribbon shows."""
        return [] if self.ribbon else [p for p in self.points if p.limits]


@dataclass(frozen=True)
class Line:
    """A place over time. `label` are the lines of its name, and `label_y` where the first of them stands."""

    key: str
    name: str
    sign: Sign
    runs: tuple[Run, ...]
    label: tuple[str, ...]
    label_y: float

    @property
    def newest(self) -> Point:
        return self.runs[-1].points[-1]

    @property
    def marked(self) -> list[Point]:
        """The points that bear a mark."""
        points = [point for run in self.runs for point in run.points]
        return points if len(points) < CROWDED else points[-1:]


@dataclass(frozen=True)
class Break:
    """Between two runs of different meaning: where, from which period on, the new definition's version, and why."""

    x: float
    period: str
    version: str
    why: str


@dataclass(frozen=True)
class LineChart:
    """The place's line is the first. `target` is (pixels down, the target), or None."""

    scale: Scale
    times: Times
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]
    target: tuple[float, Any] | None

    @property
    def own(self) -> Line:
        return self.lines[0]

    @property
    def told(self) -> list[tuple[Figure, list[Figure | None]]]:
        """(the place's figure, each comparator's at that period) for the table; empty where none has a past."""
        comparators = [
            {p.figure.period: p.figure for run in line.runs for p in run.points} for line in self.lines[1:]
        ]
        if not any(len(by_period) > 1 for by_period in comparators):
            return []
        own = [p.figure for run in self.own.runs for p in run.points]
        return [(f, [by_period.get(f.period) for by_period in comparators]) for f in own]

    @property
    def limited(self) -> bool:
        """Whether any limits are drawn."""
        return any(point.limits for run in self.own.runs for point in run.points)


class Lookup(Protocol):
    """Figures that are found by their ids: a dictionary, or one that is put together as it is read."""

    def get(self, id: str, /) -> Figure | None: ...


def trend(outcome: Any, here: tuple[str, str], groups: Iterable[Any], figures: Lookup) -> LineChart | None:
    """The line chart of a measure; None with fewer than two values.

    Args:
        one: an `Outcome`. here: the place's (name, code). groups: comparators with `key` and `name`.
        figures: by id, in which a comparator's earlier values are looked for; without them it is a single mark.
    """
    own = [values for s in outcome.data.segments if (values := [f for f in s if f.value is not None])]
    if sum(map(len, own)) < 2:
        return None
    periods = [f.period for run in own for f in run]
    axis = times(periods, outcome.measure.period_type)
    comparators = [(g, values) for g in groups if (values := _history(outcome, g.key, own, figures))]
    target = outcome.data.target
    scale = fitted(
        _heights(own, [runs for _g, runs in comparators], target),
        outcome.unit,
        BOTTOM,
        TOP,
        decimals=outcome.measure.decimals,
    )
    places = [(here[1], here[0], OWN, _runs(own, axis, scale))]
    places += [
        (g.key, g.name, comparator_sign(n), _runs(runs, axis, scale))
        for n, (g, runs) in enumerate(comparators)
    ]
    return LineChart(
        scale,
        axis,
        tuple(_labelled(places)),
        tuple(_breaks(outcome, axis)),
        (scale.at(target.value), target) if target else None,
    )


def _history(outcome: Any, key: str, own: list[list[Figure]], figures: Lookup) -> list[list[Figure]]:
    """The comparator's values at the place's periods, in the same runs."""
    newest = outcome.theirs(key)
    loaded = {newest.id: newest} if newest is not None else {}
    runs = []
    for run in own:
        ids = [f"{outcome.measure.id}/{key}/{f.period}/{outcome.breakdown}" for f in run]
        values = [f for id in ids if (f := loaded.get(id) or figures.get(id)) and f.value is not None]
        # A line joins values of one definition only; one that is summed here, without a publication's words, is the run's.
        same_definition = [f for f in values if f.version in ("", run[0].version)]
        if same_definition:
            runs.append(same_definition)
    return runs


def _heights(own: list[list[Figure]], comparators: list[list[list[Figure]]], target: Any) -> list[float]:
    own_figures = [f for run in own for f in run]
    values = [f.number for f in own_figures] + [f.number for runs in comparators for run in runs for f in run]
    values += [limit for f in own_figures for limit in (f.lower95, f.upper95) if limit is not None]
    return values + ([target.value] if target else [])


def _runs(runs: Sequence[Sequence[Figure]], axis: Times, scale: Scale) -> tuple[Run, ...]:
    return tuple(Run(tuple(_point(f, axis, scale) for f in run), run[0].version) for run in runs)


def _point(figure: Figure, axis: Times, scale: Scale) -> Point:
    lower, upper = figure.lower95, figure.upper95
    limits = None if lower is None or upper is None else (scale.at(lower), scale.at(upper))
    return Point(figure, axis.at(figure.period), scale.at(figure.number), limits)


def _breaks(outcome: Any, axis: Times) -> Iterable[Break]:
    runs = [[f for f in s if f.value is not None] for s in outcome.data.segments]
    runs = [run for run in runs if run]
    for before, after in pairwise(runs):
        x = round((axis.at(before[-1].period) + axis.at(after[0].period)) / 2, 2)
        version = after[0].version
        changed = version and version != before[0].version
        yield Break(
            x, after[0].period, version if changed else "", "" if changed else _why(outcome, before, after)
        )


def _why(outcome: Any, before: list[Figure], after: list[Figure]) -> str:
    kind = outcome.measure.period_type
    first, last = middle(before[-1].period, kind), middle(after[0].period, kind)
    steps = [step.why for step in outcome.data.steps if step.recording and step.period == after[0].period]
    return next((b.why for b in outcome.measure.breaks if first < b.on <= last), steps[0] if steps else "")


def _labelled(places: list[tuple]) -> list[Line]:
    """Lines with their names beside their ends, moved apart where they would overlap."""
    names = [tuple(wrapped(name, WIDEST)) for _key, name, _sign, _runs in places]
    ends = [runs[-1].points[-1].y for _key, _name, _sign, runs in places]
    tops = spread(ends, [LINE * len(name) for name in names], TOP - 4, BOTTOM + 16)
    return [
        Line(key, name, sign, runs, label, round(y, 1))
        for (key, name, sign, runs), label, y in zip(places, names, tops, strict=True)
    ]


def wrapped(text: str, widest: int) -> list[str]:
    """Words in lines of at most `widest` letters; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def spread(targets: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops of boxes as near to `wanted` as they go without overlap, in the same order, between `top` and `bottom`.

    Where they do not fit they run past the bottom rather than over each other.
    """
    order = sorted(range(len(targets)), key=lambda n: targets[n])
    tops, edge = [0.0] * len(targets), top
    for n in order:
        tops[n] = max(edge, targets[n] - LINE / 2)
        edge = tops[n] + heights[n]
    edge = max(bottom, top + sum(heights))
    for n in reversed(order):
        tops[n] = min(tops[n], edge - heights[n])
        edge = tops[n]
    return tops


COMPARISON_WORDS = {
    "better": "better than {}",
    "worse": "worse than {}",
    "higher": "higher than {}",
    "lower": "lower than {}",
    "unsure": "no clear difference from {}",
    "untold": "cannot be compared with {}",
}


def headline(outcome: Any, comparator: Any | None = None) -> str:
    """Which way the newest points go, in the words of the trend; where that is not known, the newest beside `beside`.

    Args:
        one: an `Outcome`. beside: the comparator, with `key` and `spoken`.
    """
    turn, rising = outcome.turn, "rising" if outcome.rises else "falling"
    words = {
        "better": f"{rising}, which is better",
        "worse": f"{rising}, which is worse",
        "higher": rising,
        "lower": rising,
        "unsure": "no clear change over the last years",
    }
    if turn in words:
        return f"{outcome.title}: {words[turn]}"
    where = (
        COMPARISON_WORDS[outcome.verdict(comparator.key)].format(comparator.spoken)
        if comparator is not None
        else "over time"
    )
    return f"{outcome.title}: {where}"
