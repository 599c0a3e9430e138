"""Areas and captures against pair by pair and place by place oracles."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careplace.casework.assurance.priority.backtest.ranking import (
    FEWEST,
    Area,
    Z,
    area,
    capture,
    combined,
    difference,
)

SERVICES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), min_size=20, max_size=60)


def arrays(services):
    scores, other, outcome = (np.array(column) for column in zip(*services, strict=True))
    assume(min(outcome.sum(), (~outcome).sum()) >= FEWEST)
    return scores.astype(float), other.astype(float), outcome


def slow_kernel(scores, outcome):
    """Of each pair of a service with and one without the outcome: 1, a half or 0."""
    return np.array([[float(a > b) + 0.5 * float(a == b) for b in scores[~outcome]] for a in scores[outcome]])


def slow_variance(kernel):
    """DeLong's variance from the components of each service."""
    area = kernel.mean()
    rows = sum((row.mean() - area) ** 2 for row in kernel) / (len(kernel) - 1) / len(kernel)
    columns = sum((column.mean() - area) ** 2 for column in kernel.T) / (len(kernel.T) - 1) / len(kernel.T)
    return rows + columns


@given(SERVICES)
def test_the_area_is_the_share_of_pairs_in_order(services):
    scores, _other, outcome = arrays(services)
    kernel = slow_kernel(scores, outcome)
    result, half = area(scores, outcome), Z * np.sqrt(slow_variance(kernel))
    assert result.value == pytest.approx(kernel.mean())
    assert result.lower == pytest.approx(max(0, kernel.mean() - half))
    assert result.upper == pytest.approx(min(1, kernel.mean() + half))


@given(SERVICES)
def test_the_difference_is_that_of_paired_pairs(services):
    scores, other, outcome = arrays(services)
    kernel = slow_kernel(scores, outcome) - slow_kernel(other, outcome)
    result, half = difference(scores, other, outcome), Z * np.sqrt(slow_variance(kernel))
    assert result.value == pytest.approx(kernel.mean())
    assert (result.lower, result.upper) == pytest.approx((kernel.mean() - half, kernel.mean() + half))


@given(SERVICES)
def test_an_order_turned_round_has_the_rest_of_the_area(services):
    scores, _other, outcome = arrays(services)
    assert area(-scores, outcome).value == pytest.approx(1 - area(scores, outcome).value)
    assert area(np.exp(scores), outcome) == area(scores, outcome)
    assert difference(scores, scores, outcome).value == 0


def test_a_perfect_order_and_one_score_for_all():
    outcome = np.repeat([True, False], 10)
    assert area(outcome.astype(float), outcome).value == 1
    assert area(np.zeros(20), outcome).value == 0.5


@given(SERVICES, SERVICES)
def test_within_groups_it_is_the_share_of_pairs_of_one_group(first, second):
    groups = [arrays(services) for services in (first, second)]
    kernels = [slow_kernel(scores, outcome) for scores, _other, outcome in groups]
    areas = [area(scores, outcome) for scores, _other, outcome in groups]
    result = combined(areas, [kernel.size for kernel in kernels])
    assert result.value == pytest.approx(
        sum(kernel.sum() for kernel in kernels) / sum(k.size for k in kernels)
    )
    assert result.upper - result.value == pytest.approx(result.value - result.lower)


def test_one_group_is_itself_and_groups_without_an_area_are_left_out():
    none, half = Area(np.nan, np.nan, np.nan), Area(0.6, 0.5, 0.7)
    result = combined([half, none], [10, 99])
    assert (result.value, result.lower, result.upper) == pytest.approx((0.6, 0.5, 0.7))
    assert np.isnan(combined([none], [5]).value)


def test_an_order_by_the_year_alone_is_chance_within_years():
    outcome = np.concatenate((np.repeat([True, False], [10, 40]), np.repeat([True, False], [40, 10])))
    year = np.repeat([0.0, 1.0], 50)
    assert area(year, outcome).value == pytest.approx(0.8)
    within = [area(year[year == value], outcome[year == value]) for value in (0, 1)]
    assert combined(within, [400, 400]).value == 0.5


def test_with_few_outcomes_no_area_is_given():
    outcome = np.array([True] * (FEWEST - 1) + [False] * 50)
    scores = np.arange(len(outcome), dtype=float)
    assert np.isnan(area(scores, outcome).value)
    assert np.isnan(difference(scores, scores, outcome).lower)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=6),
    st.sampled_from([0.25, 0.5, 1.0]),
)
def test_capture_is_the_average_over_every_order_of_ties(services, share):
    scores, outcome = (np.array(column) for column in zip(*services, strict=True))
    if not outcome.any():
        assert np.isnan(capture(scores, outcome, [share, 1.0])).all()
        return
    slots, captures = share * len(scores), []
    for order in permutations(range(len(scores))):
        if all(scores[a] >= scores[b] for a, b in pairwise(order)):
            inside = [min(1.0, max(0.0, slots - place)) * outcome[n] for place, n in enumerate(order)]
            captures.append(sum(inside) / outcome.sum())
    assert capture(scores, outcome, [share, 1.0]) == pytest.approx([np.mean(captures), 1])
