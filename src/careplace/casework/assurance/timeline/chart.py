"""Ratings over time as a small chart of steps: each level holds until the next rating."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplace.ratings.scale import LEVELS

WIDTH, LEFT, TOP, STEP = 640, 170, 16, 30
"""The size of the drawing and where its first level is, in its own units."""


@dataclass(frozen=True)
class Mark:
    """A rating in the drawing."""

    x: float
    y: float
    on: date
    level: str


@dataclass(frozen=True)
class RatingChart:
    """The marks in the order of their days, the path that joins them, and where the levels and the years are."""

    marks: tuple[Mark, ...]
    path: str
    levels: tuple[tuple[str, float], ...]
    first: date
    last: date

    @property
    def summary(self) -> str:
        """The chart in words."""
        levels = [f"{mark.level} in {mark.on.year}" for mark in self.marks]
        return f"Overall rating over time: {', '.join(levels)}"


def rating_chart(ratings: Iterable[dict[str, Any]], today: date) -> RatingChart | None:
    """The chart of rows of rating_history.sql; None with fewer than two ratings: a point is no line.

    Of two ratings on one day the worse counts, as in the register.
    """
    worst: dict[date, int] = {}
    for row in ratings:
        if row["overall"] in LEVELS:
            position = LEVELS.index(row["overall"])
            worst[row["published_on"]] = max(position, worst.get(row["published_on"], 0))
    days = sorted(worst)
    if len(days) < 2:
        return None
    span = max((today - days[0]).days, 1)
    marks = tuple(
        Mark(
            round(LEFT + (WIDTH - LEFT - 10) * (day - days[0]).days / span, 1),
            _y(worst[day]),
            day,
            LEVELS[worst[day]],
        )
        for day in days
    )
    levels = tuple((level, _y(position)) for position, level in enumerate(LEVELS))
    return RatingChart(marks, _path(marks), levels, days[0], today)


def _y(position: int) -> float:
    return TOP + STEP * position


def _path(marks: tuple[Mark, ...]) -> str:
    first, *others = marks
    steps = "".join(f"H{mark.x}V{mark.y}" for mark in others)
    return f"M{first.x} {first.y}{steps}H{WIDTH - 10}"
