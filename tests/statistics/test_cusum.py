"""CUSUMs, against the sum written out, and thresholds against fresh simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.cusum import cusum, event_steps, event_threshold, z_steps, z_threshold
from careplace.statistics.estimates import Reason


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=50))
def test_sums_are_the_sums_written_out(steps):
    sums, total = [], 0.0
    for step in steps:
        total = max(0.0, total + step)
        sums.append(total)
    np.testing.assert_allclose(cusum(steps).sums, sums, atol=1e-9)


def test_the_first_alarm_is_named():
    found = cusum([[1, 1, 1, -9, 4], [0, 0, 0, 0, 0], [-1, -1, 3, 0, 0]], threshold=3)
    assert found.alarm.tolist() == [2, -1, 2]
    assert cusum([9, 9]).alarm == -1


def test_a_gap_makes_the_series_missing():
    found = cusum([[1, np.nan, 1], [1, 1, 1]], threshold=2)
    assert found.reason.tolist() == [Reason.MISSING, 0]
    assert found.alarm.tolist() == [-1, 1]
    assert np.isnan(found.sums[0]).all()


def test_steps():
    assert z_steps([1, None]).tolist()[0] == 0.5
    steps = event_steps([0, 1, None], 0.05, 0.1)
    assert steps[0] < 0 < steps[1]
    assert np.isnan(steps[2])


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_z_alarms_falsely_as_often_as_stated(rate):
    threshold = z_threshold(24, rate)
    fresh = cusum(z_steps(np.random.default_rng(7).standard_normal((40_000, 24))), threshold)
    assert (fresh.alarm >= 0).mean() == pytest.approx(rate, rel=0.15)


def test_events_alarm_falsely_no_more_often_than_stated():
    threshold = event_threshold(200, 0.05, 0.05, 0.1)
    draws = np.random.default_rng(7).random((20_000, 200)) < 0.05
    # Sums of events move in steps, so the rate cannot always be met exactly from below.
    assert 0.02 < (cusum(event_steps(draws, 0.05, 0.1), threshold).alarm >= 0).mean() < 0.06


def test_a_worse_service_alarms_sooner():
    threshold = z_threshold(36, 0.01)
    worse = cusum(z_steps(np.random.default_rng(7).normal(1, 1, (2000, 36))), threshold)
    assert (worse.alarm >= 0).mean() > 0.95


def test_thresholds_are_repeatable_and_rise_with_length():
    assert z_threshold(24, 0.01) == z_threshold(24, 0.01)
    assert z_threshold(12, 0.01) < z_threshold(24, 0.01) < z_threshold(24, 0.002)


def test_bad_arguments_are_named():
    with pytest.raises(ArgumentError, match=r"^false_alarms: "):
        z_threshold(24, 0)
    with pytest.raises(ArgumentError, match=r"^simulated: "):
        z_threshold(24, 0.0001)
    with pytest.raises(ArgumentError, match=r"^worse: "):
        event_steps([0, 1], 0.1, 0.05)
    with pytest.raises(ArgumentError, match=r"^events: "):
        event_steps([0, 2], 0.05, 0.1)


def test_each_event_may_have_a_risk_of_its_own():
    usual, worse = np.array([0.05, 0.2, 0.5]), np.array([0.1, 0.33, 0.67])
    steps = event_steps([1, 0, 1], usual, worse)
    alone = [event_steps(x, u, w) for x, u, w in zip([1, 0, 1], usual, worse, strict=True)]
    np.testing.assert_allclose(steps, alone)
    with pytest.raises(ArgumentError, match=r"^usual: expected one risk or 4"):
        event_threshold(4, 0.05, usual, worse)


def test_the_threshold_of_mixed_risks_has_its_false_alarm_rate():
    usual = np.tile([0.1, 0.2, 0.4], 40)
    worse = 2 * usual / (1 + usual)
    threshold = event_threshold(120, 0.05, usual, worse)
    draws = np.random.default_rng(3).random((4000, 120)) < usual
    assert 0.03 < (cusum(event_steps(draws, usual, worse), threshold).alarm >= 0).mean() < 0.07
