"""Standardised rates, against sums written out band by band."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.rates import byar, poisson_limits, rate
from careplace.statistics.standardisation import (
    directly_standardised,
    dobson,
    expected_events,
    indirectly_standardised,
    repeat_standardised,
    standardised_ratio,
)

bands = st.lists(
    st.tuples(st.integers(0, 200), st.integers(200, 20_000), st.integers(1, 9000)), min_size=1, max_size=8
)
enough = bands.filter(lambda rows: sum(x for x, _, _ in rows) >= 10)


def slow_dobson(rows: list[tuple[int, int, int]], per: float) -> list[float]:
    weight = sum(w for _, _, w in rows)
    value = sum(w * x / n for x, n, w in rows) / weight
    variance = sum(w * w * x / n**2 for x, n, w in rows) / weight**2
    events = sum(x for x, _, _ in rows)
    lower, upper = map(float, byar(events))
    factor = (variance / events) ** 0.5
    return [per * value, per * (value + factor * (lower - events)), per * (value + factor * (upper - events))]


@given(enough)
def test_direct_is_the_sum_over_bands(rows):
    x, n, w = np.array(rows).T
    assert list(map(float, directly_standardised(x, n, w, 1000))) == pytest.approx(slow_dobson(rows, 1000))


@given(enough, st.randoms())
def test_direct_does_not_depend_on_the_order_of_bands(rows, random):
    shuffled = random.sample(rows, len(rows))
    one, other = (directly_standardised(*np.array(some).T) for some in (rows, shuffled))
    np.testing.assert_allclose(list(one), list(other), rtol=1e-12)


@given(enough, st.integers(1, 9000))
def test_one_standard_weight_gives_every_band_the_same(rows, weight):
    """A sum before broadcasting once made the rate as many times too high as there are bands."""
    x, n, _ = np.array(rows).T
    same = [(events, people, weight) for events, people, _ in rows]
    for one in (weight, [weight]):
        assert list(map(float, directly_standardised(x, n, one, 1000))) == pytest.approx(
            slow_dobson(same, 1000)
        )
    once = repeat_standardised([x], [1], n, weight, 1000)
    assert list(map(float, once)) == pytest.approx(slow_dobson(same, 1000))


@given(enough)
def test_direct_is_the_crude_rate_where_the_standard_is_the_population(rows):
    x, n, _ = np.array(rows).T
    found, crude = directly_standardised(x, n, n), rate(x.sum(), n.sum())
    assert found.value == pytest.approx(crude.value)
    # Byar is Dobson's own method for the total, so with equal weights the limits meet from 10 events on.
    assert found.lower == pytest.approx(crude.lower)
    assert found.upper == pytest.approx(crude.upper)


def test_direct_under_ten_events_is_blank():
    found = directly_standardised([[4, 5], [4, 6]], 1000, [1, 1])
    assert found.reason.tolist() == [Reason.TOO_FEW_EVENTS, 0]
    assert np.isnan(found.value[0])
    assert np.isnan(found.lower[0])


def test_direct_says_what_is_missing():
    found = directly_standardised([[20, 5], [20, None], [20, 5]], [[10, 0], [10, 10], [10, 10]], [1, 1])
    assert found.reason.tolist() == [Reason.NO_DENOMINATOR, Reason.MISSING, 0]


@given(enough)
def test_direct_from_sums_is_direct(rows):
    x, n, w = np.array(rows, dtype=float).T
    sums = (w * x / n).sum(), (w * w * x / n**2).sum(), w.sum(), x.sum()
    np.testing.assert_allclose(list(dobson(*sums)), list(directly_standardised(x, n, w)), rtol=1e-12)


@given(enough)
def test_persons_with_one_event_each_are_independent_events(rows):
    x, n, w = np.array(rows).T
    one, other = repeat_standardised(x[None, :], [1], n, w), directly_standardised(x, n, w)
    np.testing.assert_allclose(list(one), list(other), rtol=1e-12)


def test_repeat_events_widen_the_limits_and_keep_the_rate():
    # 40 events in each of two bands: by 40 persons, or by 10 persons with 4 each.
    n, w = [1000, 2000], [1, 1]
    single = repeat_standardised([[40, 40]], [1], n, w)
    repeated = repeat_standardised([[10, 10]], [4], n, w)
    assert repeated.value == pytest.approx(single.value)
    # The variance is f² × persons = 16 × 10, four times that of 40 independent events: limits twice as far.
    assert repeated.upper - repeated.value == pytest.approx(2 * (single.upper - single.value))
    assert repeated.method == "Dobson, repeat events"


def test_repeat_events_have_places_in_front():
    persons = np.ones((3, 2, 4)) * 5
    found = repeat_standardised(persons, [1, 2], np.ones((3, 4)) * 100, np.ones(4), confidence=(0.95, 0.998))
    assert found.value.shape == (3,)
    assert found.lower.shape == (2, 3)
    assert found.value[0] == pytest.approx(15 / 100 * 100_000)


@given(enough)
def test_the_reference_itself_has_the_ratio_1_and_its_crude_rate(rows):
    x, n, _ = np.array(rows).T
    assert expected_events(n, x, n) == pytest.approx(x.sum())
    assert standardised_ratio(x.sum(), expected_events(n, x, n)).value == pytest.approx(1)
    found = indirectly_standardised(x.sum(), n, x, n, per=1000)
    assert found.value == pytest.approx(x.sum() / n.sum() * 1000)


def test_a_ratio_has_the_limits_of_its_count():
    ratio, lower, upper = standardised_ratio([5, 50], [10, 40], per=100)
    count_lower, count_upper = poisson_limits([5, 50])
    np.testing.assert_allclose(ratio, [50, 125])
    np.testing.assert_allclose(lower, count_lower / [10, 40] * 100)
    np.testing.assert_allclose(upper, count_upper / [10, 40] * 100)


def test_a_reference_that_is_missing_or_empty_has_its_reason():
    found = indirectly_standardised([5, 6], [[10, 20], [30, 40]], [1, None], [100, 100])
    assert found.reason.tolist() == [Reason.MISSING] * 2
    assert np.isnan(found.value).all()
    assert indirectly_standardised(5, [10, 20], [0, 0], [100, 100]).reason == Reason.NO_DENOMINATOR


def test_a_ratio_says_what_is_missing():
    found = standardised_ratio([0, 1, None, 1], [0, 0, 5, None])
    assert found.reason.tolist() == [
        Reason.NO_DENOMINATOR,
        Reason.NO_DENOMINATOR,
        Reason.MISSING,
        Reason.MISSING,
    ]
    assert np.isnan(found.lower).all()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(([-1], [1], [1]), "events"), (([1], [-1], [1]), "population"), (([1], [1], [-1]), "standard")],
)
def test_bad_arguments_are_named(arguments, named):
    with pytest.raises(ArgumentError, match=f"^{named}: "):
        directly_standardised(*arguments)
    with pytest.raises(ArgumentError, match=r"^per: "):
        directly_standardised([20], [100], [1], per=0)
