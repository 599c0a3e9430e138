"""The pooled model of mixes: known truth, numerical integrals, and how the probabilities behave."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.ordinal import area_mixes, fit

THRESHOLDS = np.array([-3.0, 1.2, 3.5])


def mix_of(effect: float) -> np.ndarray:
    return -np.diff(np.r_[1, expit(effect - THRESHOLDS), 0])


@pytest.fixture(scope="module")
def truth() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(20150723)
    effects = rng.normal(0, 0.4, 120)
    levels = [rng.multinomial(n, mix_of(b)) for n, b in zip(rng.integers(20, 500, 120), effects, strict=True)]
    return np.array(levels), effects


@pytest.fixture(scope="module")
def mixes(truth):
    return area_mixes(truth[0])


def test_the_truth_is_found(mixes):
    model = mixes.model
    assert model.spread == pytest.approx(0.4, abs=0.08)
    centre = model.thresholds - model.thresholds.mean()
    np.testing.assert_allclose(centre, THRESHOLDS - THRESHOLDS.mean(), atol=0.12)


def test_the_sum_over_the_grid_is_the_integral(truth):
    levels = truth[0][:6]
    model = fit(levels, np.arange(6))

    def of_area(counts):
        def density(b):
            p = -np.diff(np.r_[1, expit(b - model.thresholds), 0])
            return np.exp(counts @ np.log(p) - offset) * norm.pdf(b, 0, model.spread)

        offset = counts @ np.log(counts.clip(1) / counts.sum())
        return np.log(quad(density, -8 * model.spread, 8 * model.spread, limit=400, points=[0])[0]) + offset

    assert model.log_likelihood == pytest.approx(sum(of_area(c) for c in levels), rel=1e-8)


def test_effects_lie_in_their_intervals_about_as_often_as_stated(truth, mixes):
    shift = mixes.effect.mean() - truth[1].mean()
    inside = (mixes.lower <= truth[1] + shift) & (truth[1] + shift <= mixes.upper)
    assert 0.88 < inside.mean() <= 1


def test_mixes_are_shares_drawn_towards_the_average(truth, mixes):
    np.testing.assert_allclose(mixes.mix.sum(axis=1), 1)
    raw = truth[0] / truth[0].sum(axis=1, keepdims=True)
    pooled = truth[0].sum(axis=0) / truth[0].sum()
    assert np.abs(mixes.mix - pooled).mean() < np.abs(raw - pooled).mean()


def test_quarters_hold_a_quarter_of_areas(mixes):
    assert mixes.first_quarter.sum() == pytest.approx(30, abs=1e-9)
    assert mixes.last_quarter.sum() == pytest.approx(30, abs=1e-9)
    assert mixes.first_quarter[mixes.effect.argmin()] > 0.9
    assert mixes.last_quarter[mixes.effect.argmax()] > 0.9
    assert ((mixes.first_quarter > 0.05) & (mixes.first_quarter < 0.95)).mean() > 0.3


def test_an_area_without_locations_gets_the_average(truth):
    found = area_mixes(np.vstack([truth[0], np.zeros(4)]))
    assert found.effect[-1] == pytest.approx(0, abs=1e-9)
    assert found.first_quarter[-1] == pytest.approx(0.25, abs=0.08)
    assert found.upper[-1] - found.lower[-1] > found.upper[:-1].max() - found.lower[:-1].max()


def test_the_same_counts_give_the_same_probabilities(truth):
    one, other = area_mixes(truth[0], draws=500), area_mixes(truth[0], draws=500)
    assert np.array_equal(one.first_quarter, other.first_quarter)


def test_areas_that_do_not_differ_have_no_spread():
    found = area_mixes(np.tile([10, 200, 60, 8], (40, 1)))
    assert found.model.spread < 0.05
    np.testing.assert_allclose(found.mix, np.tile(np.array([10, 200, 60, 8]) / 278, (40, 1)), atol=0.005)
    assert found.first_quarter.max() < 0.5


def test_without_areas_or_covariates_thresholds_are_the_logits_of_shares():
    found = fit([[10, 70, 15, 5]])
    share = np.cumsum([0.1, 0.7, 0.15])
    np.testing.assert_allclose(found.thresholds, np.log(share / (1 - share)), rtol=1e-9)
    assert found.spread == 0


def test_one_row_for_each_location_is_the_same_as_counts():
    counts = np.array([[3, 5, 2], [1, 6, 4]])
    rows = np.repeat(np.tile(np.eye(3), (2, 1)), counts.ravel(), axis=0)
    area = np.repeat([0, 1], counts.sum(axis=1))
    one, other = fit(counts, np.arange(2)), fit(rows, area)
    np.testing.assert_allclose(one.thresholds, other.thresholds, atol=1e-5)
    assert one.log_likelihood == pytest.approx(other.log_likelihood)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (([1, 2, 3],), "levels"),
        (([[1, np.nan]],), "levels"),
        (([[1, 0, 2]],), "levels"),
        (([[1, 2]], [0, 1]), "area"),
        (([[1, 2]], [-1]), "area"),
        (([[1, 2]], [0.5]), "area"),
        (([[1, 2]], None, [[1], [2]]), "covariates"),
        (([[1, 2]], None, [[np.nan]]), "covariates"),
    ],
)
def test_bad_arguments_are_named(arguments, named):
    with pytest.raises(ArgumentError, match=f"^{named}: "):
        fit(*arguments)
