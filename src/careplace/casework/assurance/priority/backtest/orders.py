"""Orders of services: each gives a score from what was known on the day, the highest first."""

from datetime import date

import numpy as np
from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.priority.backtest.history import History
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.casework.assurance.priority.score import priority
from careplace.casework.assurance.priority.signals import Case, Signal
from careplace.ratings.scale import LEVELS

OLDEST = 600
"""Months: older than any rating."""
AGES = (12, 24, 36, 48)
"""Months at which the groups of ages of `by_earlier_years` begin, after the youngest."""
_DAY = date(2020, 1, 1)


def by_scheme(scheme: Scheme, history: History) -> np.ndarray:
    """The points of the scheme: its rules for rating, age and falls, all that the history knows."""
    known = np.column_stack((history.concern, history.months, history.falls))
    # Services of which the same is known have the same points: a few hundred cases, not every row.
    distinct, position = np.unique(known, axis=0, return_inverse=True)
    points = [_points(scheme, *map(int, row)) for row in distinct]
    return np.array(points, dtype=float)[position.reshape(-1)]


def by_rating_and_age(history: History) -> np.ndarray:
    """The worst rating first, and within a rating the oldest."""
    return history.concern * float(OLDEST) + np.minimum(history.months, OLDEST - 1)


def by_earlier_years(history: History, outcome: np.ndarray) -> np.ndarray:
    """The share with the outcome among services of the same rating and age in all earlier years; NaN in the first year.

    Nothing of the year itself or of a later one is used.
    """
    group = history.concern * (len(AGES) + 1) + np.searchsorted(AGES, history.months, side="right")
    scores = np.full(len(history), np.nan)
    for year in np.unique(history.period)[1:]:
        now, before = history.period == year, history.period < year
        scores[now] = _shares(group[before], outcome[before])[group[now]]
    return scores


def _shares(group: np.ndarray, outcome: np.ndarray) -> np.ndarray:
    size = len(LEVELS) * (len(AGES) + 1)
    total = np.bincount(group, minlength=size)
    # One more of each outcome, so that a group that nobody was in has no extreme share.
    return (np.bincount(group, weights=outcome, minlength=size) + 1) / (total + 2)


def _points(scheme: Scheme, concern: int, months: int, falls: int) -> int:
    rated_on = _DAY - relativedelta(months=months)
    rating = Signal(kind="rating", level=LEVELS[concern], on=rated_on, source="CQC")
    fall = Signal(kind="fall", on=_DAY - relativedelta(months=1), source="CQC")
    return priority(scheme, Case(service="x", signal=(rating, *[fall] * falls)), _DAY).score
