"""Trend lines: the place over time with its 95% limits, broken where the definition is, and comparators beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from careplace.figures import Figure
from careplace.measures.dictionary import version_of
from careplace.measures.outcomes.periods import middle
from careplace.publish.charts.axis import Scale, Times, fitted, times
from careplace.publish.charts.marks import OWN, Sign, other

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
        held = [p for p in self.points if p.limits]
        if len(held) < 2 or len(held) < len(self.points):
            return ""
        upper = [f"{round(10 * p.x)} {round(p.limits[1])}" for p in held]
        lower = [f"{round(10 * p.x)} {round(p.limits[0])}" for p in reversed(held)]
        return f"M{'L'.join(upper + lower)}Z"

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
        every = [point for run in self.runs for point in run.points]
        return every if len(every) < CROWDED else every[-1:]


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
        others = [
            {p.figure.period: p.figure for run in line.runs for p in run.points} for line in self.lines[1:]
        ]
        if not any(len(held) > 1 for held in others):
            return []
        own = [p.figure for run in self.own.runs for p in run.points]
        return [(f, [held.get(f.period) for held in others]) for f in own]

    @property
    def limited(self) -> bool:
        """Whether any limits are drawn."""
        return any(point.limits for run in self.own.runs for point in run.points)


def trend(
    one: Any, here: tuple[str, str], groups: Iterable[Any], figures: Mapping[str, Figure]
) -> LineChart | None:
    """The line chart of a measure; None with fewer than two values.

    Args:
        one: an `Outcome`. here: the place's (name, code). groups: comparators with `key` and `name`.
        figures: by id, in which a comparator's earlier values are looked for; without them it is a single mark.
    """
    own = [held for s in one.data.segments if (held := [f for f in s if f.value is not None])]
    if sum(map(len, own)) < 2:
        return None
    periods = [f.period for run in own for f in run]
    axis = times(periods, one.measure.period_type)
    beside = [(g, held) for g in groups if (held := _history(one, g.key, own, figures))]
    target = one.data.target
    scale = fitted(
        _heights(own, [runs for _g, runs in beside], target),
        one.unit,
        BOTTOM,
        TOP,
        decimals=one.measure.decimals,
    )
    drawn = [(here[1], here[0], OWN, _runs(own, axis, scale))]
    drawn += [(g.key, g.name, other(n), _runs(runs, axis, scale)) for n, (g, runs) in enumerate(beside)]
    return LineChart(
        scale,
        axis,
        tuple(_labelled(drawn)),
        tuple(_breaks(one, axis)),
        (scale.at(target.value), target) if target else None,
    )


def _history(
    one: Any, key: str, own: list[list[Figure]], figures: Mapping[str, Figure]
) -> list[list[Figure]]:
    """The comparator's values at the place's periods, in the same runs."""
    newest = one.theirs(key)
    known = {newest.id: newest} if newest is not None else {}
    found = []
    for run in own:
        ids = [f"{one.measure.id}/{key}/{f.period}/{one.breakdown}" for f in run]
        every = [f for id in ids if (f := known.get(id) or figures.get(id)) and f.value is not None]
        # A line joins values of one definition only; one that is summed here, without a publication's words, is the run's.
        held = [f for f in every if version_of(f) in ("", version_of(run[0]))]
        if held:
            found.append(held)
    return found


def _heights(own: list[list[Figure]], beside: list[list[list[Figure]]], target: Any) -> list[float]:
    drawn = [f for run in own for f in run]
    values = [f.value for f in drawn] + [f.value for runs in beside for run in runs for f in run]
    values += [limit for f in drawn for limit in (f.lower95, f.upper95) if limit is not None]
    return values + ([target.value] if target else [])


def _runs(runs: Sequence[Sequence[Figure]], axis: Times, scale: Scale) -> tuple[Run, ...]:
    return tuple(Run(tuple(_point(f, axis, scale) for f in run), version_of(run[0])) for run in runs)


def _point(figure: Figure, axis: Times, scale: Scale) -> Point:
    held = figure.lower95 is not None and figure.upper95 is not None
    limits = (scale.at(figure.lower95), scale.at(figure.upper95)) if held else None
    return Point(figure, axis.at(figure.period), scale.at(figure.value), limits)


def _breaks(one: Any, axis: Times) -> Iterable[Break]:
    runs = [[f for f in s if f.value is not None] for s in one.data.segments]
    runs = [run for run in runs if run]
    for before, after in pairwise(runs):
        x = round((axis.at(before[-1].period) + axis.at(after[0].period)) / 2, 2)
        version = version_of(after[0])
        changed = version and version != version_of(before[0])
        yield Break(
            x, after[0].period, version if changed else "", "" if changed else _why(one, before, after)
        )


def _why(one: Any, before: list[Figure], after: list[Figure]) -> str:
    kind = one.measure.period_type
    first, last = middle(before[-1].period, kind), middle(after[0].period, kind)
    return next((b.why for b in one.measure.breaks if first < b.on <= last), "")


def _labelled(drawn: list[tuple]) -> list[Line]:
    """Lines with their names beside their ends, moved apart where they would overlap."""
    names = [tuple(wrapped(name, WIDEST)) for _key, name, _sign, _runs in drawn]
    ends = [runs[-1].points[-1].y for _key, _name, _sign, runs in drawn]
    tops = spread(ends, [LINE * len(name) for name in names], TOP - 4, BOTTOM + 16)
    return [Line(*one, name, round(y, 1)) for one, name, y in zip(drawn, names, tops, strict=True)]


def wrapped(text: str, widest: int) -> list[str]:
    """Words in lines of at most `widest` letters; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops of boxes as near to `wanted` as they go without overlap, in the same order, between `top` and `bottom`.

    Where they do not fit they run past the bottom rather than over each other.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    tops, edge = [0.0] * len(wanted), top
    for n in order:
        tops[n] = max(edge, wanted[n] - LINE / 2)
        edge = tops[n] + heights[n]
    edge = max(bottom, top + sum(heights))
    for n in reversed(order):
        tops[n] = min(tops[n], edge - heights[n])
        edge = tops[n]
    return tops


BESIDE = {
    "better": "better than {}",
    "worse": "worse than {}",
    "higher": "higher than {}",
    "lower": "lower than {}",
    "unsure": "no difference from {} can be told",
    "untold": "cannot be compared with {}",
}


def headline(one: Any, beside: Any | None = None) -> str:
    """Which way the newest points go, in the words of the trend; where that is not known, the newest beside `beside`.

    Args:
        one: an `Outcome`. beside: the comparator, with `key` and `spoken`.
    """
    turn, rising = one.turn, "rising" if one.rises else "falling"
    words = {
        "better": f"{rising}, which is better",
        "worse": f"{rising}, which is worse",
        "higher": rising,
        "lower": rising,
        "unsure": "no change can be told over the last years",
    }
    if turn in words:
        return f"{one.title}: {words[turn]}"
    where = BESIDE[one.verdict(beside.key)].format(beside.spoken) if beside is not None else "over time"
    return f"{one.title}: {where}"
