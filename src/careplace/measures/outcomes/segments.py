"""A place's series cut where its meaning changes: runs of one definition, on one side of every break."""

from collections.abc import Iterable
from itertools import groupby

from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import middle, span

Segment = tuple[Figure, ...]


def segments(measure: Measure, figures: Iterable[Figure]) -> tuple[Segment, ...]:
    """Figures of one place and breakdown, in order of time, in runs of one meaning. Points without a value are kept."""
    ordered = sorted(figures, key=lambda figure: span(figure.period, measure.period_type))
    return tuple(
        tuple(run) for _meaning, run in groupby(ordered, key=lambda figure: meaning(measure, figure))
    )


def meaning(measure: Measure, figure: Figure) -> tuple[str, int]:
    """What a figure may be compared with: those of the same definition with as many breaks behind them."""
    if not measure.breaks:
        return figure.version, 0
    day = middle(figure.period, measure.period_type)
    return figure.version, sum(break_of_series.on <= day for break_of_series in measure.breaks)


def latest(runs: tuple[Segment, ...]) -> tuple[Figure | None, Figure | None]:
    """The newest figure that has a value, and the one before it in the same segment."""
    for run in reversed(runs):
        valued = [figure for figure in run if figure.value is not None]
        if valued:
            return valued[-1], valued[-2] if len(valued) > 1 else None
    return None, None
