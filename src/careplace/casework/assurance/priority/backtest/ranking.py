"""How well an order puts services with an outcome first: area under the curve with its interval, and capture at the top.

Area under the curve: the chance that a service with the outcome stands above one without, a tie counting half. Interval:
DeLong, DeLong and Clarke-Pearson 1988 (Biometrics 44, 837–845), which also compares two orders of the same services. Not for
services that are counted in several years as if they were independent: intervals over all years are then too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

Z = float(ndtri(0.975))
FEWEST = 10
"""Services with, and without, the outcome: with fewer no interval is given."""


@dataclass(frozen=True)
class Area:
    """A value with its 95% interval; NaN where it cannot be given."""

    value: float
    lower: float
    upper: float


def area(scores: np.ndarray, outcome: np.ndarray) -> Area:
    """The area under the curve of an order, from 0 to 1; 0.5 is no better than chance."""
    if _too_few(outcome):
        return Area(np.nan, np.nan, np.nan)
    value, with_outcome, without = _placements(scores, outcome)
    half = Z * np.sqrt(_variance(with_outcome, without))
    return Area(value, max(0.0, value - half), min(1.0, value + half))


def difference(scores: np.ndarray, other: np.ndarray, outcome: np.ndarray) -> Area:
    """The area of one order less that of another of the same services; an interval without 0 is a difference."""
    if _too_few(outcome):
        return Area(np.nan, np.nan, np.nan)
    first, second = _placements(scores, outcome), _placements(other, outcome)
    value = first[0] - second[0]
    half = Z * np.sqrt(_variance(first[1] - second[1], first[2] - second[2]))
    return Area(value, value - half, value + half)


def combined(areas: Sequence[Area], pairs: Sequence[int]) -> Area:
    """The area within groups (years): that of each weighed by its pairs of services; groups without one are left out.

    An order of all years together would be praised for a year in which both ages and falls were more common.
    """
    usable = [(area, count) for area, count in zip(areas, pairs, strict=True) if not np.isnan(area.value)]
    if not usable:
        return Area(np.nan, np.nan, np.nan)
    share = np.array([count for _area, count in usable]) / sum(count for _area, count in usable)
    half = np.array([max(area.upper - area.value, area.value - area.lower) for area, _count in usable])
    value, spread = (
        float(share @ [area.value for area, _count in usable]),
        float(np.sqrt(np.square(share * half).sum())),
    )
    return Area(value, value - spread, value + spread)


def capture(scores: np.ndarray, outcome: np.ndarray, shares: Sequence[float]) -> np.ndarray:
    """For each of some shares of the order from its top: the share of services with the outcome that are in it.

    Of services with one score at the edge, as many count as would on average if they were drawn by chance.
    """
    if not outcome.any():
        return np.full(len(shares), np.nan)
    slots = np.asarray(shares)[:, np.newaxis] * len(scores)
    levels, position = np.unique(-scores, return_inverse=True)
    size = np.bincount(position, minlength=len(levels)).astype(float)
    hits = np.bincount(position, weights=outcome, minlength=len(levels))
    before = np.cumsum(size) - size
    taken = np.clip((slots - before) / size, 0, 1)
    return np.asarray((hits * taken).sum(axis=1) / outcome.sum())


def _too_few(outcome: np.ndarray) -> bool:
    return min(outcome.sum(), (~outcome).sum()) < FEWEST


def _placements(scores: np.ndarray, outcome: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The area, and of each service with and without the outcome the share of the others that it stands above or below."""
    inside, outside = scores[outcome], scores[~outcome]
    all_ranks = rankdata(np.concatenate((inside, outside)))
    with_outcome = (all_ranks[: len(inside)] - rankdata(inside)) / len(outside)
    without = 1 - (all_ranks[len(inside) :] - rankdata(outside)) / len(inside)
    return float(with_outcome.mean()), with_outcome, without


def _variance(with_outcome: np.ndarray, without: np.ndarray) -> float:
    return float(with_outcome.var(ddof=1) / len(with_outcome) + without.var(ddof=1) / len(without))
