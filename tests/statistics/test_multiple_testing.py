"""The false discovery rate, against SciPy and the definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.multiple_testing import benjamini_hochberg

some_p = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(some_p)
def test_adjusted_p_is_scipys(p):
    np.testing.assert_allclose(benjamini_hochberg(p).p, false_discovery_control(p), rtol=1e-12)


@given(some_p, st.floats(0.01, 0.5))
def test_findings_are_those_of_the_step_up_procedure(p, q):
    ordered = sorted(p)
    passing = [value for i, value in enumerate(ordered, 1) if value * len(p) / i <= q]
    cut = max(passing, default=-1.0)
    assert (benjamini_hochberg(p).p <= q).tolist() == [value <= cut for value in p]


@given(some_p, st.integers(1, 5))
def test_missing_tests_are_not_counted(p, missing):
    found = benjamini_hochberg([*p, *[None] * missing])
    np.testing.assert_allclose(found.p[: len(p)], benjamini_hochberg(p).p)
    assert found.reason.tolist() == [0] * len(p) + [Reason.MISSING] * missing
    assert np.isnan(found.p[len(p) :]).all()


def test_rows_are_adjusted_each_for_itself():
    p = np.random.default_rng(1).random((4, 9))
    np.testing.assert_allclose(benjamini_hochberg(p).p[2], benjamini_hochberg(p[2]).p)


@pytest.mark.parametrize("bad", [-0.1, 1.1])
def test_p_lies_within_0_and_1(bad):
    with pytest.raises(ArgumentError, match=r"^p: "):
        benjamini_hochberg([0.5, bad])
