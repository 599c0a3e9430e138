"""XmR control charts: what of a series is noise, and what is a signal.

The rules are those of NHS England's Making Data Count as they are since 2023, when all points beyond two sigma came to
count in the rule of two in three. Sources: Wheeler 2000, Understanding Variation; Provost and Murray 2011 for the
screening of outlying ranges. Formulas and limits of use: docs/methods.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    ArgumentError,
    along_last,
    fitting,
    flag,
    instance,
    numbers,
    one_of,
    whole,
)
from careplace.statistics.comparison import Polarity
from careplace.statistics.estimates import Reason, first_reason
from careplace.statistics.moving_ranges import RANGE_TO_LIMIT, screened_mean

ENOUGH_POINTS = 13
FEWEST_TO_FIX = 12
RUN = 7
TREND_POINTS = (6, 7)
ON_THE_MEAN = 1e-9
"""A point nearer to the mean than this share of the mean range lies on it: sums of decimals are not exact."""


class Cause(IntEnum):
    """The rule that a point breaks; negative on the low or the falling side."""

    COMMON = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    RUN = 4


class TwoOfThree(StrEnum):
    """Which points count in the rule of two in three points near or beyond a limit, all on one side of the mean.

    BEYOND_TWO_SIGMA: all points beyond two thirds of the way to the limit, also those outside it, as Making Data Count
    has it since 2023. INSIDE_LIMITS: only those between there and the limit, as it had it before and as
    NHSRplotthedots 0.2.2 does.
    """

    BEYOND_TWO_SIGMA = "two in three beyond two sigma"
    INSIDE_LIMITS = "two in three between two sigma and the limit"


class Variation(StrEnum):
    """What the latest point says."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "special cause, high"
    LOW = "special cause, low"
    UNKNOWN = "cannot tell"


class Assurance(StrEnum):
    """Whether the process, left as it is, will meet the target."""

    MET = "will meet the target"
    MISSED = "will not meet the target"
    INCONSISTENT = "may or may not meet the target"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True)
class Chart:
    """One or many charts, every array of shape (…, points).

    `cause` holds ±Cause; `short` marks the points of a group with fewer than 13 known points; `reason` says why a
    point has none: it is MISSING itself (the lines of its group stand there all the same), or its group has no
    limits (TOO_FEW_POINTS, NO_VARIATION) and the lines are NaN. `method` says how ranges were screened, how many
    points a trend takes, and by which rule of two in three.
    """

    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    near_lower: np.ndarray
    near_upper: np.ndarray
    cause: np.ndarray
    short: np.ndarray
    reason: np.ndarray
    method: str


def xmr(
    values: ArrayLike,
    screen: bool = True,
    rebase: Sequence[int] = (),
    fix_after: int | None = None,
    trend_points: int = 7,
    two_of_three: TwoOfThree = TwoOfThree.BEYOND_TWO_SIGMA,
) -> Chart:
    """XmR charts of series on the last axis, oldest first.

    Args:
        values: shape (…, points), evenly spaced. A missing point is left out of the mean and of the two moving ranges
            that it would be part of, so that no range is taken across the gap; runs, trends and twos in three are of
            consecutive points and do not reach across it.
        screen: leave moving ranges of 3.267 times their mean or more out of the limits, unless none but zeros is left.
        rebase: positions (from 0) at which a new group with limits of its own begins: recalculation points.
        fix_after: take each group's limits from its first so many known points, at least 12.
        trend_points: how many points one way are a trend: 7, or 6 as some trusts use.
        two_of_three: which points count in the rule of two in three.

    Raises:
        ArgumentError: no points; rebase does not rise within the series; fix_after under 12; trend_points other than
            6 or 7; an unknown rule.
    """
    (y,) = along_last(1, values=np.atleast_1d(numbers("values", values)))
    screen, two_of_three = flag("screen", screen), one_of("two_of_three", two_of_three, TwoOfThree)
    fixed = None if fix_after is None else whole("fix_after", fix_after, FEWEST_TO_FIX)
    trend = whole("trend_points", trend_points, TREND_POINTS[0])
    if trend not in TREND_POINTS:
        raise ArgumentError("trend_points", f"expected 6 or 7, found {trend_points}")
    edges = [0, *_rebased(rebase, y.shape[-1]), y.shape[-1]]
    groups = [_group(y[..., a:b], screen, fixed, trend, two_of_three) for a, b in pairwise(edges)]
    arrays = (
        groups[0]
        if len(groups) == 1
        else [np.concatenate(parts, axis=-1) for parts in zip(*groups, strict=True)]
    )
    screened = "ranges screened" if screen else "ranges not screened"
    method = f"XmR, {screened}, trend of {trend} points, {two_of_three}"
    return Chart(*(*arrays, method))


