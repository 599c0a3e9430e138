"""Funnel plots: every council by its size, around the values that show no clear difference from England's.

Which side a council is on is not judged here: it is the verdict on its difference from England, as tables print it. The
shaded region is where that verdict finds no clear difference (decision record 0007).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from careplace.figures import Figure
from careplace.measures.outcomes.comparison import Pair, incomparable
from careplace.measures.outcomes.funnel import has_region, region, side_in_region
from careplace.measures.verdicts import side
from careplace.publish.charts.axis import Scale, fitted

TOP, BOTTOM = 12.0, 252.0
LEFT, RIGHT = 2.0, 98.0
STEPS = 60
FEWEST = 10
"""With fewer places a funnel shows nothing."""
NO_DIFFERENCE = "no clear difference from England"


@dataclass(frozen=True)
class Place:
    """A council: percent across by its denominator, pixels down by its value.

    `side` is its verdict: ±1 beyond the 95% limits, ±2 beyond the 99.8% limits, 0 no clear difference, None not
    compared. `astray` says that it is drawn on another side of an edge than its verdict says: its value as
    published and its published counts are not the same number, since one of them is rounded.
    """

    figure: Figure
    x: float
    y: float
    side: int | None
    astray: bool


@dataclass(frozen=True)
class Funnel:
    """`near` and `far` are the corners of the regions at 95% and at 99.8%, x in thousandths of the width.

    `own` is None in a funnel of all councils alike; `position` is its side, 0 without one. `omitted` counts councils
    whose value does not compare with England's and is not drawn.
    """

    across: Scale
    down: Scale
    others: tuple[Place, ...]
    own: Place | None
    average: float
    england: Figure
    near: str
    far: str
    position: int
    omitted: int

    @property
    def uncompared(self) -> int:
        """How many marks have no verdict."""
        return sum(place.side is None for place in self.others)

    @property
    def astray(self) -> int:
        """How many marks are drawn on another side of an edge than their verdict says."""
        return sum(place.astray for place in (*self.others, self.own) if place is not None)


def funnel(outcome: Any, england: Figure | None, differences: Mapping[str, Figure | None]) -> Funnel | None:
    """The funnel of a measure; None where limits are not of counting alone, councils are few, or the place itself is
    not compared with England.

    Args:
        england: England's own figure, with its limits.
        differences: the difference from England of the councils whose verdicts the page prints, by council.
    """
    own, comparable = outcome.latest, _comparable(outcome, england)
    if england is None or len(comparable) < FEWEST or not has_region(outcome.measure, england):
        return None
    if own is not None and (outcome.counted or side(differences.get(own.place)) is None):
        return None
    sizes = np.array([f.denominator for f in comparable])
    across = fitted([0.0, sizes.max()], "count", LEFT, RIGHT, most=5, decimals=0)
    # Edges bend most where places are small, so more of their corners are there.
    curve = np.geomspace(max(sizes.min() * 0.8, 1.0), across.end, STEPS)
    edges = region(outcome.measure, england, curve)
    # Edges at the smallest place may be far beyond every value: they are cut at the edge of the chart.
    values = [f.number for f in comparable]
    down = fitted([*values, england.number], outcome.unit, BOTTOM, TOP, decimals=outcome.measure.decimals)
    sides = [side(differences.get(f.place)) for f in comparable]
    drawn_sides = side_in_region(outcome.measure, england, values, sizes).tolist()
    places = [
        Place(
            f,
            across.at(f.known("denominator")),
            down.at(f.number),
            verdict,
            verdict is not None and verdict != by_edge,
        )
        for f, verdict, by_edge in zip(comparable, sides, drawn_sides, strict=True)
    ]
    mine = next((p for p in places if p.figure is own), None)
    near, far = (_area(across, down, curve, *(edge[level] for edge in edges)) for level in range(2))
    return Funnel(
        across,
        down,
        tuple(p for p in places if p is not mine),
        mine,
        down.at(england.number),
        england,
        near,
        far,
        (mine.side or 0) if mine is not None else 0,
        len({f.place for f in outcome.data.everyone if f.value is not None} - {f.place for f in comparable}),
    )


def of_place(outcome: Any, groups: Iterable[Any]) -> Funnel | None:
    """The funnel of a place's measure, around the nation among its comparators; None without one, or as `funnel`."""
    nation = next((group for group in groups if group.kind == "nation"), None)
    if nation is None or outcome.latest is None:
        return None
    differences = {outcome.latest.place: outcome.difference(nation.key)}
    return funnel(outcome, outcome.theirs(nation.key), differences)


def _comparable(outcome: Any, england: Figure | None) -> list[Figure]:
    """The councils whose values compare with England's, the place itself first; none where it has no value."""
    own = outcome.latest
    other_councils = [f for f in outcome.data.everyone if own is None or f.place != own.place]
    with_values = [
        f for f in (own, *other_councils) if f is not None and f.value is not None and f.denominator
    ]
    if england is None or (own is not None and own not in with_values):
        return []
    return [f for f in with_values if not incomparable(Pair(outcome.measure, f, england, inside=True))]


def _area(across: Scale, down: Scale, sizes: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> str:
    xs = [f"{10 * across.at(size):.1f}" for size in sizes]
    over = [f"{x} {down.at(y):.1f}" for x, y in zip(xs, upper, strict=True)]
    under = [f"{x} {down.at(y):.1f}" for x, y in zip(xs, lower, strict=True)]
    return f"M{'L'.join(over + under[::-1])}Z"


def headline(outcome: Any, chart: Funnel, name: str) -> str:
    """The verdict on the place's difference from England, in a sentence."""
    if not chart.position:
        return f"{outcome.title}: {name} shows no clear difference from England for a council of its size"
    way = "higher" if chart.position > 0 else "lower"
    surely = "much more" if abs(chart.position) == 2 else "more"
    return f"{outcome.title}: {name} is {way} than England by {surely} than expected by chance for its size"
