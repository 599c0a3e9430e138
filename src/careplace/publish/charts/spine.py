"""The spine chart: each measure's place among the councils with a figure, all rows on one scale.

A row is centred on the comparator's value, and reaches as far to either side as the council that is farthest from it.
Where the measure's direction is known, better is to the right; where not, higher is, and the row is grey.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from careplace.figures import Figure
from careplace.publish.charts.marks import BLUE, DARK, ORANGE, Sign

HALF = 48.0
"""Percent of the chart from its middle to the farthest council: what is left holds a mark at the end."""
WORDS = {
    "better": "better",
    "worse": "worse",
    "higher": "higher, neither better nor worse",
    "lower": "lower, neither better nor worse",
    "unsure": "no clear difference",
    "untold": "cannot be compared",
}
SIGNS = {
    "better": Sign("diamond", BLUE),
    "worse": Sign("square", ORANGE),
    "higher": Sign("circle", DARK),
    "lower": Sign("circle", DARK),
    "unsure": Sign("circle", "#FFFFFF"),
    "untold": Sign("circle", "#FFFFFF"),
}


@dataclass(frozen=True)
class Row:
    """A measure: where its value lies, the range of councils, their middle half, all in percent across."""

    outcome: Any
    own: Figure
    theirs: Figure
    at: float
    range: tuple[float, float]
    band: tuple[float, float]
    limits: tuple[float, float] | None
    verdict: str
    polar: bool

    @property
    def sign(self) -> Sign:
        return SIGNS[self.verdict]

    @property
    def words(self) -> str:
        """What may be said beside the comparator."""
        return WORDS[self.verdict]

    @property
    def where(self) -> str:
        """In which part of the councils the place lies, in words."""
        side = ("worse", "better") if self.polar else ("lower", "higher")
        if self.band[0] <= self.at <= self.band[1]:
            return "in the middle half of the councils with a figure"
        return f"in the {side[self.at > self.band[1]]} quarter of the councils with a figure"


def rows(outcomes: Iterable[Any], key: str) -> list[Row]:
    """A row for each measure that has a value here, one of comparator `key`, and England's quartiles."""
    return [drawn_row for outcome in outcomes if (drawn_row := row(outcome, key)) is not None]


def row(outcome: Any, key: str) -> Row | None:
    """The row of one measure; None where anything that it is drawn from is not known, or nothing varies."""
    theirs, quartiles = outcome.theirs(key), outcome.data.quartiles
    values = [f.value for f in outcome.data.everyone if f.value is not None]
    if not _have_values(outcome.latest, theirs, *(quartiles or (None,))) or outcome.counted or not values:
        return None
    own, middle = outcome.latest, theirs.value
    half = max(abs(value - middle) for value in (*values, own.value))
    if half == 0:
        return None
    polarity = outcome.measure.polarity
    # Only where low is good does a higher value stand to the left.
    side = -HALF / half if polarity == "low" else HALF / half
    place = lambda value: round(min(max(50 + side * (value - middle), 0.0), 100.0), 2)  # noqa: E731
    limits = None if own.lower95 is None or own.upper95 is None else _span(place, own.lower95, own.upper95)
    return Row(
        outcome,
        own,
        theirs,
        place(own.value),
        _span(place, min(values), max(values)),
        _span(place, quartiles[0].value, quartiles[2].value),
        limits,
        outcome.verdict(key),
        polarity in ("high", "low"),
    )


def _span(place, *values: float) -> tuple[float, float]:
    low, high = sorted(map(place, values))
    return low, high


def _have_values(*figures: Figure | None) -> bool:
    return all(figure is not None and figure.value is not None for figure in figures)


def headline(chart_rows: list[Row], spoken: str) -> str:
    """How many measures are better and worse is a count of no figure: which side has more is said instead."""
    better = sum(row.verdict == "better" for row in chart_rows)
    worse = sum(row.verdict == "worse" for row in chart_rows)
    if not better and not worse:
        return f"No measure is clearly better or worse than in {spoken}"
    if not worse:
        return f"Better than in {spoken} where there is a clear difference"
    if not better:
        return f"Worse than in {spoken} where there is a clear difference"
    lead = (
        "Better and worse in equal number"
        if better == worse
        else f"More measures are {'better' if better > worse else 'worse'} than {'worse' if better > worse else 'better'}"
    )
    return f"{lead}, compared with {spoken}"
