"""A value against a benchmark, a target or another place: lower, similar, higher, or "cannot tell" and why.

Whether higher is better is not a property of numbers: `judged` says it from the measure's polarity, and where
a measure has none only "lower" and "higher" are said. Sources: OHID Fingertips technical guidance;
docs/methods.md.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import ArgumentError, Confidence, counts, normal_quantile, numbers, refuse
from careplace.statistics.estimates import Limits, Reason, first_reason
from careplace.statistics.proportions import score_limits
from careplace.statistics.rates import PoissonLimits, poisson_control_limits


class Position(IntEnum):
    """Where a value lies. The outer two need the wider of two confidences, usually 99.8%."""

    FAR_LOWER = -2
    LOWER = -1
    SIMILAR = 0
    HIGHER = 1
    FAR_HIGHER = 2


class Polarity(StrEnum):
    """Which way is better, if any."""

    HIGH_IS_GOOD = "high is good"
    LOW_IS_GOOD = "low is good"
    NONE = "no judgement"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`position` holds Position's numbers, and 0 where `reason` says why it cannot be told: see `judged`."""

    position: np.ndarray
    reason: np.ndarray
    method: str


def against_benchmark(
    lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, itself: ArrayLike = False
) -> Comparison:
    """Limits round the value against a benchmark without limits; a limit that touches it is similar.

    Args:
        lower, upper: one confidence, or two with the narrower first on a leading axis of length 2 as
            `wilson(x, n, (0.95, 0.998))` gives them; the wider decides FAR_LOWER and FAR_HIGHER.
        benchmark: shape of one confidence. itself: where the place is its own benchmark (OWN_BENCHMARK).
    """
    low, high = _ordered(lower, upper)
    b = numbers("benchmark", benchmark)
    two = low.ndim > max(b.ndim, np.ndim(itself)) and low.shape[0] == 2
    position = (low > b).astype(np.int8) - (high < b).astype(np.int8)
    position, missing = (
        (position.sum(axis=0), _any_missing(low, high)) if two else (position, np.isnan(low + high))
    )
    reason = first_reason(
        (np.asarray(itself, dtype=bool), Reason.OWN_BENCHMARK), (missing | np.isnan(b), Reason.MISSING)
    )
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason, "interval against benchmark")


def between_intervals(
    lower: ArrayLike, upper: ArrayLike, other_lower: ArrayLike, other_upper: ArrayLike
) -> Comparison:
    """Two intervals that do not overlap differ. It misses true differences: for two shares use `newcombe`."""
    low, high = _ordered(lower, upper)
    other_low, other_high = _ordered(other_lower, other_upper)
    reason = first_reason((np.isnan(low + high + other_low + other_high), Reason.MISSING))
    position = (low > other_high).astype(np.int8) - (high < other_low).astype(np.int8)
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason, "overlap of two intervals")


def against_target(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Comparison:
    """A value against a target band: LOWER under `low`, SIMILAR from `low`, HIGHER from `high` on."""
    v, bottom, top = numbers("value", value), numbers("low", low), numbers("high", high)
    refuse("low", bottom > top, "is above high", bottom, top)
    position = (v >= top).astype(np.int8) - (v < bottom).astype(np.int8)
    reason = first_reason((np.isnan(v + bottom + top), Reason.MISSING))
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason, "target band")


def share_control_limits(
    benchmark: ArrayLike, denominator: ArrayLike, confidence: Confidence = 0.95
) -> Limits:
    """Within what limits the share of `denominator` would lie by chance if the place were like the benchmark.

    Args:
        benchmark: a share from 0 to 1. denominator: the place's. Wilson's form round the benchmark.
    """
    p, n = counts("benchmark", benchmark), counts("denominator", denominator)
    refuse("benchmark", p > 1, "is not a share from 0 to 1", p)
    reason = first_reason((np.isnan(p + n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR))
    return Limits(
        *score_limits(p * n, n, normal_quantile(confidence, reason.ndim)), reason, "Wilson control limits"
    )


def rate_control_limits(
    benchmark: ArrayLike,
    population: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = 0.95,
    method: PoissonLimits = PoissonLimits.CONTROL,
) -> Limits:
    """Within what limits a rate of `population` would lie by chance if the place were like the benchmark.

    Args:
        benchmark: a rate per `per`. population: the place's, or a standardised rate's effective denominator.
        method: as in `poisson_control_limits`.
    """
    b, n = counts("benchmark", benchmark), counts("population", population)
    reason = first_reason((np.isnan(b + n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR))
    people = np.where(n > 0, n, np.nan) / per
    limits = poisson_control_limits(b * people, confidence, method)
    return Limits(limits.lower / people, limits.upper / people, reason, limits.method)


def outside_limits(value: ArrayLike, limits: Limits) -> Comparison:
    """A value against control limits round the benchmark, of one confidence or of two."""
    v = numbers("value", value)
    position = (v > limits.upper).astype(np.int8) - (v < limits.lower).astype(np.int8)
    position = position.sum(axis=0) if position.ndim > max(v.ndim, limits.reason.ndim) else position
    reason = np.where(limits.reason, limits.reason, first_reason((np.isnan(v), Reason.MISSING)))
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason.astype(np.int8), limits.method)


def judged(comparison: Comparison, polarity: Polarity) -> np.ndarray:
    """The word for each place: better, similar, worse (much better, much worse at the wider confidence).

    Without polarity: lower, similar, higher (far lower, far higher). "cannot tell" wherever a reason stands.
    """
    if polarity not in tuple(Polarity):
        raise ArgumentError("polarity", f"expected one of {[str(p) for p in Polarity]}, found {polarity!r}")
    sign = -1 if polarity == Polarity.LOW_IS_GOOD else 1
    words = _NEUTRAL if polarity == Polarity.NONE else _JUDGED
    return np.where(
        comparison.reason, "cannot tell", np.array(words)[sign * comparison.position.astype(int) + 2]
    )


_NEUTRAL = ("far lower", "lower", "similar", "higher", "far higher")
_JUDGED = ("much worse", "worse", "similar", "better", "much better")


def _ordered(lower: ArrayLike, upper: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.broadcast_arrays(numbers("lower", lower), numbers("upper", upper))
    refuse("lower", low > high, "is above upper", low, high)
    return low, high


def _any_missing(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.isnan(low + high).any(axis=0)
