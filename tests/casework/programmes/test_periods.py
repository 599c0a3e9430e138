"""Which periods of a measure's series a programme is judged by."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.programmes.models import Programme
from careplace.casework.programmes.periods import check_length, first_after, of_programme
from careplace.measures.dictionary import measures
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.series_of_places import SeriesError, SeriesOfPlaces

YEARS = tuple(f"20{year}-{year + 1}" for year in range(10, 22))
MONTHS = tuple(f"{year}-{month:02}" for year in (2017, 2018) for month in range(1, 13))


def series(periods=YEARS, measure="ascof-1d-satisfaction") -> SeriesOfPlaces:
    values = np.zeros((1, len(periods)))
    versions = ("1",) * len(periods)
    return SeriesOfPlaces(
        measures()[measure], "all", ("E08000026",), periods, versions, values, values, values
    )


def months() -> SeriesOfPlaces:
    return series(MONTHS, "delayed-days-rate-month")


@pytest.mark.parametrize(
    ("event", "year"),
    [("2018-01", "2018-19"), ("2018-04", "2018-19"), ("2018-05", "2019-20"), ("2017-18", "2017-18")],
)
def test_an_outcome_by_year_begins_with_the_first_whole_year_after(event, year):
    assert first_after(series(), event) == year


def test_an_outcome_by_month_begins_with_the_month():
    assert first_after(months(), "2018-03") == "2018-03"


def test_an_event_after_the_series_is_outside_of_it():
    with pytest.raises(
        SeriesError, match="2031-01: outside the series of “Satisfaction with care and support”"
    ):
        first_after(series(), "2031-01")


@given(st.dates(date(2010, 6, 1), date(2023, 12, 31)))
def test_no_period_is_looked_at_that_ends_after_the_last_day(last):
    programme = Programme(ends_on=last)
    whole = [period for period in YEARS if span(period, "financial year")[1] <= last]
    if whole:
        assert of_programme(series(), programme).periods == tuple(whole)
    else:
        with pytest.raises(
            SeriesError, match="“Satisfaction with care and support” has no period that ends by"
        ):
            of_programme(series(), programme)


def test_without_a_last_day_every_period_is_looked_at():
    assert of_programme(series(), Programme()).periods == YEARS


@pytest.mark.parametrize(
    ("event", "enough"), [("2017-08", False), ("2017-09", True), ("2018-10", True), ("2018-11", False)]
)
def test_eight_periods_before_and_three_after_are_needed(event, enough):
    if enough:
        check_length(months(), event)
    else:
        with pytest.raises(
            SeriesError, match=r"periods before the programme began and .* and 8 and 3 are needed"
        ):
            check_length(months(), event)


def test_values_stay_with_their_periods():
    numbered = replace(months(), values=np.arange(24.0)[None])
    cut = of_programme(numbered, Programme(ends_on=date(2017, 6, 30)))
    assert cut.values.tolist() == [[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]
