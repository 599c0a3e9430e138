"""Small multiples: headline measures over time, one small chart each, next to one comparator.

Each chart has its own scale, since its measures are in different units; what a reader compares is the direction, and the
place with its comparator. After the Government Analysis Function's guidance on charts: few lines, labelled in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from careplace.publish.charts import lines
from careplace.publish.charts.lines import LineChart
from careplace.publish.outcomes import BETTER, HIGHER, LOWER, UNSURE, WORSE

CHANGES = {
    BETTER: "{way} in its latest five years of figures, which is better",
    WORSE: "{way} in its latest five years of figures, which is worse",
    HIGHER: "rising in its latest five years of figures",
    LOWER: "falling in its latest five years of figures",
    UNSURE: "no clear trend",
}
LATEST = {
    BETTER: "the latest {unit} is better than expected by chance",
    WORSE: "the latest {unit} is worse than expected by chance",
    HIGHER: "the latest {unit} is higher than expected by chance",
    LOWER: "the latest {unit} is lower than expected by chance",
    UNSURE: "no clear change in the latest {unit}",
}


@dataclass(frozen=True)
class Panel:
    """One measure and its `chart`, None where there is one period only."""

    outcome: Any
    chart: LineChart | None
    headline: str

    @property
    def changes(self) -> str:
        """What may be said of its direction, in few words; "" where nothing can."""
        way = "rising" if self.outcome.rises else "falling"
        words = (LATEST if self.outcome.charted else CHANGES).get(self.outcome.turn, "")
        return words.format(way=way, unit=self.outcome.measure.period_type)


def panels(
    outcomes: Iterable[Any], here: tuple[str, str], comparator: Any | None, figures: lines.Lookup
) -> list[Panel]:
    """A panel for each outcome.

    Args:
        outcomes: `Outcome`s with a value. here: the place's (name, code). comparator: a `Comparator`, or None.
        figures: by id, in which the comparator's earlier values are.
    """
    comparators = [comparator] if comparator is not None else []
    return [
        Panel(outcome, lines.trend(outcome, here, comparators, figures), lines.headline(outcome, comparator))
        for outcome in outcomes
    ]
