"""Shares and their limits, against slow oracles and the published examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import ndtri

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.proportions import (
    effective_n,
    goodman,
    newcombe,
    proportion,
    weighted_share,
    wilson,
    wilson_weighted,
)

parts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.floats(0.5, 0.999)


def score_limit(x: int, n: int, z: float, between: tuple[float, float]) -> float:
    """The share at which the score test just fails: Wilson's definition, solved and not transformed."""
    return brentq(lambda p: (x / n - p) ** 2 - z * z * p * (1 - p) / n, *between, xtol=1e-15)


@given(parts, confidences)
def test_wilson_inverts_the_score_test(part, confidence):
    x, n = part
    lower, upper = wilson(x, n, confidence)
    z = ndtri(0.5 + confidence / 2)
    if x > 0:
        assert lower == pytest.approx(score_limit(x, n, z, (0, x / n - 1e-12)), rel=1e-6)
    if x < n:
        assert upper == pytest.approx(score_limit(x, n, z, (x / n + 1e-12, 1)), rel=1e-6)


@given(parts, confidences)
def test_wilson_brackets_the_share_and_stays_within_0_and_1(part, confidence):
    x, n = part
    lower, upper = wilson(x, n, confidence)
    assert 0 <= lower <= x / n <= upper <= 1
    assert (lower == 0) == (x == 0)
    assert (upper == 1) == (x == n)


@given(parts, confidences, confidences)
def test_wilson_widens_with_confidence(part, one, other):
    lower, upper = wilson(*part, sorted((one, other)))
    assert lower[1] <= lower[0]
    assert upper[0] <= upper[1]


@given(parts)
def test_wilson_mirrors(part):
    x, n = part
    lower, upper = wilson(x, n)
    mirrored_lower, mirrored_upper = wilson(n - x, n)
    assert lower == pytest.approx(1 - mirrored_upper, abs=1e-14)
    assert upper == pytest.approx(1 - mirrored_lower, abs=1e-14)


