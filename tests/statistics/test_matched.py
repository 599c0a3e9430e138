"""Tests of matched ratings, against SciPy's binomial test and the matrix written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.matched import mcnemar, moved, stuart_maxwell

tables = st.lists(st.lists(st.integers(1, 60), min_size=4, max_size=4), min_size=4, max_size=4)


@given(st.integers(0, 200), st.integers(0, 200))
def test_mcnemar_is_the_binomial_test(better, worse):
    p = binomtest(better, better + worse).pvalue if better + worse else 1
    assert mcnemar(better, worse).p == pytest.approx(p, rel=1e-9)
    assert mcnemar(better, worse).p == mcnemar(worse, better).p


def test_mcnemar_says_what_is_missing():
    found = mcnemar([3, None, 0], [1, 2, 0])
    assert found.reason.tolist() == [0, Reason.MISSING, 0]
    assert found.p[2] == 1
    assert found.statistic.tolist()[2] == 0
    assert np.isnan(found.p[1])


def slow_stuart_maxwell(table) -> float:
    t = np.array(table, dtype=float)
    d = (t.sum(axis=1) - t.sum(axis=0))[:-1]
    s = np.array(
        [
            [t[i].sum() + t[:, i].sum() - 2 * t[i, i] if i == j else -(t[i, j] + t[j, i]) for j in range(3)]
            for i in range(3)
        ]
    )
    return float(d @ np.linalg.solve(s, d))


@given(tables)
def test_stuart_maxwell_is_the_form_without_the_last_level(table):
    found = stuart_maxwell(table)
    assert found.statistic == pytest.approx(slow_stuart_maxwell(table), rel=1e-8, abs=1e-9)
    assert found.degrees == 3
    assert found.p == pytest.approx(chi2.sf(slow_stuart_maxwell(table), 3), rel=1e-7)


@given(tables, st.permutations(range(4)))
def test_stuart_maxwell_does_not_depend_on_the_order_of_levels(table, order):
    t = np.array(table)
    one, other = stuart_maxwell(t), stuart_maxwell(t[np.ix_(order, order)])
    assert one.statistic == pytest.approx(other.statistic, rel=1e-8, abs=1e-9)


@given(st.integers(1, 50), st.integers(1, 50))
def test_two_levels_are_mcnemars(better, worse):
    two, four = [[5, worse], [better, 7]], np.zeros((4, 4))
    four[:2, :2] = two
    assert stuart_maxwell(two).statistic == pytest.approx(mcnemar(better, worse).statistic, abs=1e-9)
    # Levels that nobody has change nothing.
    assert stuart_maxwell(four).statistic == pytest.approx(stuart_maxwell(two).statistic, abs=1e-9)
    assert stuart_maxwell(four).degrees == 1


def test_no_change_is_no_evidence():
    found = stuart_maxwell([np.diag([5, 6, 7]), [[1, 2, np.nan]] * 3])
    assert found.p[0] == 1
    assert found.degrees[0] == 0
    assert found.reason.tolist() == [0, Reason.MISSING]
    assert np.isnan(found.statistic[1])


def test_moves_are_counted_from_the_best_level_first():
    better, same, worse = moved([[10, 2, 0], [5, 20, 1], [3, 0, 4]])
    assert (better, same, worse) == (8, 34, 3)


def test_bad_tables_are_refused():
    with pytest.raises(ArgumentError, match=r"^table: "):
        stuart_maxwell([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ArgumentError, match=r"^better: "):
        mcnemar(1.5, 2)
    with pytest.raises(ArgumentError, match=r"^worse: "):
        mcnemar(1, -2)
