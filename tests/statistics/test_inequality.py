"""Slope and relative index, against NumPy's weighted fit and simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.inequality import relative_index, slope_index

groups = st.lists(st.tuples(st.floats(10, 90), st.integers(100, 9000)), min_size=3, max_size=10)


def slow_ends(values, people) -> tuple[float, float]:
    share = np.array(people) / np.sum(people)
    rank = np.cumsum(share) - share / 2
    slope, start = np.polyfit(rank, values, 1, w=np.sqrt(share))
    return start, start + slope


@given(groups)
def test_the_slope_is_the_weighted_fit(rows):
    values, people = np.array(rows).T
    start, end = slow_ends(values, people)
    assert slope_index(values, people, 1).value == pytest.approx(end - start, rel=1e-9, abs=1e-8)
    found = relative_index(values, people, 1)
    if start > 0.1 and end > 0.1:
        assert found.value == pytest.approx(end / start, rel=1e-8)


def test_the_limits_are_those_of_simulated_values():
    values, people, errors = (
        np.array([80, 74, 71, 66, 60.0]),
        np.array([9, 8, 10, 11, 7]),
        np.array([2, 1, 3, 1, 2.0]),
    )
    rng = np.random.default_rng(1)
    simulated = rng.normal(values, errors, (40_000, 5))
    slopes, ratios = (
        slope_index(simulated, people, errors).value,
        relative_index(simulated, people, errors).value,
    )
    slope, ratio = slope_index(values, people, errors), relative_index(values, people, errors)
    np.testing.assert_allclose(slope.upper - slope.value, 1.959964 * slopes.std(), rtol=0.02)
    np.testing.assert_allclose(np.log(ratio.upper / ratio.value), 1.959964 * np.log(ratios).std(), rtol=0.02)


def test_the_same_figures_give_the_same_limits():
    first, second = (slope_index([5, 4, 3], [1, 1, 1], 0.1, (0.95, 0.998)) for _ in range(2))
    assert np.array_equal(first.lower, second.lower)
    assert first.lower.shape == (2,)


def test_no_difference_has_slope_0_and_ratio_1():
    assert slope_index([7, 7, 7], [1, 2, 3], 1).value == pytest.approx(0, abs=1e-12)
    assert relative_index([7, 7, 7], [1, 2, 3], 1).value == pytest.approx(1)


def test_what_cannot_be_fitted_has_a_reason():
    values, people = [[1, np.nan, 3], [1, 2, 3], [9, 1, -9]], [[1, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert slope_index(values, people, 1).reason.tolist() == [Reason.MISSING, Reason.NO_DENOMINATOR, 0]
    assert relative_index(values, people, 1).reason.tolist() == [1, 2, Reason.NOT_POSITIVE]


def test_one_group_is_refused():
    with pytest.raises(ArgumentError, match=r"^values: "):
        slope_index([1], [1], [1])
