"""Scores of 1 to 4 as percentages and ratings: arrays in, arrays out, halves rounded up.

Source: CQC, "How we reach a rating" and "How we determine ratings" (local authorities). The bands are whole numbers,
so 62.5% must be rounded first: half up it is 63 and good; Python's own rounding would make it 62.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from careplace.ratings.framework import Bands, HeldBack
from careplace.ratings.scale import LEVELS

LEAST, MOST = 1, 4
UNSCORED = 0


def totals(scores: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(sum, how many) of the scores along the last axis; 0 stands for no score.

    Raises:
        ValueError: for a number that is no score.
    """
    scores = np.asarray(scores, dtype=np.int64)
    if scores.size and (scores.min() < UNSCORED or scores.max() > MOST):
        raise ValueError("scores: expected whole numbers from 1 to 4, or 0 for no score")
    return scores.sum(axis=-1), (scores != UNSCORED).sum(axis=-1)


def percent(total: ArrayLike, how_many: ArrayLike) -> NDArray[np.int64]:
    """`total` out of 4 × `how_many` in whole percent, halves up; -1 where there is no score.

    In whole numbers only: 100 t / 4n rounded half up is the whole part of (50 t + n) / 2n.
    """
    total, how_many = np.asarray(total, dtype=np.int64), np.asarray(how_many, dtype=np.int64)
    return np.where(how_many > 0, (50 * total + how_many) // np.maximum(2 * how_many, 1), -1)


def banded(percents: ArrayLike, bands: Bands) -> NDArray[np.int8]:
    """The level (0 Outstanding … 3 Inadequate) of whole percentages; -1 stays -1."""
    percents = np.asarray(percents)
    lower = np.array([bands.requires_improvement, bands.good, bands.outstanding])
    level = len(lower) - np.searchsorted(lower, percents, side="right")
    return np.where(percents < 0, -1, level).astype(np.int8)


def held_back(levels: ArrayLike, scores: ArrayLike, rules: tuple[HeldBack, ...]) -> NDArray[np.int8]:
    """Levels after the rules that one low score holds a rating back; shapes (…) and (…, k) in, (…) out.

    Each rule looks at the level that the percentage gave, so no rule works upon another's outcome.
    """
    levels, scores = np.asarray(levels, dtype=np.int8), np.asarray(scores)
    lowest = np.where(scores == UNSCORED, MOST, scores).min(axis=-1, initial=MOST)
    capped = levels
    for rule in rules:
        caught = (levels == LEVELS.index(rule.range)) & (lowest <= rule.any_at_most)
        capped = np.where(caught, np.int8(LEVELS.index(rule.gives)), capped)
    return capped
