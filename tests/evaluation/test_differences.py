"""Difference in differences against a calculation by hand, and the error rate of its interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.evaluation.differences import difference_in_differences, event_study, pretrend
from careplace.evaluation.panel import Panel
from careplace.evaluation.results import Conclusion, DesignError


def panel(outcome, event=12, treated=0, **more):
    outcome = np.asarray(outcome, dtype=float)
    return Panel(tuple(f"place {row}" for row in range(len(outcome))), outcome, treated, event, **more)


def noise(places, periods=24, seed=1):
    return np.random.default_rng(seed).normal(size=(places, periods))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(2, 60), st.integers(0, 2**32 - 1), st.integers(8, 20))
def test_the_value_is_the_difference_of_two_differences(places, seed, event):
    outcome = noise(places, 24, seed)
    change = [np.mean(row[event:]) - np.mean(row[:event]) for row in outcome]
    expected = change[0] - sum(change[1:]) / (places - 1)
    assert difference_in_differences(panel(outcome, event)).value == pytest.approx(expected)


def test_an_effect_on_top_of_what_others_do_too_is_found():
    outcome = noise(60) + np.linspace(0, 5, 24)
    outcome[0, 12:] += 3
    effect = difference_in_differences(panel(outcome))
    assert effect.lower < 3 < effect.upper
    assert effect.conclusion == Conclusion.HIGHER
    assert effect.p_value == pytest.approx(1 / 60)


@pytest.mark.parametrize(("controls", "interval"), [(38, False), (39, True)])
def test_it_has_an_interval_from_39_places_to_compare_with(controls, interval):
    effect = difference_in_differences(panel(noise(controls + 1)))
    assert (effect.lower is not None) == interval
    assert effect.no_interval == ("" if interval else "38 places to compare with, fewer than 39")
    assert interval or effect.conclusion == Conclusion.NOT_TESTED


@pytest.mark.parametrize(("places", "least", "most"), [(40, 0.93, 0.97), (80, 0.93, 0.97), (150, 0.93, 0.98)])
def test_the_interval_holds_the_truth_as_often_as_it_says(places, least, most):
    rng, hits = np.random.default_rng(5), []
    for _ in range(1500):
        walk = rng.normal(size=(places, 24)).cumsum(axis=1) * 0.2 + rng.normal(size=(places, 24))
        walk[0, 12:] += 1
        effect = difference_in_differences(panel(walk))
        hits.append(effect.lower <= 1 <= effect.upper)
    assert least <= np.mean(hits) <= most


def test_a_place_that_drew_apart_before_is_given_no_direction():
    outcome = noise(60)
    outcome[0] += np.arange(24) * 0.5
    effect = difference_in_differences(panel(outcome))
    assert pretrend(panel(outcome)).holds is False
    assert effect.p_value < 0.05
    assert effect.conclusion == Conclusion.NOT_CLEAR


def test_the_event_study_is_zero_on_average_before_the_event_and_shows_the_effect_after_it():
    outcome = noise(60)
    outcome[0, 12:] += 4
    study = event_study(panel(outcome))
    assert np.mean(study.gap[:12]) == pytest.approx(0)
    assert np.mean(study.gap[12:]) == pytest.approx(difference_in_differences(panel(outcome)).value)
    assert np.mean(study.gap[12:] > study.upper[12:]) > 0.8
    assert event_study(panel(noise(39))).lower is None


def test_places_with_a_missing_period_are_left_out_and_named():
    outcome = noise(4)
    outcome[2, 5] = np.nan
    found = panel(outcome)
    assert found.left_out == ("place 2",)
    assert found.controls.tolist() == [1, 3]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event": 0}, "event: found period 1, outside the 24 periods"),
        ({"event": 24}, "event: found period 25, outside the 24 periods"),
        ({"event": 7}, "found 7 before the event and 17 after it"),
        ({"event": 22}, "found 22 before the event and 2 after it"),
        ({"treated": 5}, "treated: found row 5 of 5 places"),
        ({"also_treated": frozenset({"place 3"})}, "place 3 had the change too"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(change, message):
    with pytest.raises(DesignError, match=message):
        panel(noise(5), **change)


def test_a_treated_place_without_an_outcome_and_a_panel_without_controls_are_refused():
    outcome = noise(3)
    outcome[0, 3] = np.nan
    with pytest.raises(DesignError, match="place 0 has no value in 1 periods"):
        panel(outcome)
    outcome[1:, 4] = np.nan
    with pytest.raises(DesignError, match="no other place has a value in every period"):
        panel(np.vstack([noise(1), outcome[1:]]))
    with pytest.raises(DesignError, match="expected a row for each of 2 places"):
        Panel(("a", "b"), noise(3), 0, 12)
