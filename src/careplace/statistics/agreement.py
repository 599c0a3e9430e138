"""How far two coders of the same segments agree about a code: the share of agreement, Cohen's kappa, Gwet's AC1.

A segment either has a code or has not. Kappa falls towards 0 when a code is rare, however well two people agree; AC1
does not: so both are given, with the prevalence. Sources: Cohen 1960; Fleiss, Cohen and Everitt 1969 (Psychological
Bulletin 72, 323–327) for the standard error of kappa; Gwet 2008 (British Journal of Mathematical and Statistical
Psychology 61, 29–48) for AC1 and its variance, with segments taken as a sample of a large number.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from careplace.statistics.arguments import counts, fitting, normal_quantile, number, refuse
from careplace.statistics.estimates import Estimate, Reason, first_reason
from careplace.statistics.proportions import proportion

KAPPA = "Cohen's kappa, limits by Fleiss, Cohen and Everitt"
AC1 = "Gwet's AC1, limits by Gwet and Student's t"


@dataclass(frozen=True)
class Agreement:
    """What two coders' counts of segments show; every array has the shape of the counts.

    `prevalence` is the mean of the two shares of segments with the code, from 0 to 1.
    """

    prevalence: np.ndarray
    agreed: Estimate
    kappa: Estimate
    ac1: Estimate


def agreement(
    both: ArrayLike,
    first_only: ArrayLike,
    second_only: ArrayLike,
    neither: ArrayLike,
    confidence: float = 0.95,
) -> Agreement:
    """Agreement of two coders, from how many segments have the code by both, by one alone, by neither.

    Args:
        both, first_only, second_only, neither: counts of segments, of shapes that broadcast; one entry a code.

    Returns:
        Agreement; a number that cannot be given is NaN, with its reason: no segments, or, for kappa, a code that each
        coder gave to every segment or to none.

    Raises:
        ArgumentError: a count is negative, the shapes do not fit, or the confidence is not between 0 and 1.
    """
    given = {"both": both, "first_only": first_only, "second_only": second_only, "neither": neither}
    cells = {name: counts(name, values) for name, values in given.items()}
    fitting(**cells)
    level = number("confidence", confidence)
    refuse("confidence", np.array(not 0 < level < 1), f"expected between 0 and 1, found {confidence}")
    a, b, c, d = np.broadcast_arrays(*cells.values())
    n = a + b + c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.stack([a, b, c, d]) / n
        prevalence = shares[0] + (shares[1] + shares[2]) / 2
        return Agreement(
            prevalence,
            proportion(a + d, n, level),
            _kappa(shares, n, level),
            _ac1(shares, prevalence, n, level),
        )


def _kappa(shares: np.ndarray, n: np.ndarray, confidence: float) -> Estimate:
    a, b, c, d = shares
    first, second = a + b, a + c
    expected = first * second + (1 - first) * (1 - second)
    kappa = (a + d - expected) / (1 - expected)
    reason = first_reason(*_unusable(n), (expected == 1, Reason.NO_VARIATION))
    same = a * (1 - (first + second) * (1 - kappa)) ** 2 + d * (1 - (2 - first - second) * (1 - kappa)) ** 2
    other = (1 - kappa) ** 2 * (b * (second + 1 - first) ** 2 + c * (first + 1 - second) ** 2)
    variance = (same + other - (kappa - expected * (1 - kappa)) ** 2) / ((1 - expected) ** 2 * n)
    return _estimate(kappa, variance, normal_quantile(confidence, 0), reason, KAPPA)


def _ac1(shares: np.ndarray, prevalence: np.ndarray, n: np.ndarray, confidence: float) -> Estimate:
    chance = 2 * prevalence * (1 - prevalence)
    ac1 = (shares[0] + shares[3] - chance) / (1 - chance)
    # Each segment's own agreement, with what it moves in the agreement expected by chance.
    own = (np.array([1.0, 0.0, 0.0, 1.0]).reshape(-1, *[1] * n.ndim) - chance) / (1 - chance)
    half = np.full_like(prevalence, 0.5)
    moved = np.stack([1 - prevalence, half, half, prevalence])
    each = own - 2 * (1 - ac1) * (moved - chance) / (1 - chance)
    variance = np.sum(shares * (each - ac1) ** 2, axis=0) / (n - 1)
    reason = first_reason(*_unusable(n), (n < 2, Reason.TOO_FEW_POINTS))
    return _estimate(ac1, variance, student.ppf(0.5 + confidence / 2, np.maximum(n - 1, 1)), reason, AC1)


def _unusable(n: np.ndarray) -> tuple[tuple[np.ndarray, Reason], ...]:
    return (np.isnan(n), Reason.MISSING), (n == 0, Reason.NO_DENOMINATOR)


def _estimate(
    value: np.ndarray, variance: np.ndarray, quantile: np.ndarray, reason: np.ndarray, method: str
) -> Estimate:
    margin = quantile * np.sqrt(np.maximum(variance, 0))
    value, lower, upper = (
        np.where(reason, np.nan, np.clip(part, -1, 1)) for part in (value, value - margin, value + margin)
    )
    return Estimate(value, lower, upper, reason, method)
