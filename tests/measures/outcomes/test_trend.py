"""The trend of five years against weighted regression written out, and what may be said of it."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import MEASURES, YEARS, point

from careplace.figures import Status, Verdict
from careplace.measures.outcomes.trend import WIDEST_GAP, in_words, newest, trends
from careplace.measures.verdicts import judged

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
    """Weighted least squares by its definition, on real years: the slope and its standard error."""
    w = [(3.92 / (f.upper95 - f.lower95)) ** 2 for f in run]
    t = [int(f.period[:4]) for f in run]
    middle = sum(x * n for n, x in zip(t, w, strict=True)) / sum(w)
    mean = sum(x * f.value for x, f in zip(w, run, strict=True)) / sum(w)
    spread = sum(x * (n - middle) ** 2 for n, x in zip(t, w, strict=True))
    lean = sum(x * (n - middle) * (f.value - mean) for n, x, f in zip(t, w, run, strict=True))
    return lean / spread, 1 / math.sqrt(spread)


def without(run, *years):
    """The series with no value in some of its years."""
    return tuple(point("helped", "Y01", f.period, status="missing") if f.period in years else f for f in run)


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
    assert of(series(900, 10, 300, 400, 500, 600, 700)).verdict == Verdict.BETTER


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
    called = judged({1: Verdict.HIGHER, -1: Verdict.LOWER}.get(direction, Verdict.NO_DIFFERENCE), polarity)
    assert in_words(direction, called) == words


@given(
    st.lists(st.integers(1, 999), min_size=8, max_size=8),
    st.sets(st.sampled_from(YEARS[1:7]), max_size=3),
)
def test_years_without_a_value_are_left_out_and_the_others_stay_where_they_lie(hits, empty):
    run = without(series(*hits), *empty)
    five = [f for f in run if f.value is not None][-5:]
    found, (steep, error) = of(run), slope(five)
    if int(five[-1].period[:4]) - int(five[0].period[:4]) > 7:
        assert found.value is None
        return
    widest = max(int(b.period[:4]) - int(a.period[:4]) for a, b in pairwise(five))
    if widest > WIDEST_GAP:
        assert found.reason == "cannot be calculated: too many years lie between two of its points"
        return
    assert found.value == pytest.approx(100 * steep, abs=1e-9)
    assert found.period == f"{five[0].period}..{five[-1].period}"
    assert "years without a value left out" in found.method
    if found.lower95 is not None:
        assert found.upper95 - found.value == pytest.approx(100 * 1.959963984540054 * error, rel=1e-6)


def test_a_voluntary_year_bars_no_direction():
    run = without(series(0, 0, 500, 400, 300, 0, 200, 100), "2020-21")
    assert of(run).reason == "decreasing, getting worse"
    assert of(run).period == "2017-18..2022-23"
    # With a row of the year or without one: the same figure.
    assert of(run) == of(tuple(f for f in run if f.value is not None))


def test_a_survey_of_every_second_year_or_so_has_a_direction():
    years = ["2014-15", "2016-17", "2018-19", "2021-22", "2023-24"]
    found = of(series(100, 200, 300, 400, 500, years=years))
    assert (found.period, found.reason) == ("2014-15..2023-24", "increasing, getting better")
    assert found.value == pytest.approx(100 * slope(series(100, 200, 300, 400, 500, years=years))[0])


def test_values_of_too_many_years_have_none():
    spread = series(1, 2, 3, 4, 5, years=["2014-15", "2016-17", "2017-18", "2019-20", "2022-23"])
    assert of(spread).reason == (
        "cannot be calculated: its five newest values lie 8 years apart, more than the 7 of a direction"
    )
    rare = series(1, 2, 3, 4, 5, years=["2012-13", "2014-15", "2016-17", "2019-20", "2022-23"])
    assert of(rare).reason.endswith("lie 10 years apart, more than the 9 of a direction")
    parted = series(1, 2, 3, 4, 5, years=["2015-16", "2019-20", "2020-21", "2021-22", "2022-23"])
    assert of(parted).reason == "cannot be calculated: too many years lie between two of its points"
    assert of(parted).period == "2015-16..2022-23"


@given(st.lists(st.sampled_from(YEARS), unique=True, min_size=1).map(sorted))
def test_what_a_trend_is_reckoned_from_gives_it_again(years):
    run = series(*range(100, 100 + 30 * len(years), 30), years=years)
    assert len(newest(run)) == min(5, len(run))
    if len(run) >= 5:
        assert of(newest(run)) == of(run)


def test_a_short_series_and_one_without_intervals_cannot_be_calculated():
    run = series(100, 200, 300, 400, 500)
    holed = without(run, "2017-18")
    needs = "of the five years of one definition that a direction needs"
    assert of(holed).reason == f"cannot be calculated: 4 {needs}"
    assert of(without(run, *YEARS)).reason == f"cannot be calculated: 0 {needs}"
    assert of(run[:3]).reason == f"cannot be calculated: 3 {needs}"
    whole = series(100, 200, 300, 400, 1000)
    assert of(whole).reason == "cannot be calculated: a count equals its denominator"
    bare = tuple(point("turnover", "Y01", year, value=0.1) for year in YEARS[:5])
    assert of(bare, MEASURES["turnover"]).reason.endswith("an interval is missing or has no width")
    assert {of(r).status for r in (holed, whole, run[:3])} == {Status.MISSING}


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
