"""Rates and the limits of counts, against SciPy's chi-squared and the approximation written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, norm, poisson

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.rates import (
    PoissonLimits,
    byar,
    exact_poisson,
    poisson_control_limits,
    poisson_limits,
    rate,
)

counts = st.integers(0, 100_000)
confidences = st.floats(0.5, 0.999)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def slow_limits(count: float, confidence: float) -> tuple[float, float]:
    """Byar from 10, exact below: one count at a time, as the formulas are printed."""
    tail = (1 - confidence) / 2
    if count < 10:
        lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
        return lower, chi2.ppf(1 - tail, 2 * count + 2) / 2
    z = norm.ppf(1 - tail)
    lower = count * (1 - 1 / (9 * count) - z / (3 * count**0.5)) ** 3
    return lower, (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * (count + 1) ** 0.5)) ** 3


@given(
    st.lists(st.one_of(counts, st.integers(0, 12), st.floats(0, 20)), min_size=1, max_size=30), confidences
)
def test_limits_agree_with_the_slow_ones(some, confidence):
    ours = poisson_limits(some, confidence)
    slow = np.array([slow_limits(count, confidence) for count in some]).T
    # Below a count of 1e-3 SciPy's own chi-squared quantiles underflow; nobody has a thousandth of an event.
    known = (np.array(some) == 0) | (np.array(some) > 1e-3)
    np.testing.assert_allclose(ours.lower[known], slow[0][known], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.upper[known], slow[1][known], rtol=1e-9)


@given(counts, confidences)
def test_limits_bracket_the_count_and_start_at_0(count, confidence):
    lower, upper = poisson_limits(count, confidence)
    assert lower <= count <= upper
    assert (lower == 0) == (count == 0)


@given(counts, confidences, confidences)
def test_limits_widen_with_confidence(count, one, other):
    lower, upper = poisson_limits(count, sorted((one, other)))
    assert lower[1] <= lower[0]
    assert upper[0] <= upper[1]


@given(st.lists(counts, min_size=2, max_size=20))
def test_limits_do_not_depend_on_the_other_rows(some):
    together = poisson_limits(some, (0.95, 0.998))
    for i, count in enumerate(some):
        alone = poisson_limits(count, (0.95, 0.998))
        assert np.array_equal(together.lower[:, i], alone.lower)
        assert np.array_equal(together.upper[:, i], alone.upper)


@pytest.mark.parametrize("count", [1, 4, 9, 30])
def test_exact_limits_hold_their_tails(count):
    lower, upper = exact_poisson(count)
    assert poisson.sf(count - 1, lower) == pytest.approx(0.025)
    assert poisson.cdf(count, upper) == pytest.approx(0.025)


def test_byar_of_fifty():
    # Another package passes 1 − confidence here and prints 49.23 to 51.11.
    assert np.round(byar(50), 2).tolist() == [37.11, 65.92]


expectations = st.floats(0.03, 2000)


@given(expectations, st.sampled_from([0.8, 0.9, 0.95, 0.998]))
def test_whole_counts_beyond_control_limits_are_those_that_chance_hardly_gives(expected, confidence):
    """Count by count, with SciPy's Poisson distribution: so few or fewer, so many or more, in under half of alpha."""
    lower, upper = poisson_control_limits(expected, confidence)
    tail = (1 - confidence) / 2
    every = np.arange(int(expected + 20 + 8 * expected**0.5))
    apart = np.minimum(abs(every - lower), abs(every - upper)) > 1e-6
    assert np.array_equal((every < lower)[apart], (poisson.cdf(every, expected) < tail)[apart])
    above = poisson.sf(every - 1, expected) < tail
    # Where even one event is too many for chance, the upper limit stays at 1, as the published tables have it.
    above &= (every > 1) | (np.exp(-expected) < 1 - tail)
    assert np.array_equal((every > upper)[apart], above[apart])


