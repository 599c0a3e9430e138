"""Interrupted time series: against generalised least squares written out, and its error rates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.evaluation.counts import interrupted_counts, quasi_poisson
from careplace.evaluation.interrupted import (
    STEP,
    Interrupted,
    interrupted,
    newey_west,
    restricted_likelihood,
    whitened,
)
from careplace.evaluation.results import Conclusion, DesignError


def autoregression(n, correlation, seed):
    rng = np.random.default_rng(seed)
    errors = rng.normal(size=n)
    for period in range(1, n):
        errors[period] = correlation * errors[period - 1] + np.sqrt(1 - correlation**2) * errors[period]
    return errors


@settings(max_examples=examples(50), deadline=None)
@given(st.floats(-0.9, 0.9), st.integers(0, 2**32 - 1))
def test_the_likelihood_is_that_of_the_whole_covariance_written_out(correlation, seed):
    y, n = autoregression(30, 0.4, seed), 30
    x = Interrupted(y, 15).design
    covariance = correlation ** np.abs(np.subtract.outer(np.arange(n), np.arange(n))) / (1 - correlation**2)
    inverse = np.linalg.inv(covariance)
    information = x.T @ inverse @ x
    residuals = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
    squares = residuals @ inverse @ residuals
    expected = -0.5 * (
        (n - x.shape[1]) * np.log(squares)
        + np.linalg.slogdet(information)[1]
        + np.linalg.slogdet(covariance)[1]
    )
    assert restricted_likelihood(x, y, correlation) == pytest.approx(expected, rel=1e-8)
    white = whitened(x, correlation)
    assert white.T @ white == pytest.approx(information, rel=1e-8, abs=1e-8)


def test_a_step_is_found_and_a_slope_alone_is_none():
    y = autoregression(60, 0.3, 2) + 0.1 * np.arange(60)
    assert interrupted(Interrupted(y, 30)).conclusion == Conclusion.NOT_CLEAR
    y[30:] -= 4
    effect = interrupted(Interrupted(y, 30))
    assert effect.lower < -4 < effect.upper
    assert effect.conclusion == Conclusion.LOWER


@pytest.mark.parametrize(("n", "correlation", "least"), [(48, 0.0, 0.92), (120, 0.3, 0.93)])
def test_the_interval_holds_the_truth_where_newey_wests_is_too_short(n, correlation, least):
    hits = {interrupted: 0, newey_west: 0}
    for seed in range(400):
        y = autoregression(n, correlation, seed)
        y[n // 2 :] += 1
        for method in hits:
            effect = method(Interrupted(y, n // 2))
            hits[method] += effect.lower <= 1 <= effect.upper
    assert least <= hits[interrupted] / 400 <= 0.98
    assert hits[newey_west] < hits[interrupted]


def test_under_24_points_there_is_no_interval():
    effect = interrupted(Interrupted(autoregression(23, 0, 1), 12))
    assert (effect.lower, effect.no_interval) == (None, "23 points, fewer than 24")
    assert effect.conclusion == Conclusion.NOT_TESTED
    counts = interrupted_counts(Interrupted(np.full(23, 9.0), 12), np.full(23, 100.0))
    assert (counts.upper, counts.conclusion) == (None, Conclusion.NOT_TESTED)


@pytest.mark.parametrize(
    ("y", "event", "message"),
    [
        (np.arange(30.0), 0, "event: found period 1, outside the 30 periods"),
        (np.arange(30.0), 30, "event: found period 31"),
        (np.arange(30.0), 25, "found 25 before the event and 5 after it, expected at least 8"),
        (np.append(np.arange(29.0), np.nan), 15, "1 periods have no value"),
    ],
)
def test_what_cannot_be_asked_is_refused(y, event, message):
    with pytest.raises(DesignError, match=message):
        Interrupted(y, event)


def test_counts_recover_a_ratio_of_rates_with_a_changing_population():
    rng = np.random.default_rng(6)
    population = np.linspace(10_000, 30_000, 120)
    rates = np.where(np.arange(120) >= 60, 0.006, 0.01)
    effect = interrupted_counts(Interrupted(rng.poisson(population * rates).astype(float), 60), population)
    assert effect.lower < 0.6 < effect.upper
    assert effect.no_effect == 1
    assert effect.conclusion == Conclusion.LOWER


def test_the_fit_solves_the_score_equations():
    y = np.random.default_rng(7).poisson(20, size=40).astype(float)
    series, population = Interrupted(y, 20, season=12, bend=True), np.linspace(50, 90, 40)
    model = quasi_poisson(series.design, y, population)
    fitted = np.exp(series.design @ model.coefficients) * population
    assert series.design.T @ (y - fitted) == pytest.approx(np.zeros(series.design.shape[1]), abs=1e-6)
    assert model.dispersion == pytest.approx(
        np.sum((y - fitted) ** 2 / fitted) / (40 - series.design.shape[1])
    )
    assert series.design[:, STEP].sum() == 20


def test_residuals_that_are_alike_take_the_direction_away():
    waves = np.round(200 + 80 * np.sin(np.arange(60) / 4) + np.where(np.arange(60) >= 30, 120, 0))
    effect = interrupted_counts(Interrupted(waves, 30), np.full(60, 1000.0))
    assert effect.checks[0].holds is False
    assert effect.conclusion == Conclusion.NOT_CLEAR


@pytest.mark.parametrize(
    ("counts", "population", "message"),
    [
        (np.full(30, -1.0), np.full(30, 5.0), "whole counts of at least 0"),
        (np.full(30, 1.5), np.full(30, 5.0), "whole counts of at least 0"),
        (np.full(30, 1.0), np.full(30, 0.0), "population: expected numbers above 0"),
        (np.full(30, 1.0), np.full(29, 1.0), "population: found 29 periods, expected 30"),
    ],
)
def test_counts_and_populations_that_cannot_be_are_refused(counts, population, message):
    with pytest.raises(DesignError, match=message):
        interrupted_counts(Interrupted(counts, 15), population)
