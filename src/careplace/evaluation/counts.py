"""Interrupted time series of counts: a ratio of rates before and after, with the spread that the counts show.

Quasi-Poisson regression on log rates with a population as offset (McCullagh and Nelder 1989; Bernal, Cummins and Gasparrini
2017 for its use here). The interval is widened by the dispersion; it takes no autocorrelation into account, so a series
whose residuals are correlated is refused a direction.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from careplace.evaluation.interrupted import FEWEST_POINTS, STEP, Interrupted
from careplace.evaluation.results import Check, DesignError, Effect

METHOD = "interrupted time series of counts, quasi-Poisson with a log offset; the value is a ratio of rates"
STEPS, CLOSE = 100, 1e-10
Z = 1.959963984540054


@dataclass(frozen=True)
class Model:
    """Coefficients on the log scale, their covariance without dispersion, the dispersion and Pearson residuals."""

    coefficients: np.ndarray
    covariance: np.ndarray
    dispersion: float
    residuals: np.ndarray


def interrupted_counts(series: Interrupted, population: np.ndarray) -> Effect:
    """The ratio of rates at the event with 95% limits (`series.outcome` are counts of at least 0).

    Raises:
        DesignError: a negative or broken count, or a population that is not above 0.
    """
    model = quasi_poisson(series.design, series.outcome, population)
    log_ratio, error = model.coefficients[STEP], np.sqrt(model.covariance[STEP, STEP] * model.dispersion)
    value = float(np.exp(log_ratio))
    checks = (_correlation_check(model.residuals),)
    if len(series.outcome) < FEWEST_POINTS:
        reason = f"{len(series.outcome)} points, fewer than {FEWEST_POINTS}"
        return Effect(value, None, None, None, METHOD, checks, reason, 1.0)
    lower, upper = np.exp([log_ratio - Z * error, log_ratio + Z * error])
    p_value = float(2 * ndtr(-abs(log_ratio) / error))
    return Effect(value, float(lower), float(upper), p_value, METHOD, checks, no_effect=1.0)


def quasi_poisson(x: np.ndarray, counts: np.ndarray, population: np.ndarray) -> Model:
    """Poisson regression by iteratively reweighted least squares, and the dispersion by Pearson's statistic.

    Raises:
        DesignError: as `interrupted_counts`, or where the fit does not settle.
    """
    y, size = np.asarray(counts, dtype=float), np.asarray(population, dtype=float)
    _check(y, size)
    offset = np.log(size)
    fitted = y + 0.5
    for _ in range(STEPS):
        working = np.log(fitted) - offset + (y - fitted) / fitted
        covariance = np.linalg.inv(x.T @ (x * fitted[:, None]))
        coefficients = covariance @ x.T @ (fitted * working)
        before, fitted = fitted, np.exp(x @ coefficients + offset)
        if np.max(np.abs(fitted - before) / (fitted + 0.1)) < CLOSE:
            residuals = (y - fitted) / np.sqrt(fitted)
            dispersion = float(np.sum(np.square(residuals)) / (len(y) - x.shape[1]))
            return Model(coefficients, np.linalg.inv(x.T @ (x * fitted[:, None])), dispersion, residuals)
    raise DesignError(f"outcome: the model does not settle in {STEPS} steps")


def _check(y: np.ndarray, size: np.ndarray) -> None:
    if y.shape != size.shape:
        raise DesignError(f"population: found {size.shape[0]} periods, expected {y.shape[0]}")
    if np.any(y < 0) or np.any(y % 1 != 0):
        raise DesignError("outcome: expected whole counts of at least 0")
    if not np.all(size > 0):
        raise DesignError("population: expected numbers above 0")


def _correlation_check(residuals: np.ndarray) -> Check:
    """Neighbouring residuals should not be alike: beyond two standard errors of 0 the interval is too short."""
    r = float(np.sum(residuals[1:] * residuals[:-1]) / np.sum(np.square(residuals)))
    limit = 2 / np.sqrt(len(residuals))
    return Check(
        "months are independent once level, slope and season are taken out",
        bool(abs(r) <= limit),
        f"neighbouring residuals correlate by {r:.2f} (chance alone: up to {limit:.2f})",
    )
