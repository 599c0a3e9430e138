"""Did the level of one series change at a known point? A difference of means, allowing for neighbours that are alike.

Welch's difference of two means, its variance made larger where neighbouring points resemble each other: by the first-order
autocorrelation of the residuals, corrected for the bias of short series. Sources: Welch 1947; Bayley and Hammersley
1946 for the effective number of observations; Kendall 1954 for the bias. Error rates: docs/methods.md.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from careplace.statistics.arguments import along_last, number, numbers, refuse, whole
from careplace.statistics.estimates import Estimate, Reason, first_reason

FEWEST = 7
"""Known points on each side: with fewer, one point decides."""
MOST_ALIKE = 0.9
"""Autocorrelations above this are taken as this: a short series cannot show them apart from a trend."""
METHOD = "difference of means before and after, first-order autocorrelation allowed for, Student's t"


def level_change(values: ArrayLike, start: int, confidence: float = 0.95) -> Estimate:
    """The mean from `start` on less the mean before it, with limits, of series on the last axis.

    Args:
        values: shape (…, points), evenly spaced, oldest first; NaN is a missing point, and no pair reaches across it.
        start: position of the first point after the change.

    Raises:
        ArgumentError: a start outside the series, or a confidence that is not between 0 and 1.
    """
    (y,) = along_last(1, values=np.atleast_1d(numbers("values", values)))
    start, level = whole("start", start, 0), number("confidence", confidence)
    refuse("start", np.array(start > y.shape[-1]), f"expected 0 to {y.shape[-1]}, found {start}")
    refuse("confidence", np.array(not 0 < level < 1), f"expected between 0 and 1, found {confidence}")
    sides = [_side(part) for part in np.split(y, [start], axis=-1)]
    (before, n0, variance0, _), (after, n1, variance1, _) = sides
    reason = first_reason(
        ((n0 < FEWEST) | (n1 < FEWEST), Reason.TOO_FEW_POINTS),
        (variance0 + variance1 == 0, Reason.NO_VARIATION),
    )
    inflation = _inflation([residuals for *_, residuals in sides], n0 + n1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt((variance0 / n0 + variance1 / n1) * inflation)
        freedom = np.maximum((n0 + n1 - 2) / inflation, 2.0)
    margin = stdtrit(freedom, 0.5 + level / 2) * error
    value, margin = (np.where(reason, np.nan, part) for part in (after - before, margin))
    return Estimate(value, value - margin, value + margin, reason, METHOD)


def _side(y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Mean, number of known points, variance, and residuals of a side; a side without enough points has zeros."""
    known = ~np.isnan(y)
    n = known.sum(axis=-1)
    mean = np.where(known, y, 0).sum(axis=-1) / np.maximum(n, 1)
    residuals = y - mean[..., None]
    variance = np.square(np.where(known, residuals, 0.0)).sum(axis=-1) / np.maximum(n - 1, 1)
    return mean, n, variance, residuals


def _inflation(sides: list[np.ndarray], n: np.ndarray) -> np.ndarray:
    """By how much likeness of neighbours makes the variance of a mean larger: (1 + r) / (1 - r), never under 1."""
    squares = sum(np.nansum(side**2, axis=-1) for side in sides)
    products = sum(np.nansum(side[..., 1:] * side[..., :-1], axis=-1) for side in sides)
    pairs = sum((~np.isnan(side[..., 1:] + side[..., :-1])).sum(axis=-1) for side in sides)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = np.where(squares > 0, (products / pairs) / (squares / n), 0.0)
        r = np.clip(np.nan_to_num(raw + (1 + 3 * raw) / n), 0.0, MOST_ALIKE)
    return (1 + r) / (1 - r)
