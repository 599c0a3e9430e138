"""CUSUM: sums that rise while results are worse than expected, and the threshold at which they alarm.

Sources: Page 1954 (Biometrika 41, 100–115); Steiner et al 2000 (Biostatistics 1, 441–452) for events; the
threshold is simulated to a stated false-alarm rate, since no published one fits every length. Formulas:
docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    ArgumentError,
    along_last,
    fitting,
    number,
    numbers,
    positive,
    whole,
    zeros_and_ones,
)
from careplace.statistics.estimates import Reason, first_reason

SLACK = 0.5
SEED = 20150723
SIMULATED = 20_000


@dataclass(frozen=True, slots=True)
class Cusum:
    """`sums` of shape (…, points); `alarm` is the position of the first at or over the threshold, −1 for none."""

    sums: np.ndarray
    alarm: np.ndarray
    reason: np.ndarray
    method: str


def cusum(steps: ArrayLike, threshold: float | None = None) -> Cusum:
    """C = max(0, C + step) along the last axis from 0, for steps such as z − 0.5 or `event_steps`.

    A series with a missing step is MISSING as a whole: what came after it would rest on a guess.
    """
    (s,) = along_last(1, steps=np.atleast_1d(numbers("steps", steps)))
    highest = np.inf if threshold is None else positive("threshold", threshold)
    reason = first_reason((np.isnan(s).any(axis=-1), Reason.MISSING))
    total = np.cumsum(np.where(reason[..., None], np.nan, s), axis=-1)
    sums = total - np.minimum(np.minimum.accumulate(total, axis=-1), 0)
    over = sums >= highest
    alarm = np.where(over.any(axis=-1), over.argmax(axis=-1), -1)
    return Cusum(sums, alarm, reason, "CUSUM")


def z_steps(z: ArrayLike, slack: float = SLACK) -> np.ndarray:
    """Steps for z-scores whose high side is the worse: z − slack, tuned to a shift of twice the slack.

    NaN for a missing score. Raises ArgumentError unless `slack` is above 0.
    """
    return numbers("z", z) - positive("slack", slack)


def event_steps(events: ArrayLike, usual: ArrayLike, worse: ArrayLike) -> np.ndarray:
    """Steps for events (1) and non-events (0): the log likelihood ratio of the `worse` risk to the `usual`.

    True and False stand for 1 and 0. NaN for a missing event. The risks are one for all, or one for each event, of a shape
    that broadcasts (Steiner et al 2000: adjusted for risk).
    """
    before, after = _risks(usual, worse)
    x = zeros_and_ones("events", events)
    fitting(events=x, usual=before, worse=after)
    return np.where(
        np.isnan(x), np.nan, np.where(x == 1, np.log(after / before), np.log((1 - after) / (1 - before)))
    )


def _risks(usual: ArrayLike, worse: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    before, after = numbers("usual", usual), numbers("worse", worse)
    if not ((before > 0) & (before < 1)).all():
        raise ArgumentError("usual", f"expected risks between 0 and 1, found {usual!r}")
    if not ((after > before) & (after < 1)).all():
        raise ArgumentError("worse", f"expected risks above the usual {usual!r} and under 1, found {worse!r}")
    return before, after


def z_threshold(
    points: int, false_alarms: float, slack: float = SLACK, simulated: int = SIMULATED, seed: int = SEED
) -> float:
    """The threshold that a share `false_alarms` of series of `points` z-scores reach by chance alone.

    Args:
        false_alarms: e.g. 0.01: one series in a hundred, where nothing is wrong, alarms within `points`.
        seed: the same seed gives the same threshold.
    """
    shape = _simulated(simulated, false_alarms), whole("points", points, 1)
    draw = np.random.default_rng(whole("seed", seed, 0)).standard_normal
    return _threshold(z_steps(draw(shape), slack), false_alarms)


def event_threshold(
    points: int,
    false_alarms: float,
    usual: ArrayLike,
    worse: ArrayLike,
    simulated: int = SIMULATED,
    seed: int = SEED,
) -> float:
    """As `z_threshold`, for `points` cases with the usual risk of an event: one for all, or one for each case."""
    shape = _simulated(simulated, false_alarms), whole("points", points, 1)
    before, _after = _risks(usual, worse)
    if before.ndim and before.shape != shape[1:]:
        raise ArgumentError("usual", f"expected one risk or {points}, found {before.shape}")
    draw = np.random.default_rng(whole("seed", seed, 0)).random(shape)
    return _threshold(event_steps(draw < before, usual, worse), false_alarms)


def _threshold(steps: np.ndarray, false_alarms: float) -> float:
    highest = cusum(steps).sums.max(axis=-1)
    # The next number up, so that series which just reach the quantile do not alarm: event sums have many
    # ties.
    return float(np.nextafter(np.quantile(highest, 1 - false_alarms, method="higher"), np.inf))


def _simulated(simulated: int, false_alarms: float) -> int:
    if not 0 < number("false_alarms", false_alarms) < 1:
        raise ArgumentError("false_alarms", f"expected a share between 0 and 1, found {false_alarms}")
    series = whole("simulated", simulated, 1)
    if series * false_alarms < 20:
        raise ArgumentError("simulated", f"{series} series are too few for a rate of {false_alarms}")
    return series
