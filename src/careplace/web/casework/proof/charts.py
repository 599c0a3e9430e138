"""Where the bars of visits by month stand; the template draws them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.proof.evidence import VisitDates
from careplace.casework.assurance.proof.years import Year
from careplace.publish.charts.axis import Scale, fitted

TOP, BOTTOM = 12.0, 172.0
FILLED = 0.7
"""How much of its month's width a bar fills."""


@dataclass(frozen=True)
class Bar:
    """A month: its name in short, its visits; percent across and pixels down. `always` is named on a narrow screen too."""

    month: date
    visits: int
    x: float
    width: float
    y: float
    height: float
    always: bool

    @property
    def middle(self) -> float:
        """The middle of the bar, in percent across."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class BarChart:
    """Visits by month of a year."""

    scale: Scale
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """Visits of the year."""
        return sum(bar.visits for bar in self.bars)

    @property
    def highest(self) -> Bar:
        """The month with most visits, the first of several."""
        return max(self.bars, key=lambda bar: bar.visits)

    @property
    def headline(self) -> str:
        """What the chart shows, in a sentence."""
        if not self.total:
            return "No visit took place."
        month = f"{self.highest.month:%B %Y}"
        visits = "visit" if self.total == 1 else "visits"
        return f"{self.total} {visits} took place; most in a month: {self.highest.visits}, in {month}."


def visits_by_month(visits: Iterable[VisitDates], year: Year, today: date) -> BarChart:
    """The visits of a year that took place up to today, of every kind, by month."""
    last = year.last_day(today)
    days = [v.visited_on for v in visits if v.visited_on and year.start <= v.visited_on <= last]
    counts = Counter(day.replace(day=1) for day in days)
    scale = fitted([0.0, float(max(counts.values(), default=1))], "", BOTTOM, TOP, decimals=0)
    months = [year.start + relativedelta(months=n) for n in range(12)]
    return BarChart(scale, tuple(_bar(n, month, counts[month], scale) for n, month in enumerate(months)))


def _bar(n: int, month: date, visits: int, scale: Scale) -> Bar:
    step = 100 / 12
    y = scale.at(visits)
    x = round(step * (n + (1 - FILLED) / 2), 2)
    return Bar(month, visits, x, round(step * FILLED, 2), y, round(BOTTOM - y, 2), n % 3 == 0)