@given(expectations, st.integers(0, 3000))
def test_control_limits_and_exact_intervals_give_one_answer(expected, count):
    """A count is beyond the control limits where its own exact interval excludes what was expected."""
    control, own = poisson_control_limits(expected), exact_poisson(count)
    if min(abs(count - control.lower), abs(count - control.upper)) > 1e-6:
        assert (count > control.upper) == (own[0] > expected)
        assert (count < control.lower) == (own[1] < expected)


@pytest.mark.parametrize("expected", [0.5, 1, 3, 10, 40, 300])
def test_false_alarms_are_no_more_than_stated(expected, rng):
    drawn = rng.poisson(expected, 200_000)
    for confidence in (0.95, 0.998):
        lower, upper = poisson_control_limits(expected, confidence)
        noise = 4 * (0.5 * (1 - confidence) / 200_000) ** 0.5
        assert (drawn < lower).mean() <= (1 - confidence) / 2 + noise
        assert (drawn > upper).mean() <= (1 - confidence) / 2 + noise


def test_the_interval_of_an_expected_count_gives_false_alarms(rng):
    # What FunnelPlotR and Fingertips draw: at 1 expected event, over a third of places lie below by chance.
    interval = poisson_control_limits(1.0, method=PoissonLimits.INTERVAL)
    np.testing.assert_allclose(list(interval), exact_poisson(1.0))
    assert (rng.poisson(1.0, 100_000) < interval.lower).mean() > 0.36
    assert interval.method != poisson_control_limits(1.0).method


def test_control_limits_by_hand():
    # P(X ≤ 3 | 10) = 0.0103 and P(X ≤ 4) = 0.0293; P(X ≥ 18) = 0.0143 and P(X ≥ 17) = 0.0270.
    lower, upper = poisson_control_limits(10)
    assert 3 < lower < 4
    assert 17 < upper < 18
    assert poisson_control_limits([0, 3.6]).lower.tolist() == [0, 0]
    found = poisson_control_limits([5, None], (0.95, 0.998))
    assert found.reason.tolist() == [0, Reason.MISSING]
    assert np.isnan(found.upper[:, 1]).all()
    assert found.upper.shape == (2, 2)


def test_a_zero_among_many_stops_nothing():
    found = rate([0, 5, 50, np.nan, 3], [100, 100, 100, 100, 0])
    assert found.reason.tolist() == [0, 0, 0, Reason.MISSING, Reason.NO_DENOMINATOR]
    assert found.value[0] == found.lower[0] == 0
    assert np.array_equal(np.isnan(found.value), found.reason > 0)
    assert np.array_equal(np.isnan(found.upper), found.reason > 0)


@given(st.integers(0, 500), st.integers(1, 10**6), st.sampled_from([1, 1000, 100_000]))
def test_a_rate_is_its_count_by_its_people(count, people, per):
    value, lower, upper = rate(count, people, per)
    count_lower, count_upper = poisson_limits(count)
    assert value == pytest.approx(count / people * per)
    assert lower == pytest.approx(count_lower / people * per)
    assert upper == pytest.approx(count_upper / people * per)


def test_shapes_broadcast_with_two_confidences():
    found = rate(np.array([3, 30]), np.array([[100], [200], [400]]), confidence=(0.95, 0.998))
    assert found.value.shape == (3, 2)
    assert found.lower.shape == found.upper.shape == (2, 3, 2)
    assert found.upper[1, 2, 1] == rate(30, 400, confidence=0.998).upper
    swapped = rate(np.array([[3], [30]]), [100, 200], confidence=(0.95, 0.998))
    assert swapped.lower.shape == (2, 2, 2)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [((-1, 10), "count"), ((1, -10), "population"), ((1, 10, 0), "per"), ((1, 10, np.nan), "per")],
)
def test_bad_arguments_are_named(arguments, named):
    with pytest.raises(ArgumentError, match=f"^{named}: "):
        rate(*arguments)
