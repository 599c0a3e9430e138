"""Funnels: scores, overdispersion and limits, by definition and by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.funnel import (
    Indicator,
    error_of,
    funnel_limits,
    rate_limits,
    ratio_limits,
    scores,
    share_limits,
)
from careplace.statistics.rates import PoissonLimits, exact_poisson, poisson_control_limits

SIZES = np.random.default_rng(1).integers(40, 400, 2000)


@pytest.fixture
def rng() -> np.random.Generator:
    """The same draws for a test whichever tests ran before it."""
    return np.random.default_rng(20150723)


def test_chance_alone_gives_standard_scores(rng):
    found = scores(rng.binomial(SIZES, 0.3), SIZES, Indicator.SHARE)
    assert found.phi == pytest.approx(1, abs=0.1)
    # Drawing the ends in takes spread away: .676 of it is left in a standard normal, so tau² errs to 0.
    assert found.phi_used == pytest.approx(0.676, abs=0.06)
    assert found.tau2 == 0
    assert np.array_equal(found.adjusted, found.z)


def test_true_spread_is_found(rng):
    effect = rng.normal(0, 0.15, SIZES.size)
    x = rng.binomial(SIZES, np.sin(np.arcsin(np.sqrt(0.3)) + effect) ** 2)
    found = scores(x, SIZES, Indicator.SHARE, trim=0)
    assert np.sqrt(found.tau2) == pytest.approx(0.15, rel=0.1)
    assert found.phi == found.phi_used > 5
    assert found.adjusted.std() == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("indicator", list(Indicator))
def test_the_order_of_places_does_not_matter(indicator, rng):
    x, n = rng.poisson(60, 50), rng.integers(90, 120, 50)
    order = rng.permutation(50)
    one, other = scores(x, n, indicator), scores(x[order], n[order], indicator)
    np.testing.assert_allclose(one.adjusted[order], other.adjusted, rtol=1e-9, atol=1e-12)
    assert one.tau2 == pytest.approx(other.tau2)


@pytest.mark.parametrize("truncate", [False, True])
def test_trimming_takes_the_ends(truncate):
    x, n = np.array([*[30] * 18, 0, 100]), np.full(20, 100)
    assert scores(x, n, Indicator.SHARE, 0.1, truncate).phi_used < scores(x, n, Indicator.SHARE, 0).phi_used


def test_a_place_without_score_has_a_reason_and_is_no_part_of_the_rest():
    x, n = np.array([5, 8, 9, np.nan, 0, 0]), np.array([8, 9, 7, 5, 0, 6])
    found = scores(x, n, Indicator.RATIO_LOG)
    assert found.reason.tolist() == [0, 0, 0, Reason.MISSING, Reason.NO_DENOMINATOR, Reason.NOT_POSITIVE]
    alone = scores(x[:3], n[:3], Indicator.RATIO_LOG)
    np.testing.assert_allclose(found.z[:3], alone.z)
    assert found.tau2 == alone.tau2
    assert np.isnan(found.adjusted[3:]).all()
    assert scores([0, 1], [5, 5], Indicator.RATIO_ROOT).reason.tolist() == [0, 0]


def test_one_place_has_no_overdispersion():
    found = scores([5], [10], Indicator.RATIO_ROOT)
    assert np.isnan(found.phi)
    assert found.tau2 == 0


@pytest.mark.parametrize("trim", [-0.1, 0.5])
def test_trim_is_below_a_half(trim):
    with pytest.raises(ArgumentError, match=r"^trim: "):
        scores([1, 2], [3, 4], Indicator.SHARE, trim)
    with pytest.raises(ArgumentError, match=r"^numerator: "):
        scores([5, 2], [3, 4], Indicator.SHARE)


@pytest.mark.parametrize("indicator", list(Indicator))
def test_a_point_on_its_limit_has_the_limits_score(indicator, rng):
    x, n = rng.binomial(200, 0.4, 30), np.full(30, 200)
    found = scores(x, n, indicator)
    limits = funnel_limits(indicator, found.target, found.error, found.tau2, 0.95)
    edge = limits.upper * n
    if indicator == Indicator.RATIO_OF_COUNTS:
        assert (limits.lower < np.exp(found.target)).all()
        return
    scaled = {
        Indicator.SHARE: lambda share: np.arcsin(np.sqrt(share)),
        Indicator.RATIO_ROOT: np.sqrt,
        Indicator.RATIO_LOG: np.log,
    }[indicator](edge / n)
    np.testing.assert_allclose(
        (scaled - found.target) / np.hypot(found.error, found.tau2**0.5), 1.959964, rtol=1e-6
    )


@given(st.floats(0.01, 0.99), st.integers(1, 10_000))
def test_a_share_stays_within_0_and_1(average, n):
    for limits in (
        share_limits(average, n),
        funnel_limits(Indicator.SHARE, np.arcsin(average**0.5), error_of(n, Indicator.SHARE)),
    ):
        lower, upper = limits
        assert ((lower >= 0) & (lower <= average + 1e-12) & (average - 1e-12 <= upper) & (upper <= 1)).all()
        assert lower[1] <= lower[0]
        assert upper[0] <= upper[1]


def test_rates_and_ratios_have_the_limits_of_what_is_expected():
    lower, upper = poisson_control_limits(25.0, (0.95, 0.998))
    ratio = ratio_limits([25.0, 0, np.nan])
    np.testing.assert_allclose(ratio.lower[:, 0], lower / 25)
    assert ratio.reason.tolist() == [0, Reason.NO_DENOMINATOR, Reason.MISSING]
    rates = rate_limits(50, 50_000)
    np.testing.assert_allclose(rates.upper, upper / 25 * 50)


def test_limits_of_another_package_are_a_named_alternative():
    lower, upper = exact_poisson(25.0, (0.95, 0.998))
    ratio = ratio_limits(25.0, method=PoissonLimits.INTERVAL)
    rates = rate_limits(50, 50_000, method=PoissonLimits.INTERVAL)
    np.testing.assert_allclose(ratio.lower, lower / 25)
    np.testing.assert_allclose(rates.upper, upper / 25 * 50)
    assert ratio.method == rates.method == PoissonLimits.INTERVAL


def test_a_percentage_is_no_share():
    with pytest.raises(ArgumentError, match=r"^average: 80.6 is not a share from 0 to 1: is it a percentage"):
        share_limits(80.6, 100)
    assert share_limits(None, 100).reason == Reason.MISSING


def test_a_word_that_is_no_indicator_is_refused():
    for word in ("share", "SHARE", None, 1):
        with pytest.raises(ArgumentError, match=r"^indicator: expected one of Indicator.SHARE"):
            scores([1, 2], [3, 4], word)
    by_value = scores([1, 2], [3, 4], "share, arcsine of the root")
    assert by_value.z.tolist() == scores([1, 2], [3, 4], Indicator.SHARE).z.tolist()


@pytest.mark.parametrize("indicator", list(Indicator))
def test_places_without_any_events_have_scores_or_reasons(indicator):
    found = scores([0, 0, 0], [5, 6, 7], indicator)
    assert np.array_equal(np.isnan(found.z), found.reason > 0)


def test_share_limits_invert_the_score_test():
    # A share on its limit is exactly z errors of the average away.
    limits = share_limits(0.3, [50, 500, 0])
    error = np.sqrt(0.21 / np.array([50, 500]))
    np.testing.assert_allclose((limits.upper[0, :2] - 0.3) / error, 1.959964, rtol=1e-6)
    assert limits.reason.tolist() == [0, 0, Reason.NO_DENOMINATOR]


def test_the_error_of_a_ratio_of_counts_counts_both(rng):
    # With 100 of each the log ratio has an error near √(2 / 100), not 1 / (2 √100) as another package draws
    # it.
    assert error_of(100, Indicator.RATIO_OF_COUNTS) == pytest.approx(np.sqrt(2 / 100), rel=0.01)
    draws = np.log((rng.poisson(100, 40_000) + 0.5) / (rng.poisson(100, 40_000) + 0.5))
    assert draws.std() == pytest.approx(error_of(100, Indicator.RATIO_OF_COUNTS), rel=0.03)
