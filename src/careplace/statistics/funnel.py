"""Funnel plots: how far places lie from the average for their size, allowing for more spread than chance gives.

Sources: Spiegelhalter 2005 (Statistics in Medicine 24, 1185–1202) and 2005 (Quality and Safety in Health Care
14, 347–351); Spiegelhalter et al 2012 (J R Stat Soc A 175, 1–47); NHS Digital, SHMI. Formulas:
docs/methods.md.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    ArgumentError,
    Confidence,
    counts,
    fitting,
    flag,
    normal_quantile,
    number,
    one_of,
    positive,
    shares,
    together,
    within,
)
from careplace.statistics.comparison import rate_control_limits
from careplace.statistics.estimates import Limits, Reason, first_reason
from careplace.statistics.rates import PoissonLimits, poisson_control_limits


class Indicator(StrEnum):
    """What is plotted, and the scale on which its chance spread is even."""

    SHARE = "share, arcsine of the root"
    RATIO_ROOT = "observed over expected, root"
    RATIO_LOG = "observed over expected, log"
    RATIO_OF_COUNTS = "ratio of two counts, log"


@dataclass(frozen=True, slots=True)
class Scores:
    """Places on the even scale: `scaled` with error `error` round `target`, and their z-scores.

    `z` is as chance alone allows, `adjusted` as chance and tau² allow. `phi` is the raw overdispersion,
    `phi_used` the one after winsorising or truncating, `tau2` the spread between places that chance does not
    explain.
    """

    scaled: np.ndarray
    error: np.ndarray
    target: float
    z: np.ndarray
    adjusted: np.ndarray
    phi: float
    phi_used: float
    tau2: float
    reason: np.ndarray
    method: str


def scores(
    numerator: ArrayLike,
    denominator: ArrayLike,
    indicator: Indicator,
    trim: float = 0.1,
    truncate: bool = False,
) -> Scores:
    """z-scores of places round their average, raw and with overdispersion by a random effect.

    Args:
        numerator, denominator: shape (places,): counts and their denominators, or observed and expected
        events. trim: the share of z-scores at each end that is winsorised (drawn in) before phi is taken.
        truncate: leave them out instead.

    Returns:
        Scores. Reasons: MISSING, NO_DENOMINATOR, NOT_POSITIVE (no events on a log scale of observed over
        expected).

    Raises:
        ArgumentError: negative counts, a share's numerator over its denominator, trim not from 0 to below
        0.5, an indicator that is none.
    """
    indicator, truncate = one_of("indicator", indicator, Indicator), flag("truncate", truncate)
    if not 0 <= number("trim", trim) < 0.5:
        raise ArgumentError("trim", f"expected a share from 0 to below 0.5, found {trim}")
    x, n = together(
        numerator=np.atleast_1d(counts("numerator", numerator)),
        denominator=counts("denominator", denominator),
    )
    if indicator == Indicator.SHARE:
        within("numerator", x, n)
    reason = first_reason(
        (np.isnan(x + n), Reason.MISSING),
        (n == 0, Reason.NO_DENOMINATOR),
        (_no_log(x, n, indicator), Reason.NOT_POSITIVE),
    )
    x, n = np.where(reason, np.nan, x), np.where(reason, np.nan, n)
    scaled, error, target = _even_scale(x, n, indicator)
    z = (scaled - target) / error
    phi, phi_used, tau2 = _overdispersion(z[reason == 0], error[reason == 0], trim, truncate)
    adjusted = (scaled - target) / np.sqrt(error**2 + tau2)
    method = f"{indicator}; {'truncated' if truncate else 'winsorised'} {trim:.0%}"
    return Scores(scaled, error, target, z, adjusted, phi, phi_used, tau2, reason, method)


def funnel_limits(
    indicator: Indicator,
    target: float,
    error: ArrayLike,
    tau2: float = 0.0,
    confidence: Confidence = (0.95, 0.998),
) -> Limits:
    """Limits round `target` (on the even scale, as in Scores) for places whose error is `error`.

    Returns:
        Limits in the measure's own unit: a share from 0 to 1, or a ratio.

    Raises:
        ArgumentError: a target that is not one number, tau2 below 0, an indicator that is none.
    """
    s, spread, indicator = (
        counts("error", error),
        number("tau2", tau2),
        one_of("indicator", indicator, Indicator),
    )
    counts("tau2", spread)
    step = normal_quantile(confidence, s.ndim) * np.sqrt(s**2 + spread)
    centre = number("target", target)
    ends = (_own_unit(centre - step, indicator), _own_unit(centre + step, indicator))
    return Limits(*ends, first_reason((np.isnan(s), Reason.MISSING)), f"{indicator}, normal limits")


def error_of(denominator: ArrayLike, indicator: Indicator, average: float = 1.0) -> np.ndarray:
    """The error on the even scale of a place with this denominator whose value is the average: draws the funnel.

    Args:
        average: the average ratio; only a ratio of counts needs it, since both its counts bring error.

    Returns:
        Errors, NaN where the denominator is missing or 0.
    """
    n, indicator = counts("denominator", denominator), one_of("indicator", indicator, Indicator)
    average = positive("average", average)
    n = np.where(n > 0, n, np.nan)
    if indicator == Indicator.RATIO_LOG:
        return 1 / np.sqrt(n)
    if indicator == Indicator.RATIO_OF_COUNTS:
        return _log_ratio_error(average * n, n)
    return 1 / (2 * np.sqrt(n))


def share_limits(
    average: ArrayLike, denominator: ArrayLike, confidence: Confidence = (0.95, 0.998)
) -> Limits:
    """Limits of a share round the average by the score test: average ± z √(average (1 − average) / n), in 0 to 1.

    Raises:
        ArgumentError: the average is not a share from 0 to 1 (0.806 and not 80.6).
    """
    p, n = shares("average", average), counts("denominator", denominator)
    fitting(average=p, denominator=n)
    reason = first_reason((np.isnan(p) | np.isnan(n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR))
    step = normal_quantile(confidence, reason.ndim) * np.sqrt(p * (1 - p) / np.where(n > 0, n, np.nan))
    return Limits(np.maximum(p - step, 0), np.minimum(p + step, 1), reason, "score test round the average")


def ratio_limits(
    expected: ArrayLike,
    confidence: Confidence = (0.95, 0.998),
    method: PoissonLimits = PoissonLimits.CONTROL,
) -> Limits:
    """Limits of observed over expected around 1: the events that chance allows, over those expected.

    Args:
        method: as in `poisson_control_limits`.
    """
    e = counts("expected", expected)
    reason = first_reason((np.isnan(e), Reason.MISSING), (e == 0, Reason.NO_DENOMINATOR))
    limits = poisson_control_limits(e, confidence, method)
    e = np.where(reason, np.nan, e)
    return Limits(limits.lower / e, limits.upper / e, reason, limits.method)


def rate_limits(
    average: ArrayLike,
    population: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = (0.95, 0.998),
    method: PoissonLimits = PoissonLimits.CONTROL,
) -> Limits:
    """Limits of a rate per `per` around the average, as `rate_control_limits`, at both levels of a funnel."""
    average, population = together(
        average=counts("average", average), population=counts("population", population)
    )
    return rate_control_limits(average, population, per, confidence, method)


def _no_log(x: np.ndarray, n: np.ndarray, indicator: Indicator) -> np.ndarray:
    """Where there is no logarithm: of a ratio without events, and of an average of no counts at all."""
    none = indicator == Indicator.RATIO_OF_COUNTS and (np.nansum(x) == 0 or np.nansum(n) == 0)
    return np.full(x.shape, none) if indicator != Indicator.RATIO_LOG else x == 0


def _even_scale(x: np.ndarray, n: np.ndarray, indicator: Indicator) -> tuple[np.ndarray, np.ndarray, float]:
    """Places and their errors on the scale where chance spreads them evenly, and the average there."""
    if indicator == Indicator.SHARE:
        return (
            np.arcsin(np.sqrt(x / n)),
            error_of(n, indicator),
            float(np.arcsin(np.sqrt(np.nansum(x) / _total(n)))),
        )
    if indicator == Indicator.RATIO_ROOT:
        return np.sqrt(x / n), error_of(n, indicator), 1.0
    if indicator == Indicator.RATIO_LOG:
        return np.log(x / n), error_of(n, indicator), 0.0
    return np.log((x + 0.5) / (n + 0.5)), _log_ratio_error(x, n), float(np.log(_total(x) / _total(n)))


def _own_unit(scaled: np.ndarray, indicator: Indicator) -> np.ndarray:
    if indicator == Indicator.SHARE:
        return np.sin(np.clip(scaled, 0, np.pi / 2)) ** 2
    return np.maximum(scaled, 0) ** 2 if indicator == Indicator.RATIO_ROOT else np.exp(scaled)


def _log_ratio_error(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.sqrt(a / (a + 0.5) ** 2 + b / (b + 0.5) ** 2)


def _total(counted: np.ndarray) -> float:
    return float(np.nansum(counted)) or np.nan


def _overdispersion(
    z: np.ndarray, error: np.ndarray, trim: float, truncate: bool
) -> tuple[float, float, float]:
    """(raw phi, phi used, tau²) of the places that have a z-score."""
    if z.size < 2:
        return np.nan, np.nan, 0.0
    if truncate:
        order = np.argsort(z, kind="stable")
        cut = int(trim * z.size)
        middle = order[cut : z.size - cut]
        used, error = z[middle], error[middle]
    else:
        used = np.clip(z, *np.quantile(z, [trim, 1 - trim]))
    phi = float(np.mean(used**2))
    return float(np.mean(z**2)), phi, _tau2(phi, error)


def _tau2(phi: float, error: np.ndarray) -> float:
    weight = 1 / error**2
    excess = error.size * phi - (error.size - 1)
    return max(0.0, float(excess / (weight.sum() - (weight**2).sum() / weight.sum())))
