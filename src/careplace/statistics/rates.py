"""Rates of events: Poisson limits of a count, the count per so many people, and the counts that chance allows.

Byar's approximation from 10 events, exact limits below. Sources: Breslow and Day 1987, vol. II, p. 69
(Byar); Garwood 1936 (exact); APHO Technical Briefing 3 for the change at 10; Spiegelhalter 2005 for control
limits. Formulas and limits of use: docs/methods.md.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv, pdtrik

from careplace.statistics.arguments import (
    Confidence,
    confidence_levels,
    counts,
    fitting,
    normal_quantile,
    one_of,
    positive,
)
from careplace.statistics.blocks import in_blocks
from careplace.statistics.estimates import Estimate, Limits, Reason, first_reason

EXACT_BELOW = 10
METHOD = "Byar, exact below 10"


class PoissonLimits(StrEnum):
    """How limits are drawn around an expected count.

    CONTROL is the range of counts that chance allows around it. INTERVAL is the exact interval of an *observed* count
    of that size, which FunnelPlotR and Fingertips draw instead: at 1 expected event, 37% of places fall below its 95%
    limits by chance alone. It is here to reproduce their charts.
    """

    CONTROL = "exact Poisson control limits"
    INTERVAL = "exact Poisson interval of the expected count"


def byar(count: ArrayLike, confidence: Confidence = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's approximate Poisson limits of `count`, good from 10 events; NaN for a missing count."""
    o = counts("count", count)
    return _byar(o, normal_quantile(confidence, o.ndim))


def exact_poisson(count: ArrayLike, confidence: Confidence = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact (Garwood) Poisson limits of `count`; the lower limit of 0 is 0."""
    o = counts("count", count)
    return _exact(o, _tail(confidence, o.ndim))


def poisson_control_limits(
    expected: ArrayLike,
    confidence: Confidence = 0.95,
    method: PoissonLimits = PoissonLimits.CONTROL,
) -> Limits:
    """The counts of events that chance allows where `expected` events are expected: control limits of a funnel.

    A whole count is below the lower limit exactly where so few events or fewer have a probability under half of
    1 − confidence, and above the upper limit where so many or more have. Between whole counts the limits are
    continuous, as in the funnel tables of Public Health England.

    Args:
        expected: expected events, any shape; NaN is missing.
        confidence: one level, or k levels, which put an axis of length k in front.
        method: CONTROL, or INTERVAL to reproduce charts of FunnelPlotR and Fingertips.

    Returns:
        Limits in events. The lower limit is 0 where even no events are likely enough; the upper is never below 1.

    Raises:
        ArgumentError: expected events are negative or infinite, or an unknown method.
    """
    e, method = counts("expected", expected), one_of("method", method, PoissonLimits)
    tail = _tail(confidence, e.ndim)
    lower, upper = (_exact if method == PoissonLimits.INTERVAL else _control)(e, tail)
    return Limits(lower, upper, first_reason((np.isnan(e), Reason.MISSING)), str(method))


def poisson_limits(count: ArrayLike, confidence: Confidence = 0.95) -> Limits:
    """Limits of a count of events: Byar's from 10 events, exact below.

    Args:
        count: events, any shape, not necessarily whole; NaN is missing.
        confidence: one level, or k levels, which put an axis of length k in front.

    Raises:
        ArgumentError: a count is negative or infinite.
    """
    o = counts("count", count)
    lower, upper = in_blocks(_byar, normal_quantile(confidence, o.ndim), o)
    few = np.flatnonzero(o.ravel() < EXACT_BELOW)
    if few.size:
        small, place = _distinct(o.ravel()[few])
        for limits, exact in zip((lower, upper), _exact(small, _tail(confidence, 1)), strict=True):
            limits.reshape(*limits.shape[: limits.ndim - o.ndim], -1)[..., few] = exact[..., place]
    return Limits(lower, upper, first_reason((np.isnan(o), Reason.MISSING)), METHOD)


def rate(
    count: ArrayLike, population: ArrayLike, per: float = 100_000, confidence: Confidence = 0.95
) -> Estimate:
    """Events per `per` people with Byar's limits (exact below 10 events).

    Args:
        count: events. population: people or person-years. Shapes broadcast; NaN is missing.

    Returns:
        Estimate in events per `per`; NaN where `reason` says MISSING or NO_DENOMINATOR.

    Raises:
        ArgumentError: a negative count or population, `per` not one number above 0, or shapes that do not fit.
    """
    o, n = counts("count", count), counts("population", population)
    fitting(count=o, population=n)
    scale = positive("per", per) / np.where(n > 0, n, np.nan)
    missing = np.isnan(o), np.isnan(n)
    reason = first_reason(*((m, Reason.MISSING) for m in missing), (n == 0, Reason.NO_DENOMINATOR))
    lower, upper = poisson_limits(o.reshape((1,) * (reason.ndim - o.ndim) + o.shape), confidence)
    return Estimate(o * scale, lower * scale, upper * scale, reason, METHOD)


def _byar(o: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        lower = 1 - 1 / (9 * o) - z / (3 * np.sqrt(o))
        lower = np.where(o > 0, o * lower * lower * lower, np.where(o == 0, 0.0, np.nan))
    more = o + 1
    upper = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    return lower, np.asarray(more * upper * upper * upper)


def _exact(o: np.ndarray, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    # chi2.ppf(a, 2x) / 2 is the inverse of the regularised incomplete gamma function at x.
    lower = np.where(o > 0, gammaincinv(np.where(o > 0, o, 1), tail), np.where(o == 0, 0.0, np.nan))
    return lower, gammainccinv(o + 1, tail)


def _control(e: np.ndarray, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lower = np.where(np.exp(-e) >= tail, 0.0, pdtrik(tail, e))
    return np.where(np.isnan(e), np.nan, lower), pdtrik(1 - tail, e) + 1


def _distinct(small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different values and the place of each; whole numbers, the usual case, need no sorting."""
    whole = small.astype(np.intp)
    if np.array_equal(whole, small):
        return np.arange(EXACT_BELOW, dtype=float), whole
    return np.unique(small, return_inverse=True)


def _tail(confidence: Confidence, ndim: int) -> np.ndarray:
    tail = (1 - confidence_levels(confidence)) / 2
    return tail.reshape(tail.shape + (1,) * ndim) if tail.ndim else tail
