"""XmR control charts: what of a series is noise, and what is a signal.

The rules are those of NHS England's Making Data Count. Sources: Wheeler 2000, Understanding Variation;
Provost and Murray 2011 for the screening of outlying ranges. Formulas and limits of use: docs/methods.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import ArgumentError, numbers
from careplace.statistics.comparison import Polarity
from careplace.statistics.estimates import Reason, first_reason

RANGE_TO_LIMIT = 2.66
RANGE_LIMIT = 3.267
ENOUGH_POINTS = 13
FEWEST_TO_FIX = 12
RUN = 7
ON_THE_MEAN = 1e-9
"""A point nearer to the mean than this share of the mean range lies on it: sums of decimals are not exact."""


class Cause(IntEnum):
    """The rule that a point breaks; negative on the low or the falling side."""

    COMMON = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    RUN = 4


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

    `cause` holds ±Cause; `short` marks the points of a group with fewer than 13; `reason` says why a point's
    group has no limits (MISSING, TOO_FEW_POINTS, NO_VARIATION).
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
    values: ArrayLike, screen: bool = True, rebase: Sequence[int] = (), fix_after: int | None = None
) -> Chart:
    """XmR charts of series on the last axis, oldest first.

    Args:
        values: shape (…, points). A missing point leaves its whole group without limits: a chart with a hole
            has no moving range there.
        screen: leave moving ranges of 3.267 times their mean or more out of the limits.
        rebase: positions (from 0) at which a new group with limits of its own begins.
        fix_after: take each group's limits from its first so many points, at least 12.

    Raises:
        ArgumentError: rebase does not rise within the series; fix_after under 12.
    """
    y = np.atleast_1d(numbers("values", values))
    if fix_after is not None and fix_after < FEWEST_TO_FIX:
        raise ArgumentError(
            "fix_after", f"{fix_after} points are too few to fix limits on; expected at least 12"
        )
    edges = [0, *rebase, y.shape[-1]]
    if rebase and np.any(np.diff(edges) < 1):
        raise ArgumentError(
            "rebase", f"expected rising positions within 1 to {y.shape[-1] - 1}, found {list(rebase)}"
        )
    groups = [_group(y[..., a:b], screen, fix_after) for a, b in pairwise(edges)]
    arrays = (
        groups[0]
        if len(groups) == 1
        else [np.concatenate(parts, axis=-1) for parts in zip(*groups, strict=True)]
    )
    return Chart(*arrays, "XmR, ranges screened" if screen else "XmR, ranges not screened")


def variation(chart: Chart, polarity: Polarity) -> np.ndarray:
    """The Variation that each chart's latest point shows."""
    sign = np.sign(chart.cause[..., -1])
    words = {
        Polarity.HIGH_IS_GOOD: (Variation.CONCERN, Variation.COMMON_CAUSE, Variation.IMPROVEMENT),
        Polarity.LOW_IS_GOOD: (Variation.IMPROVEMENT, Variation.COMMON_CAUSE, Variation.CONCERN),
        Polarity.NONE: (Variation.LOW, Variation.COMMON_CAUSE, Variation.HIGH),
    }[polarity]
    return np.where(
        chart.reason[..., -1], str(Variation.UNKNOWN), np.array([str(w) for w in words])[sign + 1]
    )


def assurance(chart: Chart, target: ArrayLike, polarity: Polarity) -> np.ndarray:
    """The Assurance that the latest limits give for `target`; UNKNOWN without polarity, limits or target."""
    t, low, high = numbers("target", target), chart.lower[..., -1], chart.upper[..., -1]
    below, above = (
        (Assurance.MET, Assurance.MISSED)
        if polarity == Polarity.HIGH_IS_GOOD
        else (Assurance.MISSED, Assurance.MET)
    )
    unknown = np.isnan(t) | (chart.reason[..., -1] > 0) | (polarity == Polarity.NONE)
    return np.select(
        [unknown, t < low, t > high],
        [str(Assurance.UNKNOWN), str(below), str(above)],
        str(Assurance.INCONSISTENT),
    )


