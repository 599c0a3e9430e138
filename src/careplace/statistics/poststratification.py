"""Shares of a survey weighted to the population that was asked, and how they changed.

Each answer of a group counts for the people of that group in the population divided by the answers of the group (cell
weighting). Sources: Holt and Smith 1979 (Journal of the Royal Statistical Society A 142, 33–46) for the estimate; Särndal,
Swensson and Wretman 1992, section 7.6, and Lumley 2010, section 7.2, for the linearised variance; Kish 1965 for the
effective number. Formulas and limits of use: docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import Confidence, along_last, counts, within
from careplace.statistics.estimates import Estimate, Reason, first_reason
from careplace.statistics.proportions import effective_n, wilson


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A post-stratified share, its linearised variance, and what the weights cost.

    `effective` is Kish's number (Σw)² / Σw², and `design_effect` is how many answers there are to one of it. All have the
    shape of the share, and are NaN where `estimate.reason` says why.
    """

    estimate: Estimate
    variance: np.ndarray
    effective: np.ndarray
    design_effect: np.ndarray


def poststratified_share(
    hits: ArrayLike, answers: ArrayLike, people: ArrayLike, confidence: Confidence = 0.95
) -> WeightedShare:
    """The share Σ W p over groups (last axis), where W is a group's part of the people and p its share of answers.

    The variance is that of survey packages, by Taylor's series: n / (n − 1) · Σ W² p (1 − p) / m for n answers, m of them in
    the group. The limits are Wilson's on the number of answers of a simple random sample with that variance; where all
    groups are of one mind, the variance is 0 and says nothing, and they are on Kish's number. Nothing is taken off for a
    population that is small.

    Args:
        hits: answers that agree, shape (…, groups). answers: all answers. people: the people of each group in the
            population, in any unit: only their parts matter.

    Returns:
        Reasons: MISSING, NO_DENOMINATOR (a population of 0), EMPTY_GROUP (people and no answers). Answers of a group without
        people do not count.

    Raises:
        ArgumentError: a negative number, more hits than answers, shapes that do not fit.
    """
    x, n, size = along_last(
        1, hits=counts("hits", hits), answers=counts("answers", answers), people=counts("people", people)
    )
    within("hits", x, n)
    reason = _reason(x, n, size)
    population = np.where(reason, np.nan, size.sum(axis=-1))
    part = size / np.where(population > 0, population, np.nan)[..., None]
    share = np.divide(x, n, out=np.zeros(n.shape), where=n > 0)
    squares = np.divide(np.square(part), n, out=np.zeros(n.shape), where=n > 0).sum(axis=-1)
    number = np.where(part > 0, n, 0).sum(axis=-1)
    value = np.minimum((part * share).sum(axis=-1), 1)
    variance = _variance(part, share, n, number)
    kish = np.where(reason, np.nan, effective_n(np.where(reason, np.nan, 1.0), squares))
    estimate = _estimate(value, variance, kish, reason, confidence)
    return WeightedShare(estimate, variance, kish, number / kish)


def _reason(x: np.ndarray, n: np.ndarray, size: np.ndarray) -> np.ndarray:
    missing = np.isnan(x) | np.isnan(n) | np.isnan(size)
    return first_reason(
        (missing.any(axis=-1), Reason.MISSING),
        (size.sum(axis=-1) == 0, Reason.NO_DENOMINATOR),
        (((size > 0) & (n == 0)).any(axis=-1), Reason.EMPTY_GROUP),
    )


def _variance(part: np.ndarray, share: np.ndarray, n: np.ndarray, number: np.ndarray) -> np.ndarray:
    """The variance of Σ W p from residuals within groups, which add up to 0 in each."""
    residual = np.square(part) * share * (1 - share)
    within_groups = np.divide(residual, n, out=np.zeros(n.shape), where=n > 0).sum(axis=-1)
    # One answer is of one mind: its residual is 0, and so is the variance.
    return np.where(np.isnan(part).any(axis=-1), np.nan, within_groups * number / np.maximum(number - 1, 1))


def _estimate(
    value: np.ndarray, variance: np.ndarray, kish: np.ndarray, reason: np.ndarray, confidence: Confidence
) -> Estimate:
    spread = value * (1 - value)
    # Under this share of it the variance is rounding: all groups are of one mind.
    varies = variance > 1e-12 * spread
    number = np.where(varies, np.divide(spread, variance, out=np.ones(value.shape), where=varies), kish)
    limits = wilson(value * number, number, confidence)
    return Estimate(value, limits.lower, limits.upper, reason, "post-stratified, linearised variance, Wilson")
