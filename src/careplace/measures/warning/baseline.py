"""The baseline: the share below Good among services of the same rating and of like age of it."""

import numpy as np
from pydantic import BaseModel, ConfigDict

from careplace.measures.warning.history import Services
from careplace.ratings.scale import LEVELS

AGES = (1.0, 2.0, 3.0, 4.0)
"""Years at which the groups of ages begin, after the youngest."""
WEIGHT = 10
"""Services of the rating's own share that are added to each group: a group of few has no extreme share."""


class Baseline(BaseModel):
    """Reports by rating and age, one row a rating in the order of LEVELS, one column a group of ages; and those
    below Good."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reports: tuple[tuple[int, ...], ...]
    below: tuple[tuple[int, ...], ...]

    def shares(self) -> np.ndarray:
        """The smoothed share of each group: (below + 10 × the rating's share) / (reports + 10)."""
        n, x = np.array(self.reports, float), np.array(self.below, float)
        # One more of each outcome, so that a rating that nobody had has no extreme share.
        rating = (x.sum(axis=1, keepdims=True) + 1) / (n.sum(axis=1, keepdims=True) + 2)
        return np.asarray((x + WEIGHT * rating) / (n + WEIGHT))

    def risk(self, services: Services) -> np.ndarray:
        """The share of each service's group, from 0 to 1."""
        return np.asarray(self.shares()[services.concern.astype(int), age_group(services.years)])


def fit(services: Services, below_good: np.ndarray) -> Baseline:
    """The counts of a history."""
    size = len(LEVELS), len(AGES) + 1
    group = services.concern.astype(int) * size[1] + age_group(services.years)
    reports = np.bincount(group, minlength=size[0] * size[1]).reshape(size)
    below = np.bincount(group, weights=below_good, minlength=size[0] * size[1]).reshape(size).astype(int)
    return Baseline(reports=_rows(reports), below=_rows(below))


def _rows(counts: np.ndarray) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(count) for count in row) for row in counts)


def age_group(years: np.ndarray) -> np.ndarray:
    """The number of each age's group; an age at which one begins is in it."""
    return np.searchsorted(AGES, years, side="right")
