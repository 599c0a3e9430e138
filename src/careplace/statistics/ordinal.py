"""A pooled model of areas' mixes of ratings, so that a place with few locations is not judged by their luck alone.

Proportional odds with a random effect of each area: P(level ≤ j) = logistic(threshold_j − effect). The
integral over the effect is a sum over an even grid, which is as exact as Gauss–Hermite for small areas and
stays so for areas of many hundred locations, whose likelihood is narrower than the gaps between
Gauss–Hermite's 31 nodes. Sources: McCullagh 1980 (J R Stat Soc B 42, 109–142); Hedeker and Gibbons 1994
(Biometrics 50, 933–944). Limits of use: docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from careplace.statistics.arguments import ArgumentError, numbers, refuse, whole, whole_counts

GRID = np.linspace(-6, 6, 121)
_WEIGHT = np.exp(-(GRID**2) / 2)
LOG_WEIGHT = np.log(_WEIGHT / _WEIGHT.sum())
SEED = 20150723


@dataclass(frozen=True, slots=True)
class OrdinalModel:
    """`thresholds` (levels − 1), `slopes` of the covariates, `spread` (the standard deviation of the areas' effects,
    0 when fitted without), the standard errors of thresholds and slopes, and the log likelihood.
    """

    thresholds: np.ndarray
    slopes: np.ndarray
    spread: float
    errors: np.ndarray
    log_likelihood: float
    method: str


@dataclass(frozen=True, slots=True)
class AreaMixes:
    """For each area: its shrunken mix (areas, levels), its effect (mean, lower and upper 95%), and how probably it
    is among the quarter of areas that lean most to the first level, and among the quarter that lean most to
    the last.
    """

    mix: np.ndarray
    effect: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    first_quarter: np.ndarray
    last_quarter: np.ndarray
    model: OrdinalModel


def fit(
    levels: ArrayLike, area: ArrayLike | None = None, covariates: ArrayLike | None = None
) -> OrdinalModel:
    """Fit the model by maximum likelihood.

    Args:
        levels: shape (rows, levels), how many of each level, in order; every level must occur.
        area: shape (rows,), the area of each row, from 0; None fits without area effects.
        covariates: shape (rows, covariates).

    Raises:
        ArgumentError: missing numbers, a level that nobody has, or shapes that do not fit.
    """
    y, x, where = _arguments(levels, area, covariates)
    start = _start(y, x.shape[1], area is not None)
    solution = minimize(_objective, start, (y, x, where), method="BFGS", jac=True)
    parameters, information = _polished(solution.x, y, x, where)
    inner, spread = y.shape[1] - 1, 0.0 if where is None else float(np.exp(parameters[-1]))
    return OrdinalModel(
        thresholds=parameters[:inner],
        slopes=parameters[inner : inner + x.shape[1]],
        spread=spread,
        errors=np.sqrt(np.diag(np.linalg.pinv(information)))[: inner + x.shape[1]],
        log_likelihood=-_objective(parameters, y, x, where)[0],
        method="proportional odds" if where is None else "proportional odds, random area effect",
    )


def area_mixes(levels: ArrayLike, draws: int = 4000, seed: int = SEED) -> AreaMixes:
    """The mixes of areas (areas, levels) pooled towards each other, and the probability of their outer quarters.

    Args:
        draws: how often the areas' effects are drawn and ranked; the seed makes the probabilities repeatable.
            An area without locations gets the average mix and probabilities near a quarter.
    """
    draws, seed = whole("draws", draws, 1), whole("seed", seed, 0)
    y = np.atleast_1d(whole_counts("levels", levels))
    model = fit(y, np.arange(len(y)))
    log_p = _log_probabilities(model.thresholds, model.spread * GRID)
    posterior = _normalised(y @ log_p.T + LOG_WEIGHT)
    samples = _samples(posterior, draws, seed)
    rank = samples.argsort(axis=0).argsort(axis=0)
    quarter = len(y) / 4
    low, high = np.quantile(samples, [0.025, 0.975], axis=1) * model.spread
    return AreaMixes(
        mix=posterior @ np.exp(log_p),
        effect=posterior @ GRID * model.spread,
        lower=low,
        upper=high,
        first_quarter=(rank < quarter).mean(axis=1),
        last_quarter=(rank >= len(y) - quarter).mean(axis=1),
        model=model,
    )


def _arguments(levels, area, covariates) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    y = whole_counts("levels", levels)
    if y.ndim != 2 or y.shape[1] < 2:
        raise ArgumentError("levels", f"expected shape (rows, levels), found {y.shape}")
    refuse("levels", np.isnan(y), "is missing", y)
    refuse("levels", y.sum(axis=0) == 0, "locations have this level: leave it out", y.sum(axis=0))
    x = np.zeros((len(y), 0)) if covariates is None else numbers("covariates", covariates)
    refuse("covariates", np.isnan(x), "is missing", x)
    if x.shape[:1] != y.shape[:1] or x.ndim != 2:
        raise ArgumentError("covariates", f"expected shape ({len(y)}, covariates), found {x.shape}")
    return y, x, None if area is None else _areas(area, len(y))


def _areas(area: ArrayLike, rows: int) -> np.ndarray:
    where = whole_counts("area", area)
    if where.shape != (rows,) or np.isnan(where).any():
        raise ArgumentError("area", f"expected {rows} whole numbers from 0, found shape {where.shape}")
    return where.astype(np.int64)


def _start(y: np.ndarray, slopes: int, areas: bool) -> np.ndarray:
    share = np.cumsum(y.sum(axis=0))[:-1] / y.sum()
    return np.concatenate([np.log(share / (1 - share)), np.zeros(slopes), [np.log(0.3)] if areas else []])


def _log_probabilities(thresholds: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """log P(level), shape (*effect, levels)."""
    return np.log(_probabilities(_above(thresholds, effect)))


def _above(thresholds: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """P(level > j), with the certain 1 in front and the impossible 0 at the end."""
    inner = expit(effect[..., None] - thresholds)
    end = np.zeros((*effect.shape, 1))
    return np.concatenate([1 + end, inner, end], axis=-1)


def _probabilities(above: np.ndarray) -> np.ndarray:
    # The floor lets a search step that puts thresholds out of order come out as bad and not as an error.
    return np.maximum(above[..., :-1] - above[..., 1:], 1e-300)


def _objective(
    parameters: np.ndarray, y: np.ndarray, x: np.ndarray, where: np.ndarray | None
) -> tuple[float, np.ndarray]:
    """Minus the log likelihood, and its gradient by thresholds, slopes and the log of the spread."""
    inner, slopes = y.shape[1] - 1, x.shape[1]
    nodes = np.zeros(1) if where is None else np.exp(parameters[-1]) * GRID
    above = _above(parameters[:inner], (x @ parameters[inner : inner + slopes])[:, None] + nodes)
    p = _probabilities(above)
    by_row = (y[:, None, :] * np.log(p)).sum(axis=-1)
    likelihood, weight = _over_areas(by_row, where)
    density, pull = above * (1 - above), weight[..., None] * y[:, None, :] / p
    by_threshold = (density[..., 1:-1] * (pull[..., :-1] - pull[..., 1:])).sum(axis=(0, 1))
    by_effect = (pull * (density[..., :-1] - density[..., 1:])).sum(axis=-1)
    gradient = [by_threshold, x.T @ by_effect.sum(axis=1)]
    if where is not None:
        gradient.append([(by_effect * nodes).sum()])
    return -likelihood, -np.concatenate(gradient)


def _over_areas(by_row: np.ndarray, where: np.ndarray | None) -> tuple[float, np.ndarray]:
    """The log likelihood with the areas' effects integrated out, and each row's weight at each node."""
    if where is None:
        return float(by_row.sum()), np.ones_like(by_row)
    by_area = np.tile(LOG_WEIGHT, (where.max() + 1, 1))
    np.add.at(by_area, where, by_row)
    return float(logsumexp(by_area, axis=1).sum()), _normalised(by_area)[where]


def _polished(
    parameters: np.ndarray, y: np.ndarray, x: np.ndarray, where: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """The optimum after a few Newton steps, which take it to the last digits, and the information there."""
    for _ in range(4):
        information = _information(parameters, y, x, where)
        step = np.linalg.pinv(information) @ _objective(parameters, y, x, where)[1]
        if np.abs(step).max() < 1:
            parameters = parameters - step
    return parameters, information


def _information(
    parameters: np.ndarray, y: np.ndarray, x: np.ndarray, where: np.ndarray | None
) -> np.ndarray:
    """The second derivatives by differences of the gradient, exact to the fourth order of the step."""
    step = 1e-3 * np.eye(len(parameters))

    def slope(move: np.ndarray) -> np.ndarray:
        return _objective(parameters + move, y, x, where)[1] - _objective(parameters - move, y, x, where)[1]

    rows = np.array([(8 * slope(move) - slope(2 * move)) / 12e-3 for move in step])
    return (rows + rows.T) / 2


def _normalised(log_weight: np.ndarray) -> np.ndarray:
    return np.exp(log_weight - logsumexp(log_weight, axis=1, keepdims=True))


def _samples(posterior: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """(areas, draws) of the areas' effects in units of their spread, even within each cell of the grid."""
    area = np.arange(len(posterior))[:, None]
    chance = np.random.default_rng(seed).random((len(posterior), draws))
    upto = np.cumsum(posterior, axis=1)
    # One search through all areas: area i's cumulated probabilities lie between i and i + 1.
    cell = np.searchsorted((upto + area).ravel(), chance + area) - area * GRID.size
    cell = np.clip(cell, 0, GRID.size - 1)
    inside = 1 - (upto[area, cell] - chance) / posterior[area, cell]
    return GRID[cell] + (np.clip(inside, 0, 1) - 0.5) * (GRID[1] - GRID[0])
