"""Where the bars of sources by category and direction stand; templates/judgements/_chart.html draws them."""

from dataclasses import dataclass

from careplace.casework.reviews.direction_colours import COLOURS
from careplace.casework.reviews.evidence import Category, Direction
from careplace.casework.reviews.weighing import Weight

BAR, GAP, HEADING = 20, 4, 26
WIDEST = 70.0
"""Percent of the width that the longest bar has; its words stand after it."""


@dataclass(frozen=True)
class Bar:
    """How many sources of a category give a direction: pixels down, percent across."""

    direction: Direction
    count: int
    y: int
    width: float

    @property
    def colour(self) -> str:
        """What it is filled with."""
        return COLOURS[self.direction]


@dataclass(frozen=True)
class Group:
    """The bars of a category; `y` is the foot of its name."""

    category: Category
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class WeightChart:
    """A weight as bars; `height` in pixels."""

    groups: tuple[Group, ...]
    height: int


def weight_chart(weight: Weight) -> WeightChart:
    """The bars of a weight, a group for each category that has a source."""
    table = weight.by_category()
    most = max((count for counts in table.values() for count in counts.values()), default=1)
    step = HEADING + len(Direction) * (BAR + GAP)
    groups = tuple(
        Group(category, n * step + HEADING - 8, _bars(counts, n * step + HEADING, most))
        for n, (category, counts) in enumerate(table.items())
    )
    return WeightChart(groups, len(groups) * step)


def _bars(counts, top: int, most: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(way, counts[way], top + n * (BAR + GAP), round(WIDEST * counts[way] / most, 2))
        for n, way in enumerate(Direction)
    )
