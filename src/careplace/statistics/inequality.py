"""The slope and the relative index of inequality: how a measure runs from the most to the least deprived.

Sources: Pamuk 1985; Mackenbach and Kunst 1997 (Social Science and Medicine 44, 757–771). The limits are
worked out and not simulated, so that the same figures give the same limits. Formulas and limits of use:
docs/methods.md.
"""

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import Confidence, along_last, counts, normal_quantile, numbers
from careplace.statistics.estimates import Estimate, Reason, first_reason


def slope_index(
    values: ArrayLike, population: ArrayLike, errors: ArrayLike, confidence: Confidence = 0.95
) -> Estimate:
    """The fitted value at the least deprived end minus that at the most deprived, in the values' unit.

    Args:
        values: the measure in each group, shape (…, groups), most deprived group first.
        population: the people in each group.
        errors: the standard error of each value, e.g. (upper − lower) / 3.92.

    Returns:
        Estimate of shape (…). Reasons: MISSING, NO_DENOMINATOR (a group without people).
    """
    ends, covariance, reason = _fitted_ends(values, population, errors)
    spread = covariance[..., 0, 0] + covariance[..., 1, 1] - 2 * covariance[..., 0, 1]
    margin = normal_quantile(confidence, reason.ndim) * np.sqrt(spread)
    slope = ends[..., 1] - ends[..., 0]
    return Estimate(slope, slope - margin, slope + margin, reason, "Slope index of inequality")


def relative_index(
    values: ArrayLike, population: ArrayLike, errors: ArrayLike, confidence: Confidence = 0.95
) -> Estimate:
    """The fitted value at the least deprived end over that at the most deprived end.

    Arguments as `slope_index`. The limits are those of its logarithm. NOT_POSITIVE where an end of the fitted
    line is 0 or below.
    """
    ends, covariance, reason = _fitted_ends(values, population, errors)
    with np.errstate(invalid="ignore"):
        reason = np.where(reason, reason, np.where((ends <= 0).any(axis=-1), Reason.NOT_POSITIVE, 0)).astype(
            np.int8
        )
    ends = np.where(reason[..., None], np.nan, ends)
    relative = covariance / (ends[..., :, None] * ends[..., None, :])
    spread = np.sqrt(relative[..., 0, 0] + relative[..., 1, 1] - 2 * relative[..., 0, 1])
    factor = np.exp(normal_quantile(confidence, reason.ndim) * spread)
    ratio = ends[..., 1] / ends[..., 0]
    return Estimate(ratio, ratio / factor, ratio * factor, reason, "Relative index of inequality")


def _fitted_ends(
    values: ArrayLike, population: ArrayLike, errors: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The fitted line at the most and the least deprived end, their covariance, and why there is none."""
    y, n, e = along_last(
        2,
        values=numbers("values", values),
        population=counts("population", population),
        errors=counts("errors", errors),
    )
    reason = first_reason(
        ((np.isnan(y) | np.isnan(n) | np.isnan(e)).any(axis=-1), Reason.MISSING),
        ((n == 0).any(axis=-1), Reason.NO_DENOMINATOR),
    )
    weight = np.where(reason[..., None], np.nan, n)
    weight = weight / weight.sum(axis=-1, keepdims=True)
    rank = np.cumsum(weight, axis=-1) - weight / 2
    middle = (weight * rank).sum(axis=-1, keepdims=True)
    from_middle = rank - middle
    slope = weight * from_middle / (weight * from_middle**2).sum(axis=-1, keepdims=True)
    # Each end of the line is a weighted sum of the values, so its variance follows from theirs exactly.
    parts = np.stack([weight - slope * middle, weight + slope * (1 - middle)], axis=-2)
    ends = (parts * y[..., None, :]).sum(axis=-1)
    return ends, (parts * np.square(e)[..., None, :]) @ np.swapaxes(parts, -1, -2), reason
