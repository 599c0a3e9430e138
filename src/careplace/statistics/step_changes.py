"""Step changes of a series: a lasting change of level between two points, which a control chart begins again at.

Wheeler (2000, Understanding Variation) calculates limits again where the data show a different behaviour that is known
to last; Provost and Murray (2011, The Health Care Data Guide) read eight points in succession on one side of the mean as
a shift; Making Data Count (NHS England) calculates limits again at a step, never within a slow change. Here eight points
are looked at on both sides of each candidate, so that neither one outlier nor a slope makes a step. docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from careplace.statistics.arguments import ArgumentError, along_last, counts, instance, numbers, refuse
from careplace.statistics.moving_ranges import RANGE_TO_LIMIT, screened_mean

SIDE = 8
"""Points that a level lasts for, on each side of a step; also the fewest from one step to the next."""
NEAR = 3
"""Points next to the step, on each side, whose medians say how sudden it is: one of them may be half old, half new."""
APART = 0.25
"""Share of the step that every point is away from the mean of the other side: one that is back there ends a level."""
SUDDEN = 0.5
"""Share of the step that those medians are apart: of a straight slope they are 3 of 8 apart."""
LARGE = 2
"""A change of recording is at least so many times as far from the earlier mean as the earlier limits: six sigma."""
SHARE_OF_LEVEL = 0.25
"""A change of recording is at least this share of the higher of the two levels."""
FEWEST_PEERS, MOST_MOVED = 10, 0.2
"""A place changes alone where at least so many others have a figure, and at most this share of them step with it."""


@dataclass(frozen=True, slots=True)
class StepChanges:
    """Steps of many series, an array each, in order of series and position.

    `series` and `position` (from 0) say which point is the first of the new level. `before` and `after` are the means of
    the eight points on each side, `limit` is the wider of the two sides' distances from mean to control limit and
    `earlier` that of the eight before, all in the unit of the values. `constant`: all eight points on one side are
    the same number, and those on the other are not.
    """

    series: np.ndarray
    position: np.ndarray
    before: np.ndarray
    after: np.ndarray
    limit: np.ndarray
    earlier: np.ndarray
    constant: np.ndarray


def step_changes(values: ArrayLike) -> StepChanges:
    """The steps of series in the rows of `values`, oldest point first; NaN after a series' last point.

    A step is where all of the following hold for the eight points before and the eight from there on:

    - the two means differ by more than the wider of the two sides' limits: each mean is outside the other's limits;
    - every point is away from the other side's mean by at least a quarter of the step, towards its own;
    - the medians of the three points next to the step, on each side, are at least half as far apart as the means.

    Of neighbouring candidates the one whose two sides vary least counts; two steps are at least eight points apart.
    """
    (y,) = along_last(0, values=np.atleast_2d(numbers("values", values)))
    if y.shape[-1] < 2 * SIDE:
        return StepChanges(*(np.zeros(0, kind) for kind in (int, int, float, float, float, float, bool)))
    windows = sliding_window_view(y, 2 * SIDE, axis=-1)
    before, after = windows[..., :SIDE], windows[..., SIDE:]
    earlier = _limit(before)
    limit = np.maximum(earlier, _limit(after))
    series, start = _separate(_clarity(before, after, limit))
    at = series, start
    constant = (np.ptp(before[at], axis=-1) == 0) != (np.ptp(after[at], axis=-1) == 0)
    low, high = before[at].mean(axis=-1), after[at].mean(axis=-1)
    return StepChanges(series, start + SIDE, low, high, limit[at], earlier[at], constant)


def likely_recording(found: StepChanges, peers: ArrayLike, moved: ArrayLike) -> np.ndarray:
    """Whether each step is likely a change of what is recorded (or of what an organisation runs), not of care.

    It is where the step is large, a quarter of the level or more, and the place's own: of at least ten other places with a
    figure at that time (`peers`) at most one in five stepped likewise (`moved` counts them: the same way, at the same
    time, and at least half as far for their level). Large is twice as far as the limits of the eight points before, or
    any step from or to eight points of one number, such as 0.
    """
    instance("found", found, StepChanges)
    others, together = _count_each("peers", peers, found), _count_each("moved", moved, found)
    size = np.abs(found.after - found.before)
    large = found.constant | (size >= LARGE * found.earlier)
    of_level = size >= SHARE_OF_LEVEL * np.maximum(np.abs(found.before), np.abs(found.after))
    alone = (others >= FEWEST_PEERS) & (together <= MOST_MOVED * others)
    return large & of_level & alone


def _count_each(name: str, values: ArrayLike, found: StepChanges) -> np.ndarray:
    """A count for each step."""
    count = counts(name, values)
    refuse(name, np.isnan(count), "is missing", count)
    if count.shape != found.before.shape:
        raise ArgumentError(
            name, f"expected one for each of {found.before.size} steps, found shape {count.shape}"
        )
    return count


def _limit(side: np.ndarray) -> np.ndarray:
    """How far each side's control limits are from its mean, outlying ranges left out once."""
    ranges = np.abs(np.diff(side, axis=-1))
    return RANGE_TO_LIMIT * screened_mean(ranges, ranges.mean(axis=-1))


def _clarity(before: np.ndarray, after: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """How far apart the two sides are in their own deviations, 0 where they are no step; infinite where neither varies."""
    low, high = before.mean(axis=-1), after.mean(axis=-1)
    size, way = np.abs(high - low), np.sign(high - low)
    away = np.minimum(
        ((after - low[..., None]) * way[..., None]).min(axis=-1),
        ((high[..., None] - before) * way[..., None]).min(axis=-1),
    )
    near = np.median(after[..., :NEAR], axis=-1) - np.median(before[..., -NEAR:], axis=-1)
    is_step = (away >= APART * size) & (size > limit) & (near * way >= SUDDEN * size)
    deviation = np.sqrt(before.var(axis=-1) + after.var(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(is_step, size / deviation, 0.0)


def _separate(clarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(series, start of its window) of the clearest candidates, none within eight points of a clearer one."""
    left, chosen = clarity.copy(), np.zeros(clarity.shape, dtype=bool)
    columns = np.arange(clarity.shape[-1])
    while (left > 0).any():
        best = left.argmax(axis=-1)
        rows = np.flatnonzero(left.max(axis=-1) > 0)
        chosen[rows, best[rows]] = True
        left[np.abs(columns - best[:, None]) < SIDE] = 0
    series, start = np.nonzero(chosen)
    return series, start
