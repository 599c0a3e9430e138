"""A change of level at a known point: against SciPy where neighbours are independent, a slow oracle, and its error rate."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.examples import examples

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.level_change import level_change

points = st.lists(st.floats(-100, 100) | st.just(float("nan")), min_size=14, max_size=40)


def slow(values, start, confidence):
    """The same by loops: (value, lower, upper), or None where a side has too few points or nothing varies."""
    sides = [values[:start], values[start:]]
    known = [[v for v in side if v == v] for side in sides]
    if min(map(len, known)) < 7:
        return None
    means = [sum(side) / len(side) for side in known]
    squares = [sum((v - m) ** 2 for v in side) for side, m in zip(known, means, strict=True)]
    if sum(squares) == 0:
        return None
    n = sum(map(len, known))
    products = [
        (a - m) * (b - m)
        for side, m in zip(sides, means, strict=True)
        for a, b in pairwise(side)
        if a == a and b == b
    ]
    raw = (sum(products) / len(products)) / (sum(squares) / n) if products else 0.0
    r = min(max(raw + (1 + 3 * raw) / n, 0.0), 0.9)
    inflation = (1 + r) / (1 - r)
    variance = sum(square / (len(side) - 1) / len(side) for square, side in zip(squares, known, strict=True))
    margin = stats.t.ppf(0.5 + confidence / 2, max((n - 2) / inflation, 2.0)) * (variance * inflation) ** 0.5
    return means[1] - means[0], means[1] - means[0] - margin, means[1] - means[0] + margin


@settings(max_examples=examples(200), deadline=None)
@given(points, st.integers(0, 40), st.floats(0.5, 0.99))
def test_it_is_the_slow_calculation(values, start, confidence):
    start = min(start, len(values))
    expected, change = slow(values, start, confidence), level_change(values, start, confidence)
    if expected is None:
        assert np.isnan(change.value)
        assert change.reason != Reason.STANDS
    elif np.nanstd(values) > 1e-6:  # below that, sums of decimals differ
        assert [float(part) for part in change] == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_where_neighbours_alternate_it_is_welch_with_pooled_freedom():
    before, after = [1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 1.0, 3.0], [6.0, 9.0, 6.0, 9.0, 6.0, 9.0, 6.0, 9.0]
    change = level_change(before + after, 8)
    error = np.sqrt(np.var(before, ddof=1) / 8 + np.var(after, ddof=1) / 8)
    margin = stats.t.ppf(0.975, 14) * error
    assert list(map(float, change)) == pytest.approx([5.5, 5.5 - margin, 5.5 + margin])


def test_many_series_at_once_are_each_as_one():
    rng = np.random.default_rng(3)
    many = rng.normal(size=(4, 5, 30))
    together = level_change(many, 12)
    for place in np.ndindex(4, 5):
        one = level_change(many[place], 12)
        assert [part[place] for part in together] == pytest.approx([float(part) for part in one])


@pytest.mark.parametrize(("correlation", "most"), [(0.0, 0.06), (0.3, 0.10), (0.6, 0.14)])
def test_false_alarms_stay_within_what_the_methods_page_says(correlation, most):
    rng = np.random.default_rng(11)
    noise = rng.normal(size=(4000, 24))
    for month in range(1, 24):
        noise[:, month] = correlation * noise[:, month - 1] + np.sqrt(1 - correlation**2) * noise[:, month]
    _, lower, upper = level_change(noise, 12)
    assert 0.02 < np.mean((lower > 0) | (upper < 0)) < most


def test_what_cannot_be_calculated_says_why():
    assert level_change([1.0] * 6 + [2.0] * 20, 6).reason == Reason.TOO_FEW_POINTS
    assert level_change([1.0] * 10 + [1.0] * 10, 10).reason == Reason.NO_VARIATION
    assert level_change([1.0] * 10 + [2.0] * 10, 10).reason == Reason.NO_VARIATION
    assert level_change([np.nan], 0).reason == Reason.TOO_FEW_POINTS


@pytest.mark.parametrize(
    ("start", "confidence", "name"), [(21, 0.95, "start"), (-1, 0.95, "start"), (5, 1.0, "confidence")]
)
def test_arguments_that_cannot_be_are_refused(start, confidence, name):
    with pytest.raises(ArgumentError, match=name):
        level_change([1.0] * 20, start, confidence)
