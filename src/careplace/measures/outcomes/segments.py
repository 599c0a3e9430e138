"""A place's series cut where its meaning changes: runs of one definition, on one side of every break.

What is said of a series over time is said within one run. This is the one rule for trends, control charts, the figure
before, lines and claims.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import middle, span
from careplace.measures.outcomes.steps import Step

Segment = tuple[Figure, ...]


def segments(measure: Measure, figures: Iterable[Figure], steps: Iterable[Step] = ()) -> tuple[Segment, ...]:
    """Figures of one place and breakdown, in order of time, in runs of one meaning. Points without a value are kept.

    `steps` are those of the series; the ones that are likely a change of recording cut it too.
    """
    ordered = sorted(figures, key=lambda figure: span(figure.period, measure.period_type))
    starts = [span(step.period, measure.period_type) for step in steps if step.recording]
    return tuple(
        tuple(run)
        for _meaning, run in groupby(ordered, key=lambda figure: _meaning_of(measure, figure, starts))
    )


def breaks_before(measure: Measure, period: str) -> int:
    """How many of the measure's breaks are behind the middle of a period."""
    if not measure.breaks:
        return 0
    day = middle(period, measure.period_type)
    return sum(break_of_series.on <= day for break_of_series in measure.breaks)


def _meaning_of(measure: Measure, figure: Figure, starts: list[tuple[date, date]]) -> tuple[str, int, int]:
    """What a figure may be compared with: those of the same definition with as many breaks and changes behind them."""
    changes = sum(start <= span(figure.period, measure.period_type) for start in starts)
    return figure.version, breaks_before(measure, figure.period), changes


def latest(runs: tuple[Segment, ...]) -> tuple[Figure | None, Figure | None]:
    """The newest figure that has a value, and the one before it in the same segment."""
    for run in reversed(runs):
        valued = [figure for figure in run if figure.value is not None]
        if valued:
            return valued[-1], valued[-2] if len(valued) > 1 else None
    return None, None
