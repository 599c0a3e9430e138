"""The trend of five years against weighted regression written out, and what may be said of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import MEASURES, YEARS, point

from careplace.figures import Status
from careplace.measures.outcomes.trend import said, trends

HELPED, CONTENT = MEASURES["helped"], MEASURES["content"]


def series(*hits, out_of=1000, id="helped", years=YEARS):
    return tuple(
        point(id, "Y01", year, numerator=hit, denominator=out_of)
        for year, hit in zip(years, hits, strict=False)
    )


def of(run, measure=HELPED):
    (found,) = trends([(measure, run)])
    return found


def slope(run) -> tuple[float, float]:
    """Weighted least squares by its definition: the slope and its standard error."""
    w = [(3.92 / (f.upper95 - f.lower95)) ** 2 for f in run]
    middle = sum(x * n for n, x in enumerate(w)) / sum(w)
    mean = sum(x * f.value for x, f in zip(w, run, strict=True)) / sum(w)
    spread = sum(x * (n - middle) ** 2 for n, x in enumerate(w))
    lean = sum(x * (n - middle) * (f.value - mean) for n, (x, f) in enumerate(zip(w, run, strict=True)))
    return lean / spread, 1 / math.sqrt(spread)


@given(st.lists(st.integers(1, 999), min_size=5, max_size=5))
def test_the_slope_and_its_limits_are_those_of_weighted_regression(hits):
    run = series(*hits)
    found, (steep, error) = of(run), slope(run)
    assert found.value == pytest.approx(100 * steep, abs=1e-9)
    if found.lower95 is not None:
        assert found.upper95 - found.value == pytest.approx(100 * 1.959963984540054 * error, rel=1e-6)
    # A change is called only where the 99.8% limits exclude nought.
    if found.reason != "no significant change":
        assert found.lower998 > 0 or found.upper998 < 0


@given(st.lists(st.integers(1, 999), min_size=5, max_size=5, unique=True).map(sorted))
def test_the_series_turned_about_goes_the_other_way(hits):
    rising, falling = of(series(*hits)), of(series(*hits[::-1]))
    assert falling.value == pytest.approx(-rising.value)
    told = rising.reason.replace("increasing", "decreasing").replace("better", "worse")
    assert falling.reason == told


def test_only_the_five_newest_years_count():
    assert of(series(900, 10, 300, 400, 500, 600, 700)).period == "2017-18..2021-22"
    assert of(series(900, 10, 300, 400, 500, 600, 700)).reason == "increasing, getting better"


@pytest.mark.parametrize(
    ("direction", "polarity", "words"),
    [
        (1, "high", "increasing, getting better"),
        (1, "low", "increasing, getting worse"),
        (-1, "low", "decreasing, getting better"),
        (-1, "none", "decreasing"),
        (0, "high", "no significant change"),
    ],
)
def test_better_and_worse_come_from_the_direction_of_the_measure(direction, polarity, words):
    assert said(direction, polarity) == words


def test_a_missing_year_a_gap_and_a_short_series_cannot_be_calculated():
    run = series(100, 200, 300, 400, 500)
    holed = (*run[:2], point("helped", "Y01", "2017-18", status="missing"), *run[3:])
    assert of(holed).reason == "cannot be calculated: there is no value for 2017-18"
    gapped = series(100, 200, 300, 400, 500, years=[*YEARS[:3], *YEARS[5:7]])
    assert of(gapped).reason == "cannot be calculated: the points are not one year each"
    assert of(run[:3]).reason == "cannot be calculated: 3 of the five years of one definition that it needs"
    whole = series(100, 200, 300, 400, 1000)
    assert of(whole).reason == "cannot be calculated: a count equals its denominator"
    bare = tuple(point("turnover", "Y01", year, value=0.1) for year in YEARS[:5])
    assert of(bare, MEASURES["turnover"]).reason.endswith("an interval is missing or has no width")
    assert {of(r).status for r in (holed, gapped, run[:3])} == {Status.MISSING}


def test_a_series_that_is_not_of_years_has_none():
    months = (point("waited", "Y01", "2024-01", numerator=1, denominator=2),)
    run = series(100, 200, 300, 400, 500)
    assert trends([(MEASURES["waited"], months), (HELPED, ()), (HELPED, run)])[:2] == [None, None]
    assert trends([]) == []


def test_many_at_once_are_as_each_alone():
    runs = [(HELPED, series(*range(n, n + 50 * k, 50))) for n in (5, 90, 300) for k in (2, 5, 7)]
    assert trends(runs) == [trends([one])[0] for one in runs]


def test_a_change_of_definition_starts_anew(told):
    from datetime import date

    trend = told(as_at=date(2021, 3, 31)).measure("helped").trend
    assert trend.period == "2018-19..2020-21"
    assert told().measure("helped").trend.period == "2020-21..2024-25"
