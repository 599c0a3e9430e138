"""A value against a benchmark, a target or another place: lower, similar, higher, or "cannot tell" and why.

Whether higher is better is not a property of numbers: `judged` says it from the measure's polarity, and where
a measure has none only "lower" and "higher" are said. Sources: OHID Fingertips technical guidance;
docs/methods.md.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    ArgumentError,
    Confidence,
    counts,
    fitting,
    instance,
    numbers,
    one_of,
    positive,
    refuse,
    shares,
    together,
    truths,
    whole,
)
from careplace.statistics.estimates import Limits, Reason, first_reason
from careplace.statistics.proportions import wilson
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
    """`position` holds Position's numbers, and 0 where `reason` says why it is not known: see `judged`."""

    position: np.ndarray
    reason: np.ndarray
    method: str


def against_benchmark(
    lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, itself: ArrayLike = False, levels: int = 1
) -> Comparison:
    """Limits of the value against a benchmark without limits; a limit that touches it is similar.

    Args:
        lower, upper: the limits, of any shape. With `levels=2` a leading axis of length 2 holds two confidences, the
            narrower first, as `wilson(x, n, (0.95, 0.998))` gives them; the wider decides FAR_LOWER and FAR_HIGHER.
        benchmark: shape of one confidence. itself: where the place is its own benchmark (OWN_BENCHMARK).
        levels: how many confidences the limits have. It is not guessed: limits of shape (2,) are two places as well
            as one place at two confidences.

    Raises:
        ArgumentError: lower above upper; `levels` other than 1 or 2, or 2 without such an axis; limits of the second
            confidence that do not hold those of the first.
    """
    low, high = _ordered("lower", lower, "upper", upper)
    b, own = numbers("benchmark", benchmark), truths("itself", itself)
    if whole("levels", levels, 1) == 1:
        low, high = low[None], high[None]
    elif levels != 2 or low.shape[:1] != (2,):
        shape = f"found levels={levels} and limits of shape {low.shape}"
        raise ArgumentError("levels", f"expected 1, or 2 with limits whose first axis has length 2; {shape}")
    refuse("lower", low[-1] > low[0], "of the wider confidence is above the narrower's", low[-1], low[0])
    refuse("upper", high[-1] < high[0], "of the wider confidence is below the narrower's", high[-1], high[0])
    fitting(lower=low[0], benchmark=b, itself=own)
    position = ((low > b).astype(np.int8) - (high < b).astype(np.int8)).sum(axis=0)
    missing = np.isnan(low + high).any(axis=0) | np.isnan(b)
    reason = first_reason((own, Reason.OWN_BENCHMARK), (missing, Reason.MISSING))
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason, "interval against benchmark")


def between_intervals(
    lower: ArrayLike, upper: ArrayLike, other_lower: ArrayLike, other_upper: ArrayLike
) -> Comparison:
    """Two intervals that do not overlap differ. It misses true differences: for two shares use `newcombe`."""
    low, high = _ordered("lower", lower, "upper", upper)
    other_low, other_high = _ordered("other_lower", other_lower, "other_upper", other_upper)
    fitting(lower=low, other_lower=other_low)
    reason = first_reason((np.isnan(low + high + other_low + other_high), Reason.MISSING))
    position = (low > other_high).astype(np.int8) - (high < other_low).astype(np.int8)
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason, "overlap of two intervals")


def against_target(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Comparison:
    """A value against a target band: LOWER under `low`, SIMILAR from `low`, HIGHER from `high` on."""
    v, bottom, top = together(
        value=numbers("value", value), low=numbers("low", low), high=numbers("high", high)
    )
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
    p, n = together(benchmark=shares("benchmark", benchmark), denominator=counts("denominator", denominator))
    limits = wilson(p * n, n, confidence)
    return replace(limits, method="Wilson control limits")


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
    b, n = together(benchmark=counts("benchmark", benchmark), population=counts("population", population))
    reason = first_reason((np.isnan(b + n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR))
    people = np.where(n > 0, n, np.nan) / positive("per", per)
    limits = poisson_control_limits(b * people, confidence, method)
    return Limits(limits.lower / people, limits.upper / people, reason, limits.method)


def outside_limits(value: ArrayLike, limits: Limits) -> Comparison:
    """A value against control limits round the benchmark, of one confidence or of two.

    Raises:
        ArgumentError: `limits` are no Limits, are of more than two confidences, or do not fit the values.
    """
    v, lower, upper = numbers("value", value), *_by_level(instance("limits", limits, Limits))
    fitting(limits=lower[0], value=v)
    lower, upper = (
        np.expand_dims(a, tuple(range(1, 1 + v.ndim - limits.reason.ndim))) for a in (lower, upper)
    )
    position = ((v > upper).astype(np.int8) - (v < lower).astype(np.int8)).sum(axis=0)
    reason = np.where(limits.reason, limits.reason, first_reason((np.isnan(v), Reason.MISSING)))
    return Comparison(np.where(reason, 0, position).astype(np.int8), reason.astype(np.int8), limits.method)


def judged(comparison: Comparison, polarity: Polarity) -> np.ndarray:
    """The word for each place: better, similar, worse (much better, much worse at the wider confidence).

    Without polarity: lower, similar, higher (far lower, far higher). "cannot tell" wherever a reason stands.
    """
    instance("comparison", comparison, Comparison)
    polarity = one_of("polarity", polarity, Polarity)
    sign = -1 if polarity == Polarity.LOW_IS_GOOD else 1
    words = _NEUTRAL if polarity == Polarity.NONE else _JUDGED
    return np.where(
        comparison.reason, "cannot tell", np.array(words)[sign * comparison.position.astype(int) + 2]
    )


_NEUTRAL = ("far lower", "lower", "similar", "higher", "far higher")
_JUDGED = ("much worse", "worse", "similar", "better", "much better")


def _by_level(limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """The two limits with a first axis of confidences: Limits have one where `reason` has an axis less."""
    lower, upper = np.asarray(limits.lower), np.asarray(limits.upper)
    if lower.ndim == limits.reason.ndim:
        return lower[None], upper[None]
    if lower.shape[0] > 2:
        raise ArgumentError("limits", f"expected limits of one or two confidences, found {lower.shape[0]}")
    return lower, upper


def _ordered(low: str, lower: ArrayLike, high: str, upper: ArrayLike) -> list[np.ndarray]:
    limits = together(**{low: numbers(low, lower), high: numbers(high, upper)})
    refuse(low, limits[0] > limits[1], f"is above {high}", *limits)
    return limits
