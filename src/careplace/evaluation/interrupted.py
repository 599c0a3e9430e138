"""Interrupted time series of one place: did level or slope change at the event, by itself alone?

    y = level + slope·time + step·(from the event on) + bend·(time since the event) [+ season] + error

The error follows a first-order autoregression, fitted by restricted maximum likelihood, with Student's t (the default), or
is left as it comes and the covariance is Newey and West's (a sensitivity: its intervals are too short in short series).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import stdtr, stdtrit

from careplace.evaluation.results import Check, DesignError, Effect

FEWEST_POINTS = 24
FEWEST_ON_A_SIDE = 8
STRONG = 0.6
LARGEST = 0.99
METHOD = "interrupted time series, first-order autoregression by restricted maximum likelihood, Student's t"
NEWEY_WEST = "interrupted time series, least squares with Newey and West's errors"


@dataclass(frozen=True)
class Interrupted:
    """The series (periods,), the first period after the event, and what is in the model.

    `season` is the number of periods in a year (0: no season), as two pairs of sine and cosine. `bend` lets the slope
    change.

    Raises:
        DesignError: a missing value, an event outside the series, or fewer than 8 points on a side.
    """

    outcome: np.ndarray
    event: int
    season: int = 0
    bend: bool = False

    def __post_init__(self) -> None:
        before, after = self.event, len(self.outcome) - self.event
        if np.isnan(self.outcome).any():
            raise DesignError(f"outcome: {int(np.isnan(self.outcome).sum())} periods have no value")
        if not 0 < self.event < len(self.outcome):
            raise DesignError(
                f"event: found period {self.event + 1}, outside the {len(self.outcome)} periods"
            )
        if min(before, after) < FEWEST_ON_A_SIDE:
            found = f"found {before} before the event and {after} after it"
            raise DesignError(f"periods: {found}, expected at least {FEWEST_ON_A_SIDE} on each side")

    @property
    def design(self) -> np.ndarray:
        """The model's columns: level, slope, step, then bend and season where they are in it."""
        time = np.arange(len(self.outcome), dtype=float)
        after = (time >= self.event).astype(float)
        columns = [np.ones_like(time), time - time.mean(), after]
        columns += [after * (time - self.event)] if self.bend else []
        return np.column_stack([*columns, *(harmonics(time, self.season) if self.season else [])])


STEP = 2
"""Where the step is among the model's columns."""


def harmonics(time: np.ndarray, season: int) -> list[np.ndarray]:
    """Two pairs of sine and cosine of the year."""
    return [wave(2 * np.pi * k * time / season) for k in (1, 2) for wave in (np.sin, np.cos)]


def interrupted(series: Interrupted) -> Effect:
    """The step at the event, with 95% limits; under 24 points it has none."""
    x, y = series.design, np.asarray(series.outcome, dtype=float)
    correlation = _best_correlation(x, y)
    coefficients, covariance, freedom = _fitted(x, y, correlation)
    value, error = float(coefficients[STEP]), float(np.sqrt(covariance[STEP, STEP]))
    return _effect(value, error, freedom, len(y), METHOD, (_correlation_check(correlation),))


def course_without_step(series: Interrupted) -> np.ndarray:
    """The course (periods,) that the model of `interrupted` gives without the step, as if the level had stayed."""
    x, y = series.design, np.asarray(series.outcome, dtype=float)
    coefficients, _covariance, _freedom = _fitted(x, y, _best_correlation(x, y))
    coefficients[STEP] = 0.0
    return x @ coefficients


def newey_west(series: Interrupted, lags: int = 4) -> Effect:
    """The same step by least squares, with Newey and West's errors: the sensitivity to the default."""
    x, y = series.design, np.asarray(series.outcome, dtype=float)
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ x.T @ y
    scores = x * (y - x @ coefficients)[:, None]
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (cross + cross.T)
    freedom = len(y) - x.shape[1]
    error = np.sqrt((inverse @ middle @ inverse)[STEP, STEP] * len(y) / freedom)
    return _effect(float(coefficients[STEP]), float(error), freedom, len(y), NEWEY_WEST, ())


def _effect(
    value: float, error: float, freedom: int, n: int, method: str, checks: tuple[Check, ...]
) -> Effect:
    if n < FEWEST_POINTS:
        return Effect(value, None, None, None, method, checks, f"{n} points, fewer than {FEWEST_POINTS}")
    margin = stdtrit(freedom, 0.975) * error
    p_value = float(2 * stdtr(freedom, -abs(value) / error))
    return Effect(value, float(value - margin), float(value + margin), p_value, method, checks)


def _best_correlation(x: np.ndarray, y: np.ndarray) -> float:
    found = minimize_scalar(
        lambda r: -restricted_likelihood(x, y, r), bounds=(-LARGEST, LARGEST), method="bounded"
    )
    return float(found.x)


def restricted_likelihood(x: np.ndarray, y: np.ndarray, correlation: float) -> float:
    """The restricted log likelihood of a first-order autocorrelation, but for a constant (Harville 1974)."""
    xt, yt = whitened(x, correlation), whitened(y[:, None], correlation)[:, 0]
    n, p = x.shape
    coefficients, *_ = np.linalg.lstsq(xt, yt, rcond=None)
    squares = np.sum(np.square(yt - xt @ coefficients))
    _, log_information = np.linalg.slogdet(xt.T @ xt)
    # |V| of the stationary process whose innovations have variance 1 is 1 / (1 - r²).
    return float(-0.5 * ((n - p) * np.log(squares) + log_information - np.log(1 - correlation**2)))


def whitened(rows: np.ndarray, correlation: float) -> np.ndarray:
    """Rows less `correlation` times the row before, the first scaled as Prais and Winsten (1954) do."""
    first = rows[:1] * np.sqrt(1 - correlation**2)
    return np.vstack([first, rows[1:] - correlation * rows[:-1]])


def _fitted(x: np.ndarray, y: np.ndarray, correlation: float) -> tuple[np.ndarray, np.ndarray, int]:
    xt, yt = whitened(x, correlation), whitened(y[:, None], correlation)[:, 0]
    inverse, freedom = np.linalg.inv(xt.T @ xt), len(y) - x.shape[1]
    coefficients = inverse @ xt.T @ yt
    variance = np.sum(np.square(yt - xt @ coefficients)) / freedom
    return coefficients, inverse * variance, freedom


def _correlation_check(correlation: float) -> Check:
    assumption = "the series returns to its line within a few periods"
    finding = f"neighbouring periods correlate by {correlation:.2f}"
    return Check(assumption, None if correlation > STRONG else True, finding)