@given(st.lists(parts, min_size=1, max_size=20), st.randoms())
def test_wilson_does_not_depend_on_the_order_of_rows(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    x, n = np.array(rows).T
    for whole, shuffled in zip(wilson(x, n), wilson(x[order], n[order]), strict=True):
        assert np.array_equal(whole[order], shuffled)


def test_several_confidences_put_an_axis_in_front():
    lower, upper = wilson(np.arange(6).reshape(2, 3), 10, (0.95, 0.998))
    assert lower.shape == upper.shape == (2, 2, 3)
    assert np.array_equal(lower[0], wilson(np.arange(6).reshape(2, 3), 10).lower)


def test_what_is_missing_has_a_reason():
    limits = wilson([1, None, 0, np.nan, 2], [2, 5, 0, 0, np.nan])
    assert limits.reason.tolist() == [
        Reason.STANDS,
        Reason.MISSING,
        Reason.NO_DENOMINATOR,
        Reason.MISSING,
        Reason.MISSING,
    ]
    assert np.array_equal(np.isnan(limits.lower), limits.reason > 0)
    assert np.array_equal(np.isnan(limits.upper), limits.reason > 0)
    assert limits.method == "Wilson"


def test_a_masked_count_is_missing():
    x = np.ma.masked_array([1, 2], mask=[False, True])
    assert wilson(x, 5).reason.tolist() == [Reason.STANDS, Reason.MISSING]


@pytest.mark.parametrize(
    ("numerator", "denominator", "confidence", "named"),
    [
        (12, 10, 0.95, "numerator"),
        (3, 0, 0.95, "numerator"),
        (-1, 10, 0.95, "numerator"),
        (1, -10, 0.95, "denominator"),
        (1, np.inf, 0.95, "denominator"),
        ("many", 10, 0.95, "numerator"),
        (1, 10, 95, "confidence"),
        (1, 10, (0.95, 1), "confidence"),
        (1, 10, (), "confidence"),
    ],
)
def test_a_bad_argument_is_named(numerator, denominator, confidence, named):
    with pytest.raises(ArgumentError, match=f"^{named}: ") as caught:
        wilson(numerator, denominator, confidence)
    assert caught.value.name == named


def test_a_bad_argument_says_where_it_stands():
    with pytest.raises(ArgumentError, match=r"12, 10 at \(1, 0\) is more than its denominator \(1 such\)"):
        wilson([[1], [12]], 10)


# Newcombe 1998, table II, method 10, contrasts (a), (c) and (g), as printed to four places.
@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombe_gives_the_published_examples(counts, printed):
    _, lower, upper = newcombe(*counts)
    assert (round(float(lower), 4), round(float(upper), 4)) == printed


@given(parts, parts, confidences)
def test_newcombe_brackets_the_difference_and_changes_sign_with_the_order(one, other, confidence):
    difference, lower, upper = newcombe(*one, *other, confidence)
    assert -1 - 1e-12 <= lower <= difference <= upper <= 1 + 1e-12
    swapped, swapped_lower, swapped_upper = newcombe(*other, *one, confidence)
    assert (swapped, swapped_lower, swapped_upper) == (-difference, -upper, -lower)


def test_newcombe_says_which_side_has_no_denominator():
    assert newcombe([1, 0], [2, 0], [0, 1], [0, 2]).reason.tolist() == [Reason.NO_DENOMINATOR] * 2


def test_goodman_is_the_score_interval_at_the_shared_level():
    counts = np.array([1, 12, 61, 5])
    share, lower, upper = goodman(counts)
    assert share.sum() == pytest.approx(1)
    for i, count in enumerate(counts):
        alone = wilson(count, 79, 1 - 0.05 / 4)
        assert [lower[i], upper[i]] == pytest.approx([float(alone.lower), float(alone.upper)], rel=1e-12)


def test_goodman_wants_levels():
    with pytest.raises(ArgumentError, match="counts_by_level"):
        goodman([3])
    with pytest.raises(ArgumentError, match="counts_by_level"):
        goodman(3)


def test_goodman_of_nothing_has_a_reason():
    assert goodman([[0, 0], [1, np.nan]]).reason.tolist() == [
        [Reason.NO_DENOMINATOR] * 2,
        [Reason.MISSING] * 2,
    ]


@given(st.integers(1, 50), parts)
def test_equal_weights_are_the_unweighted_share(weight, part):
    x, n = part
    weighted = wilson_weighted(weight * x, weight * n, weight * weight * n)
    for limit, plain in zip(weighted, wilson(x, n), strict=True):
        assert limit == pytest.approx(plain, rel=1e-9, abs=1e-12)


@given(st.lists(st.tuples(st.integers(1, 200), st.booleans()), min_size=1, max_size=40))
def test_weighted_share_is_its_sums(homes):
    beds, good = np.array(homes).T
    share, lower, upper = weighted_share(beds, good)
    assert share == pytest.approx(sum(b for b, g in homes if g) / sum(b for b, _ in homes))
    assert lower <= share <= upper
    assert 1 <= effective_n(beds.sum(), (beds**2).sum()) <= len(homes) + 1e-9


def test_weights_of_nothing_have_a_reason():
    assert wilson_weighted([0, None], [0, 4], [0, 8]).reason.tolist() == [
        Reason.NO_DENOMINATOR,
        Reason.MISSING,
    ]
    assert np.isnan(effective_n(0, 0))
    with pytest.raises(ArgumentError, match="sum_wy"):
        wilson_weighted(5, 4, 8)


def test_proportion_carries_its_value():
    assert tuple(proportion(0, 0).reason.shape) == ()
    value, lower, upper = proportion([5], [10], [0.95])
    assert value.shape == (1,)
    assert lower.shape == upper.shape == (1, 1)
