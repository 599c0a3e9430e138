"""The trend marker, against a weighted fit done six times."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.trend import CRITICAL, trend, trend_of_shares

points = st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 20)), min_size=5, max_size=5)
tables = st.lists(
    st.integers(50, 5000).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
    min_size=5,
    max_size=5,
)


def slope_of(t, y, w) -> float:
    return np.polyfit(t, y, 1, w=np.sqrt(w))[0]


def slow_trend(values, widths, years=(1, 2, 3, 4, 5)) -> tuple[list[float], float, int]:
    """Slopes of the six fits (all five points first), chi-squared and the marker."""
    t, y, w = np.array(years) - np.mean(years), np.array(values), (3.92 / np.array(widths)) ** 2
    slope = slope_of(t, y, w)
    error = 1 / np.sqrt((w * (t - np.average(t, weights=w)) ** 2).sum())
    slopes = [slope, *(slope_of(*(np.delete(a, i) for a in (t, y, w))) for i in range(5))]
    chi_squared = (slope / error) ** 2
    one_way = len(set(np.sign(slopes))) == 1
    return slopes, chi_squared, int(np.sign(slope)) if one_way and chi_squared > CRITICAL else 0


@given(points)
def test_the_marker_is_that_of_six_fits(rows):
    values, widths = np.array(rows).T
    slopes, chi_squared, direction = slow_trend(values, widths)
    # Where a slope is nought, polyfit's own rounding decides its sign.
    assume(min(np.abs(slopes)) > 1e-6)
    found = trend(values, values - widths / 2, values + widths / 2)
    assert found.slope == pytest.approx(slopes[0], rel=1e-7)
    assert found.chi_squared == pytest.approx(chi_squared, rel=1e-7)
    assert found.direction == direction


@given(points, st.lists(st.integers(1, 4), min_size=4, max_size=4), st.integers(1950, 2100))
def test_uneven_years_are_fitted_where_they_lie(rows, steps, first):
    values, widths = np.array(rows).T
    years = np.cumsum([first, *steps])
    slopes, chi_squared, direction = slow_trend(values, widths, years)
    assume(min(np.abs(slopes)) > 1e-6)
    found = trend(values, values - widths / 2, values + widths / 2, years=years, widest_gap=4)
    assert found.slope == pytest.approx(slopes[0], rel=1e-6)
    assert found.chi_squared == pytest.approx(chi_squared, rel=1e-6)
    assert found.direction == direction


@given(st.lists(points, min_size=1, max_size=5), st.integers(0, 2100))
def test_even_years_give_the_very_bits_that_none_give(series, first):
    values, widths = np.moveaxis(np.array(series), -1, 0)
    limits, years = (values - widths, values + widths), np.arange(first, first + 5)
    for said in (years, np.broadcast_to(years, values.shape)):
        one, other = trend(values, *limits, years=said, widest_gap=3), trend(values, *limits)
        assert [a.tobytes() for a in (one.slope, one.chi_squared, one.direction, one.reason)] == [
            a.tobytes() for a in (other.slope, other.chi_squared, other.direction, other.reason)
        ]


def test_each_series_has_years_of_its_own():
    values = np.array([[1.0, 2, 3, 4, 5], [1.0, 2, 4, 5, 6]])
    years = np.array([range(2020, 2025), [2018, 2019, 2021, 2022, 2023]])
    found = trend(values, values - 0.1, values + 0.1, years=years, widest_gap=2)
    assert found.slope == pytest.approx([1, 1])


def test_years_too_far_apart_or_out_of_order_have_a_reason():
    flat = np.arange(5.0)

    def why(years, **gap):
        return trend(flat, flat - 1, flat + 1, years=years, **gap).reason

    survey = [2014, 2016, 2018, 2021, 2023]
    assert why(survey, widest_gap=3) == 0
    assert why(survey, widest_gap=2) == Reason.GAP_TOO_WIDE
    assert why(survey) == Reason.GAP_TOO_WIDE
    for years in (
        survey[::-1],
        [2020] * 5,
        [2020, 2021, 2022, 2023, np.nan],
        [2020, 2020.5, 2021, 2022, 2023],
    ):
        assert why(years, widest_gap=3) == Reason.PERIODS_NOT_YEARLY


def test_a_level_series_but_for_its_last_point_is_no_trend():
    values = np.array([1.0, 1, 1, 1, 30])
    assert trend(values, values - 0.5, values + 0.5).direction == 0


def test_the_critical_point_is_that_of_998():
    assert pytest.approx(chi2.ppf(0.998, 1), rel=1e-12) == CRITICAL


@given(points)
def test_a_mirrored_series_turns_the_marker(rows):
    values, widths = np.array(rows).T
    one = trend(values, values - widths / 2, values + widths / 2)
    other = trend(-values, -values - widths / 2, -values + widths / 2)
    assert one.direction == -other.direction


@given(st.lists(points, min_size=1, max_size=10))
def test_many_series_are_each_their_own(series):
    array = np.array(series)
    values, widths = array[..., 0], array[..., 1]
    together = trend(values, values - widths, values + widths)
    for i in range(len(array)):
        alone = trend(values[i], values[i] - widths[i], values[i] + widths[i])
        assert alone.direction == together.direction[i]
        assert alone.chi_squared == pytest.approx(together.chi_squared[i], rel=1e-9, abs=1e-12)


def test_one_outlier_makes_no_trend():
    # The last point alone lifts the line: without it the slope is flat or turns.
    values = np.array([10, 10.1, 10, 9.9, 20])
    assert trend(values, values - 0.5, values + 0.5).chi_squared > CRITICAL
    assert trend(values, values - 0.5, values + 0.5).direction == 0


def test_only_the_latest_five_count():
    values = np.array([90, 1, 2, 3, 4, 5.0])
    assert trend(values, values - 0.1, values + 0.1).direction == 1


def test_what_cannot_be_told_has_a_reason():
    flat = np.arange(5.0)
    assert trend(flat[:4], flat[:4] - 1, flat[:4] + 1).reason == Reason.TOO_FEW_POINTS
    assert trend([*flat[:4], np.nan], flat - 1, flat + 1).reason == Reason.MISSING
    assert trend(flat, flat, flat).reason == Reason.NO_INTERVAL
    assert trend(flat, [*flat[:4], None], flat + 1).reason == Reason.NO_INTERVAL
    full = trend(flat, flat - 1, flat + 1, count=[1, 2, 3, 4, 5], denominator=[5, 5, 5, 5, 5])
    assert full.reason == Reason.ALL_OF_DENOMINATOR
    years = [2019, 2020, 2022, 2023, 2024]
    assert trend(flat, flat - 1, flat + 1, years=years).reason == Reason.GAP_TOO_WIDE
    assert trend(flat, flat - 1, flat + 1, years=range(2020, 2025)).reason == 0
    for found in (full, trend(flat, flat, flat)):
        assert found.direction == 0
        assert np.isnan(found.slope)


def test_a_count_needs_its_denominator():
    with pytest.raises(ArgumentError, match=r"^denominator: "):
        trend([1] * 5, [0] * 5, [2] * 5, count=[1] * 5)
    with pytest.raises(ArgumentError, match=r"^lower: "):
        trend([1] * 5, [3] * 5, [2] * 5)


def slow_cochran_armitage(x, n) -> float:
    """The score test for a linear trend, from its definition: (Σ t (x − n p))² over its variance."""
    t, p = np.arange(1.0, 6), x.sum() / n.sum()
    variance = p * (1 - p) * ((n * t * t).sum() - (n * t).sum() ** 2 / n.sum())
    return (t * (x - n * p)).sum() ** 2 / variance


@given(tables)
def test_shares_are_held_to_the_score_test(rows):
    x, n = np.array(rows, dtype=float).T
    found = trend_of_shares(x, n)
    assert found.chi_squared == pytest.approx(slow_cochran_armitage(x, n), rel=1e-7, abs=1e-7)
    assert found.direction in (0, np.sign(found.slope))


def test_shares_rise_and_fall():
    rising = np.array([100, 130, 160, 190, 220])
    assert trend_of_shares(rising, 1000).direction == 1
    assert trend_of_shares(rising[::-1], 1000).direction == -1


def test_shares_that_cannot_be_told_have_a_reason():
    x = np.array([[1, 2, 3, 4, 5], [1, 2, 3, 4, np.nan], [0, 0, 0, 0, 0], [0, 1, 2, 3, 4]])
    n = np.array([[9, 9, 9, 9, 5], [9, 9, 9, 9, 9], [9, 9, 9, 9, 0], [9, 9, 9, 9, 9]])
    expected = [Reason.ALL_OF_DENOMINATOR, Reason.MISSING, Reason.NO_DENOMINATOR, Reason.NOT_POSITIVE]
    assert trend_of_shares(x, n).reason.tolist() == expected
    assert trend_of_shares([1, 2], [3, 4]).reason == Reason.TOO_FEW_POINTS
