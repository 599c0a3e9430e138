"""Agreement of two coders: against statsmodels, irrCAC and a slow oracle, and where it cannot be given."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from careplace.statistics.agreement import agreement
from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason

CELLS = [(1, 2, 3, 194), (40, 5, 3, 152), (20, 10, 5, 15), (2, 30, 30, 2)]
STATSMODELS = [
    (0.2732558, -0.1691114, 0.7156230),
    (0.8834669, 0.8045448, 0.9623889),
    (0.4, 0.1510923, 0.6489077),
    (-0.875, -0.9936079, -0.7563921),
]
"""(kappa, lower, upper) by statsmodels 0.14, `cohens_kappa`."""
IRRCAC = [
    (0.97411, 0.95094, 0.99728),
    (0.93910, 0.89617, 0.98203),
    (0.40594, 0.14174, 0.67015),
    (-0.875, -0.99689, -0.75311),
]
"""(AC1, lower, upper) by irrCAC 0.4, `gwet`."""
cells = st.tuples(*[st.integers(0, 40)] * 4)


@pytest.mark.parametrize(("counts", "expected"), list(zip(CELLS, STATSMODELS, strict=True)))
def test_kappa_is_that_of_statsmodels(counts, expected):
    assert list(map(float, agreement(*counts).kappa)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("counts", "expected"), list(zip(CELLS, IRRCAC, strict=True)))
def test_ac1_is_that_of_irrcac(counts, expected):
    assert list(map(float, agreement(*counts).ac1)) == pytest.approx(expected, abs=2e-5)


def test_a_rare_code_has_a_low_kappa_and_a_high_ac1():
    rare = agreement(1, 2, 3, 194)
    assert float(rare.agreed.value) == pytest.approx(0.975)
    assert float(rare.prevalence) == pytest.approx(0.0175)
    assert float(rare.kappa.value) < 0.3 < 0.9 < float(rare.ac1.value)


def slow(a, b, c, d):
    """(kappa, AC1, AC1's margin) from the list of segments, each (has the code by the first, by the second)."""
    segments = [(1, 1)] * a + [(1, 0)] * b + [(0, 1)] * c + [(0, 0)] * d
    n = len(segments)
    agreed = sum(x == y for x, y in segments) / n
    first, second = (sum(pair[i] for pair in segments) / n for i in (0, 1))
    by_chance = first * second + (1 - first) * (1 - second)
    kappa = (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else None
    yes = (first + second) / 2
    chance = 2 * yes * (1 - yes)
    ac1 = (agreed - chance) / (1 - chance)
    squares = 0.0
    for x, y in segments:
        own = ((x == y) - chance) / (1 - chance)
        moved = ((x + y) * (1 - yes) + (2 - x - y) * yes) / 2
        squares += (own - 2 * (1 - ac1) * (moved - chance) / (1 - chance) - ac1) ** 2
    margin = stats.t.ppf(0.975, n - 1) * (squares / n / (n - 1)) ** 0.5 if n > 1 else None
    return kappa, ac1, margin


@given(cells.filter(any))
def test_it_is_the_slow_calculation(counts):
    kappa, ac1, margin = slow(*counts)
    result = agreement(*counts)
    assert isnan(result.kappa.value) if kappa is None else float(result.kappa.value) == pytest.approx(kappa)
    if margin is None:
        assert result.ac1.reason == Reason.TOO_FEW_POINTS
    else:
        assert float(result.ac1.value) == pytest.approx(ac1)
        assert float(result.ac1.upper) == pytest.approx(min(1, ac1 + margin), abs=1e-9)


@given(cells.filter(any))
def test_it_does_not_matter_who_is_first_nor_which_answer_is_yes(counts):
    a, b, c, d = counts
    for other in (agreement(a, c, b, d), agreement(d, b, c, a)):
        for name in ("kappa", "ac1", "agreed"):
            ours, theirs = getattr(agreement(*counts), name), getattr(other, name)
            np.testing.assert_allclose(list(ours), list(theirs), atol=1e-9)


@given(cells.filter(any))
def test_limits_enclose_the_value_and_stay_within_one(counts):
    for value, lower, upper in (agreement(*counts).kappa, agreement(*counts).ac1):
        assert isnan(value) or -1 <= lower <= value <= upper <= 1


def test_a_code_that_nobody_gave_has_no_kappa():
    nobody = agreement(0, 0, 0, 50)
    assert isnan(nobody.kappa.value)
    assert nobody.kappa.reason == Reason.NO_VARIATION
    assert float(nobody.ac1.value) == 1


def test_no_segments_and_missing_counts_say_why():
    result = agreement([0, np.nan], 0, 0, [0, 3])
    assert list(result.kappa.reason) == [Reason.NO_DENOMINATOR, Reason.MISSING]
    assert list(result.ac1.reason) == [Reason.NO_DENOMINATOR, Reason.MISSING]
    assert np.isnan(result.ac1.value).all()


def test_many_codes_at_once_are_each_code_alone():
    together = agreement(*np.array(CELLS).T)
    for i, counts in enumerate(CELLS):
        assert [part[i] for part in together.ac1] == list(map(float, agreement(*counts).ac1))
        assert [part[i] for part in together.kappa] == list(map(float, agreement(*counts).kappa))


@pytest.mark.parametrize("wrong", [(-1, 0, 0, 1), ([1, 2], [1, 2, 3], 0, 0)])
def test_counts_that_cannot_be_are_refused(wrong):
    with pytest.raises(ArgumentError):
        agreement(*wrong)


def test_a_higher_confidence_is_wider():
    narrow, wide = (agreement(20, 10, 5, 15, level) for level in (0.8, 0.99))
    assert wide.kappa.lower < narrow.kappa.lower
    assert wide.ac1.lower < narrow.ac1.lower