def _group(y: np.ndarray, screen: bool, fix_after: int | None) -> tuple[np.ndarray, ...]:
    mean, moving, reason = _centre(y[..., :fix_after], screen)
    reason = np.where(np.isnan(y).any(axis=-1), Reason.MISSING, reason).astype(np.int8)
    step = np.where(reason, np.nan, RANGE_TO_LIMIT * moving)
    near = np.where(reason, np.nan, step * 2 / 3)
    mean, step, near = mean[..., None], step[..., None], near[..., None]
    lines = mean, mean - step, mean + step, mean - near, mean + near
    cause = _causes(y, lines, ON_THE_MEAN * moving[..., None])
    short = np.array(y.shape[-1] < ENOUGH_POINTS)
    whole = (np.broadcast_to(a, y.shape) for a in (*lines, cause, short, reason[..., None]))
    return tuple(whole)


def _centre(y: np.ndarray, screen: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, mean moving range, and why there are no limits."""
    if y.shape[-1] < 2:
        return (
            np.full(y.shape[:-1], np.nan),
            np.full(y.shape[:-1], np.nan),
            np.full(y.shape[:-1], Reason.TOO_FEW_POINTS),
        )
    ranges = np.abs(np.diff(y, axis=-1))
    moving = ranges.mean(axis=-1)
    if screen:
        kept = ranges < RANGE_LIMIT * moving[..., None]
        moving = (ranges * kept).sum(axis=-1) / np.maximum(kept.sum(axis=-1), 1)
    return y.mean(axis=-1), moving, first_reason((moving == 0, Reason.NO_VARIATION))


def _causes(y: np.ndarray, lines: tuple[np.ndarray, ...], on_mean: np.ndarray) -> np.ndarray:
    """The first rule, in their priority, that each point breaks; none where there are no limits."""
    mean, lower, upper, near_lower, near_upper = lines
    high, low = y - mean > on_mean, y - mean < -on_mean
    rise = np.diff(y, axis=-1)
    sides = (
        (high, y > upper, (y > near_upper) & (y <= upper), rise > 0, 1),
        (low, y < lower, (y < near_lower) & (y >= lower), rise < 0, -1),
    )
    cause = np.zeros(y.shape, dtype=np.int8)
    known = ~np.isnan(upper)
    for rule in (Cause.RUN, Cause.TWO_OF_THREE, Cause.TREND, Cause.OUTSIDE):
        for side, outside, near, moves, sign in sides:
            broken = _broken(rule, side, outside, near, moves)
            np.putmask(cause, broken & known, sign * rule)
    return cause


def _broken(
    rule: Cause, side: np.ndarray, outside: np.ndarray, near: np.ndarray, moves: np.ndarray
) -> np.ndarray:
    if rule == Cause.RUN:
        return _marked(_windows(side, RUN, RUN), RUN, side.shape)
    if rule == Cause.TREND:
        return _marked(_windows(moves, RUN - 1, RUN - 1), RUN, side.shape)
    if rule == Cause.TWO_OF_THREE:
        return near & _marked(_windows(near, 3, 2) & _windows(side, 3, 3), 3, side.shape)
    return outside


def _windows(mask: np.ndarray, length: int, at_least: int) -> np.ndarray:
    """Whether `at_least` of the `length` points from each one on hold; shape (…, points − length + 1)."""
    starts = max(mask.shape[-1] - length + 1, 0)
    held = np.zeros((*mask.shape[:-1], starts), dtype=np.int8)
    for step in range(length if starts else 0):
        held += mask[..., step : step + starts]
    return held >= at_least


def _marked(windows: np.ndarray, length: int, shape: tuple[int, ...]) -> np.ndarray:
    """Every point of every window that holds."""
    marked = np.zeros(shape, dtype=bool)
    for step in range(length if windows.shape[-1] else 0):
        marked[..., step : step + windows.shape[-1]] |= windows
    return marked
