"""Means with Student's limits.

Source: Student 1908. Formula and limits of use: docs/methods.md.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from careplace.statistics.arguments import (
    Confidence,
    confidence_levels,
    counts,
    numbers,
    together,
    whole_counts,
)
from careplace.statistics.estimates import Estimate, Reason, first_reason


def mean(values: ArrayLike, confidence: Confidence = 0.95) -> Estimate:
    """The mean over the last axis with Student's t limits, in the unit of `values`.

    One missing value makes the mean MISSING (drop it first if it may be dropped); fewer than two values
    make it TOO_FEW_POINTS.
    """
    y = np.atleast_1d(numbers("values", values))
    n = y.shape[-1]
    centre = y.sum(axis=-1) / max(n, 1)
    spread = np.sqrt(np.square(y - centre[..., None]).sum(axis=-1) / max(n - 1, 1))
    return mean_limits(centre, spread, n, confidence)


def mean_limits(
    centre: ArrayLike, deviation: ArrayLike, n: ArrayLike, confidence: Confidence = 0.95
) -> Estimate:
    """A mean with Student's limits, from what SQL's avg, stddev_samp and count give.

    Args:
        centre: the means. deviation: the sample standard deviations. n: how many values each mean is of.
    """
    m, s, size = together(
        centre=numbers("centre", centre), deviation=counts("deviation", deviation), n=whole_counts("n", n)
    )
    reason = first_reason(
        (np.isnan(size), Reason.MISSING),
        (size < 2, Reason.TOO_FEW_POINTS),
        (np.isnan(m) | np.isnan(s), Reason.MISSING),
    )
    size = np.where(reason, np.nan, size)
    level = confidence_levels(confidence)
    level = level.reshape(level.shape + (1,) * m.ndim) if level.ndim else level
    margin = stdtrit(size - 1, 0.5 + level / 2) * s / np.sqrt(size)
    value = np.where(reason, np.nan, m)
    return Estimate(value, value - margin, value + margin, reason, "Student's t")
