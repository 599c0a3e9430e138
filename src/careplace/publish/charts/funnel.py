"""Funnel plots: every council by its size, and how far from England's value chance alone would put one of that size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from careplace.figures import Figure
from careplace.publish.charts.axis import Scale, fitted
from careplace.statistics.funnel import rate_limits, share_limits

TOP, BOTTOM = 12.0, 252.0
LEFT, RIGHT = 2.0, 98.0
STEPS = 60
FEWEST = 10
"""With fewer places a funnel shows nothing."""
WORDS = {
    2: "above the 99.8% limits",
    1: "above the 95% limits",
    0: "within the limits that chance would make",
    -1: "below the 95% limits",
    -2: "below the 99.8% limits",
}


@dataclass(frozen=True)
class Place:
    """A council: percent across by its denominator, pixels down by its value."""

    figure: Figure
    x: float
    y: float


@dataclass(frozen=True)
class Funnel:
    """`near` and `far` are the corners of the areas within the 95% and the 99.8% limits, x in thousandths of the width.

    `position` says where the place lies: ±1 beyond the 95% limits, ±2 beyond the 99.8% limits. `own` is None in a funnel of
    all councils alike.
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


def funnel(one: Any, england: Figure | None) -> Funnel | None:
    """The funnel of a measure; None where values are not counted out of known denominators, or places
    are few.

    Args:
        england: England's own figure, round which the limits lie.
    """
    limits = _limits(one)
    known = [f for f in one.data.everyone if f.value is not None and f.denominator]
    own = one.latest
    if limits is None or not _drawable(own, england, known):
        return None
    drawn = [*known, own] if own is not None else known
    sizes = [f.denominator for f in drawn]
    across = fitted([0.0, max(sizes)], "count", LEFT, RIGHT, most=5, decimals=0)
    # Limits bend most where places are small, so more of their corners lie there.
    curve = np.geomspace(max(min(sizes) * 0.8, 1.0), across.end, STEPS)
    lines = np.asarray(limits(england.value, curve))
    values = [f.value for f in drawn] + [england.value]
    # Limits of the smallest place may lie far beyond every value: they are cut at the edge of the chart.
    down = fitted(values, one.unit, BOTTOM, TOP, decimals=one.measure.decimals)
    place = lambda f: Place(f, across.at(f.denominator), down.at(f.value))  # noqa: E731
    return Funnel(
        across,
        down,
        tuple(place(f) for f in known if own is None or f.place != own.place),
        place(own) if own is not None else None,
        down.at(england.value),
        england,
        _area(across, down, curve, lines[0, 0], lines[1, 0]),
        _area(across, down, curve, lines[0, 1], lines[1, 1]),
        position(own, limits(england.value, np.array([own.denominator]))) if own is not None else 0,
    )


def _drawable(own: Figure | None, england: Figure | None, known: Sequence[Figure]) -> bool:
    held = own is None or (own.value is not None and own.denominator)
    return bool(held and england is not None and england.value is not None and len(known) >= FEWEST)


def _limits(one: Any):
    """(lower, upper), each of shape (2, sizes): the 95% and the 99.8% limits round an average."""
    # Where a measure's own intervals are not of counting alone (surveys' margins, days that come in runs), nor is a funnel.
    if one.measure.limits == "wilson":
        return lambda average, sizes: _both(share_limits(average, sizes))
    if one.measure.limits == "byar" and one.measure.per:
        return lambda average, sizes: _both(rate_limits(average, sizes, one.measure.per))
    return None


def _both(found) -> tuple[np.ndarray, np.ndarray]:
    return found.lower, found.upper


def position(own: Figure, limits: tuple[np.ndarray, np.ndarray]) -> int:
    """Beyond which limits a place lies."""
    lower, upper = limits
    return int(np.sum(own.value > upper[:, 0]) - np.sum(own.value < lower[:, 0]))


def _area(across: Scale, down: Scale, sizes: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> str:
    xs = [round(10 * across.at(size)) for size in sizes]
    over = [f"{x} {round(down.at(y))}" for x, y in zip(xs, upper, strict=True)]
    under = [f"{x} {round(down.at(y))}" for x, y in zip(xs, lower, strict=True)]
    return f"M{'L'.join(over + under[::-1])}Z"


def headline(one: Any, found: Funnel, name: str) -> str:
    """Where the place lies beside what chance would make of its size."""
    if not found.position:
        return f"{one.title}: {name} lies where chance alone would put a council of its size"
    side = "higher" if found.position > 0 else "lower"
    far = "far " if abs(found.position) == 2 else ""
    return f"{one.title}: {name} lies {far}{side} than chance would put a council of its size"
