"""Combines ratings by counting them: arrays in, arrays out, and which rule decided each.

Ratings are numbers, best first: 0 Outstanding, 1 Good, 2 Requires improvement, 3 Inadequate, and -1 for no rating.

Source: CQC, "How we aggregate ratings using the rating principles: adult social care services" and "Ratings
principles: NHS trusts", both of 12 May 2022.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from careplace.ratings.framework import Threshold
from careplace.ratings.scale import LEVELS

UNRATED = -1
OUTSTANDING, GOOD, REQUIRES_IMPROVEMENT, INADEQUATE = range(len(LEVELS))


class Decided(IntEnum):
    """The rule that decided, worst rating first: the first that applies decides."""

    NO_THRESHOLD = 0
    INADEQUATE = 1
    REQUIRES_IMPROVEMENT = 2
    SOME_INADEQUATE = 3
    OUTSTANDING = 4
    GOOD = 5


_GIVES = np.array(
    [UNRATED, INADEQUATE, REQUIRES_IMPROVEMENT, REQUIRES_IMPROVEMENT, OUTSTANDING, GOOD], dtype=np.int8
)


def counted(levels: ArrayLike) -> NDArray[np.int64]:
    """How many of each level there are along the last axis: shape (…, k) in, (…, 4) out; -1 is not counted.

    Raises:
        ValueError: for a number that is no level.
    """
    levels = np.asarray(levels)
    if levels.size and (levels.min() < UNRATED or levels.max() > INADEQUATE):
        raise ValueError("levels: expected whole numbers from -1 (no rating) to 3 (Inadequate)")
    return np.stack([(levels == level).sum(axis=-1) for level in range(len(LEVELS))], axis=-1)


def decide(counts: ArrayLike, thresholds: tuple[Threshold, ...]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The combined rating of each row of counts, and the rule that decided it.

    Which threshold holds depends on how many ratings there are. One Inadequate below the threshold leaves Requires
    improvement: not good (that asks for no Inadequate) and not automatically inadequate.

    Args:
        counts: how many ratings of each level, best first; shape (…, 4).
        thresholds: those of a framework that are switched on.

    Returns:
        (levels, rules), each of shape (…): -1 with `Decided.NO_THRESHOLD` where no threshold is for so many ratings.

    Raises:
        ValueError: when the last axis is not four long.
    """
    counts = np.asarray(counts)
    if counts.shape[-1:] != (len(LEVELS),):
        raise ValueError(f"counts: expected a last axis of 4, one for each level; found {counts.shape}")
    rules = np.zeros(counts.shape[:-1], dtype=np.int8)
    total = counts.sum(axis=-1)
    for row in thresholds:
        among = (total >= row.least) & (total <= row.most)
        rules = np.where(among, _decide(counts, row), rules)
    return _GIVES[rules], rules


def _decide(counts: NDArray, row: Threshold) -> NDArray[np.int8]:
    outstanding, _good, requires_improvement, inadequate = np.moveaxis(counts, -1, 0)
    below_good = requires_improvement + inadequate
    return np.select(
        [
            inadequate >= row.inadequate,
            requires_improvement >= row.requires_improvement,
            inadequate > 0,
            (outstanding >= row.outstanding) & (below_good == 0),
        ],
        [Decided.INADEQUATE, Decided.REQUIRES_IMPROVEMENT, Decided.SOME_INADEQUATE, Decided.OUTSTANDING],
        Decided.GOOD,
    ).astype(np.int8)
