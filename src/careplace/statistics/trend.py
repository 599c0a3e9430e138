"""The trend marker: do the five latest yearly points rise or fall by more than expected by chance them?

Sources: OHID Fingertips, recent trends; Cochran 1954 and Armitage 1955 for shares. Formulas: docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    ArgumentError,
    along_last,
    counts,
    fitting,
    numbers,
    positive,
    refuse,
    within,
)
from careplace.statistics.estimates import Reason, first_reason

POINTS = 5
CRITICAL = 9.54953570608324
"""The 99.8% point of chi-squared with 1 degree of freedom."""
INTERVAL_IN_ERRORS = 3.92
"""How many standard errors the publisher takes a 95% interval to be wide; the exact number is 3.919928."""


@dataclass(frozen=True, slots=True)
class Trend:
    """`direction` is 1 rising, −1 falling, 0 no significant change or, where `reason` stands, unknown."""

    direction: np.ndarray
    slope: np.ndarray
    chi_squared: np.ndarray
    reason: np.ndarray
    method: str


def trend(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    count: ArrayLike | None = None,
    denominator: ArrayLike | None = None,
    years: ArrayLike | None = None,
    widest_gap: float = 1,
) -> Trend:
    """The trend of the five latest points by weighted least squares, significant at p < 0.002.

    The slope must also keep its sign when any one of the five points is left out. For shares, crude rates and
    directly standardised rates; not for indirectly standardised ones, whose comparator moves.

    Args:
        values: shape (…, at least 5), oldest first. lower, upper: their 95% limits.
        count, denominator: where given, a point whose count is all of its denominator bars the trend. They are not
            what the trend is of: where one is missing nothing is barred.
        years: the points' years, oldest first, shape (…, at least 5), on which the line is fitted: they need not
            be even, as points without a value may be left out by the caller. Without them the five are one year each.
        widest_gap: the most years that may lie from one of the five to the next.

    Returns:
        Trend of shape (…); slope in the values' unit a year. Reasons: TOO_FEW_POINTS, MISSING,
        NO_INTERVAL, ALL_OF_DENOMINATOR, PERIODS_NOT_YEARLY, GAP_TOO_WIDE. No point is skipped in silence.
    """
    y, low, high = along_last(
        values=np.atleast_1d(numbers("values", values)),
        lower=numbers("lower", lower),
        upper=numbers("upper", upper),
    )
    refuse("lower", low > high, "is above upper", low, high)
    full, gap = _full(count, denominator, y), positive("widest_gap", widest_gap)
    when = None if years is None else numbers("years", years)
    if when is not None:
        fitting(values=y, years=when)
    if y.shape[-1] < POINTS:
        return _no_trend(y.shape[:-1], Reason.TOO_FEW_POINTS)
    t = _times(y) if when is None else _latest(np.broadcast_to(when, y.shape))
    y, width, steps = _latest(y), _latest(high - low), np.diff(t, axis=0)
    reason = first_reason(
        (np.isnan(y).any(axis=0), Reason.MISSING),
        (np.any(~(steps >= 1), axis=0), Reason.PERIODS_NOT_YEARLY),
        (np.any(steps > gap, axis=0), Reason.GAP_TOO_WIDE),
        (full, Reason.ALL_OF_DENOMINATOR),
        (np.any(~(width > 0), axis=0), Reason.NO_INTERVAL),
    )
    weight = np.square(INTERVAL_IN_ERRORS / np.where((width > 0) & (reason == 0), width, np.nan))
    slope, chi_squared, signs = _fits(y, weight, t - t[POINTS // 2])
    return _marked(slope, chi_squared, signs, reason, "weighted regression of five points")


def trend_of_shares(count: ArrayLike, denominator: ArrayLike) -> Trend:
    """The trend of five shares by the Cochran–Armitage test, for shares published without limits.

    Args:
        count, denominator: shape (…, at least 5), oldest first.

    Returns:
        Trend of shape (…). The slope is the share's unweighted one a year; the outlier check is on the
        logits.
    """
    x, n = along_last(
        count=np.atleast_1d(counts("count", count)), denominator=counts("denominator", denominator)
    )
    within("count", x, n)
    if x.shape[-1] < POINTS:
        return _no_trend(x.shape[:-1], Reason.TOO_FEW_POINTS)
    x, n = _latest(x), _latest(n)
    reason = first_reason(
        (np.isnan(x + n).any(axis=0), Reason.MISSING),
        ((n == 0).any(axis=0), Reason.NO_DENOMINATOR),
        ((x == n).any(axis=0), Reason.ALL_OF_DENOMINATOR),
        ((x == 0).any(axis=0), Reason.NOT_POSITIVE),
    )
    x, n = np.where(reason, np.nan, x), np.where(reason, np.nan, n)
    _, _, signs = _fits(np.log(x / (n - x)), np.ones_like(x), _times(x))
    slope, chi_squared = _cochran_armitage(x, n)
    return _marked(
        slope,
        chi_squared,
        signs * (np.sign(slope) == np.sign(signs)),
        reason,
        "Cochran–Armitage, five points",
    )


def _cochran_armitage(x: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    t = _times(x)
    events, people = x.sum(axis=0), n.sum(axis=0)
    lean = people * (x * t).sum(axis=0) - events * (n * t).sum(axis=0)
    spread = people * (n * t * t).sum(axis=0) - (n * t).sum(axis=0) ** 2
    with np.errstate(invalid="ignore"):
        return lean / spread, people * lean**2 / (events * (people - events) * spread)


def _fits(y: np.ndarray, w: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Slope, chi-squared, and the sign that all six fits (all points, each left out) share, else 0."""
    y = y - y[POINTS // 2]
    wt, wy = w * t, w * y
    s, st, sy, stt, sty = (part.sum(axis=0) for part in (w, wt, wy, wt * t, wt * y))
    spread, lean = s * stt - st * st, s * sty - st * sy
    left_out = (s - w) * (sty - wt * y) - (st - wt) * (sy - wy)
    sign = np.sign(lean) * ((left_out > 0).all(axis=0) | (left_out < 0).all(axis=0))
    return lean / spread, lean * lean / (spread * s), sign


def _marked(
    slope: np.ndarray, chi_squared: np.ndarray, sign: np.ndarray, reason: np.ndarray, method: str
) -> Trend:
    direction = np.where((chi_squared > CRITICAL) & (reason == 0), np.nan_to_num(sign), 0).astype(np.int8)
    return Trend(direction, slope, chi_squared, reason, method)


def _latest(points: np.ndarray) -> np.ndarray:
    """The five latest, on the first axis, where sums over five are quick."""
    return np.ascontiguousarray(np.moveaxis(points[..., -POINTS:], -1, 0))


def _times(like: np.ndarray) -> np.ndarray:
    return np.arange(-2.0, 3.0).reshape((POINTS,) + (1,) * (like.ndim - 1))


def _full(count: ArrayLike | None, denominator: ArrayLike | None, y: np.ndarray) -> np.ndarray:
    """Whether the count of one of the five points is all of its denominator."""
    if (count is None) != (denominator is None):
        lacking = "count" if count is None else "denominator"
        raise ArgumentError(lacking, "count and denominator are given together or not at all")
    if count is None or denominator is None:
        return np.array(False)
    x, n = counts("count", count), counts("denominator", denominator)
    fitting(values=y, count=x, denominator=n)
    within("count", x, n)
    return np.any(np.broadcast_to(x == n, y.shape)[..., -POINTS:], axis=-1)


def _no_trend(shape: tuple[int, ...], reason: Reason) -> Trend:
    unknown = np.full(shape, np.nan)
    return Trend(np.zeros(shape, np.int8), unknown, unknown, np.full(shape, reason, np.int8), "none")