def variation(chart: Chart, polarity: Polarity) -> np.ndarray:
    """The Variation that each chart's latest point shows."""
    instance("chart", chart, Chart)
    sign = np.sign(chart.cause[..., -1])
    words = {
        Polarity.HIGH_IS_GOOD: (Variation.CONCERN, Variation.COMMON_CAUSE, Variation.IMPROVEMENT),
        Polarity.LOW_IS_GOOD: (Variation.IMPROVEMENT, Variation.COMMON_CAUSE, Variation.CONCERN),
        Polarity.NONE: (Variation.LOW, Variation.COMMON_CAUSE, Variation.HIGH),
    }[one_of("polarity", polarity, Polarity)]
    return np.where(
        chart.reason[..., -1], str(Variation.UNKNOWN), np.array([str(w) for w in words])[sign + 1]
    )


def assurance(chart: Chart, target: ArrayLike, polarity: Polarity) -> np.ndarray:
    """The Assurance that the latest limits give for `target`; UNKNOWN without polarity, limits or target."""
    instance("chart", chart, Chart)
    polarity = one_of("polarity", polarity, Polarity)
    t, low, high = numbers("target", target), chart.lower[..., -1], chart.upper[..., -1]
    fitting(chart=low, target=t)
    below, above = (
        (Assurance.MET, Assurance.MISSED)
        if polarity == Polarity.HIGH_IS_GOOD
        else (Assurance.MISSED, Assurance.MET)
    )
    unknown = np.isnan(t) | np.isnan(low) | (polarity == Polarity.NONE)
    return np.select(
        [unknown, t < low, t > high],
        [str(Assurance.UNKNOWN), str(below), str(above)],
        str(Assurance.INCONSISTENT),
    )


def _rebased(rebase: Sequence[int], points: int) -> list[int]:
    """The positions at which groups begin, checked."""
    positions = numbers("rebase", rebase)
    edges = np.concatenate([[0], positions.ravel(), [points]])
    if positions.ndim != 1 or np.any(positions % 1 != 0) or not np.all(np.diff(edges) >= 1):
        raise ArgumentError(
            "rebase", f"expected rising whole positions from 1 to {points - 1}, found {positions.tolist()}"
        )
    return positions.astype(int).tolist()


def _group(
    y: np.ndarray, screen: bool, fixed: int | None, trend: int, two_of_three: TwoOfThree
) -> tuple[np.ndarray, ...]:
    missing = np.isnan(y)
    points = y.shape[-1] - missing.sum(axis=-1, keepdims=True) if missing.any() else np.array([y.shape[-1]])
    mean, moving, reason = _centre(_first_known(y, missing, fixed), screen)
    step = np.where(reason, np.nan, RANGE_TO_LIMIT * moving)
    near = np.where(reason, np.nan, step * 2 / 3)
    mean, step, near = mean[..., None], step[..., None], near[..., None]
    lines = mean, mean - step, mean + step, mean - near, mean + near
    cause = _causes(y, lines, ON_THE_MEAN * moving[..., None], trend, two_of_three)
    reasons = np.where(reason[..., None], reason[..., None], np.where(missing, Reason.MISSING, 0)).astype(
        np.int8
    )
    whole = (np.broadcast_to(a, y.shape) for a in (*lines, cause, points < ENOUGH_POINTS, reasons))
    return tuple(whole)


