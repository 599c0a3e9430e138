"""Means and their limits, against SciPy's interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.means import mean, mean_limits

samples = st.lists(st.floats(-1000, 1000), min_size=2, max_size=30).filter(lambda v: np.std(v) > 1e-3)


@given(samples, st.floats(0.5, 0.999))
def test_the_limits_are_students(values, confidence):
    value, lower, upper = mean(values, confidence)
    low, high = stats.t.interval(confidence, len(values) - 1, np.mean(values), stats.sem(values))
    assert [value, lower, upper] == pytest.approx([np.mean(values), low, high], rel=1e-7, abs=1e-7)


@given(samples)
def test_the_sums_of_sql_give_the_same(values):
    from_rows = mean(values, (0.95, 0.998))
    from_sums = mean_limits(np.mean(values), np.std(values, ddof=1), len(values), (0.95, 0.998))
    np.testing.assert_allclose(from_rows.lower, from_sums.lower, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(from_rows.upper, from_sums.upper, rtol=1e-9, atol=1e-9)


def test_what_is_missing_has_a_reason():
    assert mean([[1, 2], [1, np.nan]]).reason.tolist() == [0, Reason.MISSING]
    assert mean([1]).reason == Reason.TOO_FEW_POINTS
    assert mean([]).reason == Reason.TOO_FEW_POINTS
    found = mean_limits([5, 5, None], [1, None, 1], [9, 1, 9])
    assert found.reason.tolist() == [0, Reason.TOO_FEW_POINTS, Reason.MISSING]
    assert np.isnan(found.value[1:]).all()


def test_a_negative_deviation_is_refused():
    with pytest.raises(ArgumentError, match="deviation"):
        mean_limits(1, -1, 5)
