"""Where the bars of a count by month stand; templates/_bars.html draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from careplace.publish.charts.axis import Scale, fitted

TOP, BOTTOM = 12.0, 172.0
FILLED = 0.7
"""How much of its month's width a bar fills."""
MOST_NAMES = 4
"""Months that are named on a narrow screen; three times as many on a wide one."""


@dataclass(frozen=True)
class Bar:
    """A month and its count: percent across and pixels down.

    `name` is "" for a month that is not named; one that is not `always` is named on a wide screen only.
    """

    month: date
    count: int
    x: float
    width: float
    y: float
    height: float
    name: str
    always: bool

    @property
    def middle(self) -> float:
        """The middle of the bar, in percent across."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class BarChart:
    """Counts by month."""

    scale: Scale
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """The sum of the counts."""
        return sum(bar.count for bar in self.bars)

    @property
    def highest(self) -> Bar:
        """The month with the highest count, the first of several."""
        return max(self.bars, key=lambda bar: bar.count)


def bar_chart(counts: Sequence[tuple[date, int]], most: int = 0) -> BarChart:
    """A chart of (first day of the month, count), one or more, in order; its scale reaches `most` at least."""
    top = max(most, 1, *(count for _month, count in counts))
    scale = fitted([0.0, float(top)], "", BOTTOM, TOP, decimals=0)
    return BarChart(scale, tuple(_bar(n, len(counts), *pair, scale) for n, pair in enumerate(counts)))


def _bar(n: int, months: int, month: date, count: int, scale: Scale) -> Bar:
    step, y = 100 / months, scale.at(count)
    each_wide, each_narrow = -(-months // (3 * MOST_NAMES)), -(-months // MOST_NAMES)
    name = f"{month:%b}" if months <= 12 else f"{month:%b %y}"
    x = round(step * (n + (1 - FILLED) / 2), 2)
    shown = n % each_wide == 0 or n % each_narrow == 0
    return Bar(
        month,
        count,
        x,
        round(step * FILLED, 2),
        y,
        round(BOTTOM - y, 2),
        name if shown else "",
        n % each_narrow == 0,
    )