def _first_known(y: np.ndarray, missing: np.ndarray, fixed: int | None) -> np.ndarray:
    """The points that limits are taken from: all, or of each series the first so many that are known."""
    if fixed is None:
        return y
    return np.where(np.cumsum(~missing, axis=-1) <= fixed, y, np.nan)


def _centre(y: np.ndarray, screen: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, mean moving range, and why there are no limits."""
    ranges = np.abs(np.diff(y, axis=-1))
    gaps = np.isnan(ranges).any() or y.shape[-1] < 2
    mean, moving = (
        (_mean_of_known(y), _mean_of_known(ranges)) if gaps else (y.mean(axis=-1), ranges.mean(axis=-1))
    )
    if screen:
        moving = screened_mean(ranges, moving, bool(gaps))
    still = moving == 0
    # Between gaps nothing may move although the values differ.
    few = np.isnan(moving) | (still & gaps & (np.fmax.reduce(y, axis=-1) > np.fmin.reduce(y, axis=-1)))
    reason = first_reason((few, Reason.TOO_FEW_POINTS), (still, Reason.NO_VARIATION))
    return mean, moving, reason


def _mean_of_known(y: np.ndarray) -> np.ndarray:
    """The mean over the last axis without missing numbers; NaN where there is none."""
    present = ~np.isnan(y)
    n = present.sum(axis=-1)
    return np.where(present, y, 0).sum(axis=-1) / np.where(n > 0, n, np.nan)


def _causes(
    y: np.ndarray, lines: tuple[np.ndarray, ...], on_mean: np.ndarray, trend: int, two_of_three: TwoOfThree
) -> np.ndarray:
    """The first rule, in their priority, that each point breaks; none where there are no limits."""
    mean, lower, upper, near_lower, near_upper = lines
    high, low = y - mean > on_mean, y - mean < -on_mean
    rise = np.diff(y, axis=-1)
    beyond_high, beyond_low = y > near_upper, y < near_lower
    if two_of_three == TwoOfThree.INSIDE_LIMITS:
        beyond_high, beyond_low = beyond_high & (y <= upper), beyond_low & (y >= lower)
    sides = (
        (high, y > upper, beyond_high, rise > 0, 1),
        (low, y < lower, beyond_low, rise < 0, -1),
    )
    cause = np.zeros(y.shape, dtype=np.int8)
    present = ~np.isnan(upper)
    for rule in (Cause.RUN, Cause.TWO_OF_THREE, Cause.TREND, Cause.OUTSIDE):
        for side, outside, beyond, moves, sign in sides:
            broken = _broken(rule, side, outside, beyond, moves, trend)
            np.putmask(cause, broken & present, sign * rule)
    return cause


def _broken(
    rule: Cause, side: np.ndarray, outside: np.ndarray, beyond: np.ndarray, moves: np.ndarray, trend: int
) -> np.ndarray:
    if rule == Cause.RUN:
        return _marked(_windows(side, RUN, RUN), RUN, side.shape)
    if rule == Cause.TREND:
        return _marked(_windows(moves, trend - 1, trend - 1), trend, side.shape)
    if rule == Cause.TWO_OF_THREE:
        return beyond & _marked(_windows(beyond, 3, 2) & _windows(side, 3, 3), 3, side.shape)
    return outside


def _windows(mask: np.ndarray, length: int, at_least: int) -> np.ndarray:
    """Whether `at_least` of the `length` points from each one on hold; shape (…, points − length + 1)."""
    starts = max(mask.shape[-1] - length + 1, 0)
    counts = np.zeros((*mask.shape[:-1], starts), dtype=np.int8)
    for step in range(length if starts else 0):
        counts += mask[..., step : step + starts]
    return counts >= at_least


def _marked(windows: np.ndarray, length: int, shape: tuple[int, ...]) -> np.ndarray:
    """Every point of every window that holds."""
    marked = np.zeros(shape, dtype=bool)
    for step in range(length if windows.shape[-1] else 0):
        marked[..., step : step + windows.shape[-1]] |= windows
    return marked
