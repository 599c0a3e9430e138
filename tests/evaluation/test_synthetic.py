"""Synthetic control: weights against a general solver, placebos, and what is said of a bad fit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.examples import examples

from careplace.evaluation.panel import Panel
from careplace.evaluation.results import Conclusion
from careplace.evaluation.synthetic import fit, fits, simplex_weights, synthetic_control


def slow(target, donors):
    """The same weights by a general solver for constrained problems."""
    count = len(donors)
    found = minimize(
        lambda w: np.sum(np.square(target - w @ donors)),
        np.full(count, 1 / count),
        bounds=[(0, 1)] * count,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"maxiter": 2000, "ftol": 1e-14},
    )
    return found.x


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(2, 8), st.integers(8, 20), st.integers(0, 2**32 - 1), st.floats(0.01, 1000))
def test_the_weights_fit_as_well_as_a_general_solvers(donors, periods, seed, scale):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(donors, periods)), rng.normal(size=periods)
    weights = simplex_weights(y * scale, x * scale)
    assert weights.sum() == pytest.approx(1)
    assert weights.min() >= 0
    ours, theirs = (np.sum(np.square(y - w @ x)) for w in (weights, slow(y, x)))
    assert ours <= theirs * (1 + 1e-6) + 1e-9


def test_a_place_that_is_a_mean_of_others_is_found_again():
    x = np.random.default_rng(2).normal(size=(10, 40)).cumsum(axis=1)
    target = 0.7 * x[3] + 0.3 * x[8]
    weights = fit(target, x, 30).weights
    assert weights == pytest.approx([0, 0, 0, 0.7, 0, 0, 0, 0, 0.3, 0], abs=1e-6)


def made(effect, places=50, periods=60, event=40, seed=4):
    """Places driven by two shared factors and noise of their own; the first changes by `effect` at the event."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(2, periods)).cumsum(axis=1)
    outcome = rng.uniform(0.2, 0.8, size=(places, 2)) @ factors + rng.normal(size=(places, periods)) * 0.3
    outcome[0, event:] += effect
    return Panel(tuple(f"place {row}" for row in range(places)), outcome, 0, event)


def test_an_effect_is_found_and_none_is_not():
    effect = synthetic_control(made(2.0))
    assert effect.value == pytest.approx(2.0, abs=0.3)
    assert effect.conclusion == Conclusion.HIGHER
    assert synthetic_control(made(-2.0)).conclusion == Conclusion.LOWER
    assert synthetic_control(made(0.0)).conclusion == Conclusion.NOT_CLEAR


def test_p_counts_the_places_whose_gap_grew_as_much():
    panel = made(0.2)
    treated, placebos = fits(panel)
    assert len(placebos) == 49
    expected = (1 + sum(placebo.ratio >= treated.ratio for placebo in placebos)) / 50
    assert synthetic_control(panel).p_value == expected


def test_a_place_is_never_its_own_donor():
    panel = made(0.0, places=5)
    _, placebos = fits(panel)
    assert [len(placebo.weights) for placebo in placebos] == [3, 3, 3, 3]
    assert all(placebo.error_before > 0.01 for placebo in placebos)


def test_under_39_places_it_tests_nothing():
    effect = synthetic_control(made(2.0, places=39))
    assert (effect.p_value, effect.no_interval) == (None, "38 places to compare with, fewer than 39")
    assert effect.conclusion == Conclusion.NOT_TESTED


def test_a_place_that_no_others_follow_is_given_no_direction():
    panel = made(5.0)
    outcome = panel.outcome.copy()
    outcome[0, : panel.event] = np.random.default_rng(9).normal(size=panel.event) * 9
    effect = synthetic_control(Panel(panel.places, outcome, 0, panel.event))
    assert effect.checks[0].holds is False
    assert effect.conclusion in (Conclusion.NOT_CLEAR, Conclusion.NOT_TESTED)


def test_false_alarms_are_as_rare_as_chance_allows():
    rng, alarms = np.random.default_rng(8), 0
    for _ in range(200):
        outcome = rng.normal(size=(40, 30))
        panel = Panel(tuple(map(str, range(40))), outcome, 0, 20)
        alarms += synthetic_control(panel).p_value <= 0.05
    assert alarms / 200 <= 0.09
