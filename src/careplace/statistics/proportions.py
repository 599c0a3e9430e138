"""Proportions: one share, the difference of two, the shares of several levels, and shares weighted by size.

Sources: Wilson 1927; Newcombe 1998 (Statistics in Medicine 17, 873–890, method 10); Goodman 1965
(Technometrics 7, 247–254); Zou and Donner 2008 (Statistics in Medicine 27, 1693–1702); Kish 1965 for the effective
number. Formulas and limits of use: docs/methods.md.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    Confidence,
    along_last,
    confidence_levels,
    counts,
    fitting,
    instance,
    normal_quantile,
    refuse,
    within,
    zeros_and_ones,
)
from careplace.statistics.blocks import in_blocks
from careplace.statistics.estimates import Estimate, Limits, Reason, first_reason


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: Confidence = 0.95) -> Limits:
    """Wilson's score limits of numerator / denominator, as shares from 0 to 1.

    Args:
        numerator, denominator: counts of any shapes that broadcast; NaN is missing.
        confidence: one level, or k levels, which put an axis of length k in front.

    Returns:
        Limits (lower, upper), NaN where `reason` says MISSING or NO_DENOMINATOR. At 0 the lower limit is
        exactly 0, at the denominator the upper is exactly 1.

    Raises:
        ArgumentError: a count is negative, the numerator is greater than the denominator, or the shapes do not fit.
    """
    x, n = _part_and_whole("numerator", numerator, "denominator", denominator)
    reason = _share_reason(x, n)
    z = normal_quantile(confidence, reason.ndim)
    return Limits(*in_blocks(_score_limits, z, x, n), reason, "Wilson")


def proportion(numerator: ArrayLike, denominator: ArrayLike, confidence: Confidence = 0.95) -> Estimate:
    """numerator / denominator with Wilson's limits; arguments and errors as `wilson`."""
    limits = wilson(numerator, denominator, confidence)
    value = _ratio(counts("numerator", numerator), counts("denominator", denominator))
    return Estimate(value, limits.lower, limits.upper, limits.reason, limits.method)


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, confidence: Confidence = 0.95
) -> Estimate:
    """The difference p1 − p2 of two independent shares with Newcombe's limits (method 10, from Wilson's).

    Shapes, missing values and errors as `wilson`. A difference is shown only where the limits exclude 0.
    """
    parts = *_part_and_whole("x1", x1, "n1", n1), *_part_and_whole("x2", x2, "n2", n2)
    fitting(**dict(zip(("x1", "n1", "x2", "n2"), parts, strict=True)))
    first, second = proportion(*parts[:2], confidence), proportion(*parts[2:], confidence)
    return replace(difference(first, second), method="Newcombe")


def difference(first: Estimate, second: Estimate) -> Estimate:
    """first − second of two independent estimates, with limits from theirs (Zou and Donner 2008).

    Each limit is as far from the difference as the hypotenuse of the distances that the two estimates have from theirs. Of
    Wilson's limits that is Newcombe's method 10.

    Raises:
        ArgumentError: for what is no estimate, or shapes that do not fit.
    """
    left, right = instance("first", first, Estimate), instance("second", second, Estimate)
    fitting(first=left.lower, second=right.lower)
    value = left.value - right.value
    lower = value - np.hypot(left.value - left.lower, right.upper - right.value)
    upper = value + np.hypot(left.upper - left.value, right.value - right.lower)
    reason = np.where(left.reason, left.reason, right.reason)
    return Estimate(value, lower, upper, reason, "from the limits of both")


def goodman(counts_by_level: ArrayLike, confidence: Confidence = 0.95) -> Estimate:
    """Shares of k levels, with limits that hold for all k together with the stated confidence.

    Args:
        counts_by_level: shape (…, k), the levels on the last axis.

    Returns:
        Estimate of shape (…, k). One missing level makes all k MISSING; k zeros make them NO_DENOMINATOR.
    """
    (levels,) = along_last(2, counts_by_level=counts("counts_by_level", counts_by_level))
    together = 1 - (1 - confidence_levels(confidence)) / levels.shape[-1]
    estimate = proportion(levels, levels.sum(axis=-1, keepdims=True), together)
    return replace(estimate, method="Goodman")


def effective_n(sum_w: ArrayLike, sum_w2: ArrayLike) -> np.ndarray:
    """Kish's effective number (Σw)² / Σw²: how many equal weights carry as much.

    NaN where a sum is missing or Σw² is 0. A Σw² above (Σw)² cannot be of weights and is refused.
    """
    w, w2 = counts("sum_w", sum_w), counts("sum_w2", sum_w2)
    fitting(sum_w=w, sum_w2=w2)
    # A single weight gives both the same but for rounding.
    refuse("sum_w2", w2 > np.square(w) * (1 + 1e-9), "is more than the square of sum_w", w2)
    return _ratio(np.square(w), w2)


def wilson_weighted(
    sum_wy: ArrayLike, sum_w: ArrayLike, sum_w2: ArrayLike, confidence: Confidence = 0.95
) -> Limits:
    """Wilson's limits of a weighted share Σwy / Σw on its effective number, from sums that SQL can make.

    Args:
        sum_wy: the weights of those that have the property (beds in good homes).
        sum_w: the weights of all (beds). sum_w2: the squared weights of all.
    """
    n, w2 = effective_n(sum_w, sum_w2), counts("sum_w2", sum_w2)
    wy, w = _part_and_whole("sum_wy", sum_wy, "sum_w", sum_w)
    fitting(sum_w=w, sum_w2=w2, sum_wy=wy)
    limits = wilson(_ratio(wy, w) * n, n, confidence)
    reason = _share_reason(wy, w * w2)
    return replace(limits, reason=reason, method="Wilson on the effective number")


def weighted_share(weights: ArrayLike, hits: ArrayLike, confidence: Confidence = 0.95) -> Estimate:
    """The share of weight that is hit, e.g. of beds in homes rated good, over the last axis.

    Args:
        weights: shape (…, m), not negative. hits: the same shape, 0 or 1, or True and False.
    """
    w, y = along_last(weights=counts("weights", weights), hits=zeros_and_ones("hits", hits))
    sums = (w * y).sum(axis=-1), w.sum(axis=-1), np.square(w).sum(axis=-1)
    limits = wilson_weighted(*sums, confidence)
    return Estimate(_ratio(*sums[:2]), limits.lower, limits.upper, limits.reason, limits.method)


def _part_and_whole(
    part: str, numerator: ArrayLike, of: str, denominator: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    x, n = counts(part, numerator), counts(of, denominator)
    fitting(**{part: x, of: n})
    within(part, x, n)
    return x, n


def _share_reason(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    return first_reason(
        (np.isnan(x), Reason.MISSING), (np.isnan(n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR)
    )


def _ratio(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    x, n = np.broadcast_arrays(x, n)
    return np.divide(x, n, out=np.full(x.shape, np.nan), where=n > 0)


def _score_limits(x: np.ndarray, n: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's limits without checks, for x of n at the normal quantile z; NaN where n is 0."""
    share, whole = _ratio(x, n), np.where(n > 0, n, np.nan)
    spread = z * np.sqrt(z * z + 4 * x * (1 - share))
    upper = np.where(x == whole, 1.0, (2 * x + z * z + spread) / (2 * (whole + z * z)))
    # The product of the two roots is p·x / (n + z²). Dividing by the upper one keeps every digit of a small
    # lower limit, where subtracting the spread would cancel them, and gives exactly 0 at 0.
    return share * x / ((whole + z * z) * upper), upper
