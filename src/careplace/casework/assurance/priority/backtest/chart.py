"""The areas of three orders by year as one SVG: a panel for each outcome, with intervals and the line of chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Template

from careplace.casework.assurance.priority.backtest.results import EARLIER, RATING_AND_AGE, SCHEME, Comparison
from careplace.casework.publication_templates import environment
from careplace.publish.charts.axis import Scale
from careplace.publish.charts.marks import OWN, Sign, comparator_sign

WIDTH, LEFT, RIGHT = 800, 60, 735
PANEL, TOP, BOTTOM = 215, 40.0, 180.0
"""Pixels: the height of a panel, and within it where an area of 1 and of 0 is drawn."""
SIGNS = {SCHEME: OWN, RATING_AND_AGE: comparator_sign(0), EARLIER: comparator_sign(2)}
SHIFT = 14
"""Pixels between the marks of one year, so that their intervals do not hide each other."""


@dataclass(frozen=True)
class Mark:
    """An area: pixels across, and down for the value and the ends of its interval."""

    sign: Sign
    x: float
    y: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Panel:
    """An outcome: where its panel begins, its years with their places, and its marks."""

    title: str
    top: int
    years: tuple[tuple[int, float], ...]
    marks: tuple[Mark, ...]


def svg(comparisons: Sequence[Comparison]) -> str:
    """The chart of comparisons as a file that needs nothing else."""
    scale = Scale("area", 0.0, 1.0, 0.25, BOTTOM, TOP)
    panels = [_panel(comparison, number, scale) for number, comparison in enumerate(comparisons)]
    context = {"width": WIDTH, "left": LEFT, "right": RIGHT, "height": 50 + PANEL * len(panels)}
    return _template().render(panels=panels, scale=scale, signs=SIGNS, chance=scale.at(0.5), **context) + "\n"


def _panel(comparison: Comparison, number: int, scale: Scale) -> Panel:
    step = (RIGHT - LEFT) / max(1, len(comparison.by_year))
    years = [(year, LEFT + step * (place + 0.5)) for place, year in enumerate(comparison.by_year)]
    marks = [
        Mark(
            sign,
            round(x + SHIFT * (place - 1), 1),
            scale.at(area.value),
            scale.at(area.lower),
            scale.at(area.upper),
        )
        for year, x in years
        for place, (name, sign) in enumerate(SIGNS.items())
        if (area := comparison.by_year[year].orders[name].area).value == area.value
    ]
    title = comparison.whole.outcome[0].upper() + comparison.whole.outcome[1:]
    return Panel(title, 50 + PANEL * number, tuple(years), tuple(marks))


def _template() -> Template:
    return environment("careplace.casework.assurance.priority.backtest").get_template("chart.svg.jinja")
