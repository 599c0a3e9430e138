"""The periods of a measure's series that a programme is judged by."""

from careplace.casework.programmes.models import Programme
from careplace.evaluation.panel import FEWEST_AFTER, FEWEST_BEFORE
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.series_of_places import SeriesError, SeriesOfPlaces
from careplace.publish.wording import day


def of_programme(series: SeriesOfPlaces, programme: Programme) -> SeriesOfPlaces:
    """The series as far as the programme is looked at: without the periods that end after its last day.

    Raises:
        SeriesError: where none is left.
    """
    if programme.ends_on is None:
        return series
    kind = series.measure.period_type
    inside = [period for period in series.periods if span(period, kind)[1] <= programme.ends_on]
    if not inside:
        raise SeriesError(f"“{series.measure.title}” has no period that ends by {day(programme.ends_on)}")
    return series.between("", inside[-1])


def check_length(series: SeriesOfPlaces, event: str) -> None:
    """Raises SeriesError where too few periods are before or after the first that is wholly after the programme began."""
    before = series.position(event)
    after = len(series.periods) - before
    if before < FEWEST_BEFORE or after < FEWEST_AFTER:
        raise SeriesError(
            f"“{series.measure.title}” has {before} periods before the programme began and {after} after it, and "
            f"{FEWEST_BEFORE} and {FEWEST_AFTER} are needed"
        )


def first_after(series: SeriesOfPlaces, event: str) -> str:
    """The first period of a series that is wholly after a programme began, which was at the start of the period `event`.

    Raises:
        SeriesError: where the series has none.
    """
    kind = series.measure.period_type
    start = span(event, "month")[0]
    after = [period for period in series.periods if span(period, kind)[0] >= start]
    return after[0] if after else series.periods[series.position(event)]
