"""Life expectancy from an abridged life table (Chiang), with limits that count the oldest band (Silcocks).

Sources: Chiang 1984, The Life Table and its Applications; Silcocks, Jenner and Reza 2001 (J Epidemiol
Community Health 55, 38–43). Formulas and limits of use: docs/methods.md.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import ArgumentError, Confidence, along_last, counts, normal_quantile
from careplace.statistics.estimates import Estimate, Reason, first_reason

BANDS = (0, 1, *range(5, 95, 5))
"""The ages at which the twenty usual bands begin; the last is 90 and over."""
FEWEST_PEOPLE = 5000
WIDEST = 20.0
INFANTS = 0.1
"""The share of their first year lived by people who died in it; half of the band for all other ages."""


def life_expectancy(
    deaths: ArrayLike, population: ArrayLike, starts: Sequence[float] = BANDS, confidence: Confidence = 0.95
) -> Estimate:
    """Years of life expected at the beginning of each band, with Silcocks's limits.

    Args:
        deaths, population: shape (…, bands), deaths and person-years (usually three years of each).
        starts: the age at which each band begins, rising; the last band has no end.

    Returns:
        Estimate of shape (…, bands) in years; value[..., 0] is at the first start. Reasons: MISSING,
        NO_DENOMINATOR (a band without people), POPULATION_TOO_SMALL (5,000 person-years or fewer in all),
        DEATHS_EXCEED_POPULATION, NO_DEATHS_IN_OLDEST, INTERVAL_TOO_WIDE (95% limits over 20 years apart).

    Raises:
        ArgumentError: negative deaths or people; starts that do not rise or are not one for each band.
    """
    d, n = along_last(2, deaths=counts("deaths", deaths), population=counts("population", population))
    ages = counts("starts", starts)
    width = _widths(ages, d)
    lived = np.where(ages[:-1] == 0, INFANTS, 0.5)
    unfit = _unfit(d, n, width * lived)[..., None]
    expected, deviation = _chiang(np.where(unfit, np.nan, d), np.where(unfit, np.nan, n), width, lived)
    too_wide = 2 * normal_quantile(0.95) * deviation > WIDEST
    reason = np.where(unfit, unfit, np.where(too_wide, Reason.INTERVAL_TOO_WIDE, 0)).astype(np.int8)
    value = np.where(reason, np.nan, expected)
    margin = normal_quantile(confidence, value.ndim) * deviation
    return Estimate(value, value - margin, value + margin, reason, "Chiang, limits by Silcocks")


def _chiang(
    d: np.ndarray, n: np.ndarray, width: np.ndarray, lived: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Expectancy and its standard deviation at the start of each band."""
    m = d / n
    young = m[..., :-1]
    q = width * young / (1 + (1 - lived) * width * young)
    # q²(1 − q) / d, written so that a band without deaths gives 0.
    variance = q * width * (1 - q) / (n[..., :-1] * (1 + (1 - lived) * width * young))
    alive = np.concatenate([np.ones_like(m[..., :1]), np.cumprod(1 - q, axis=-1)], axis=-1)
    years = width * (alive[..., 1:] + lived * alive[..., :-1] * q)
    expected = _from_here_on(years, alive[..., -1:] / m[..., -1:]) / alive
    step = alive[..., :-1] * ((1 - lived) * width + expected[..., 1:])
    oldest = np.square(alive[..., -1:] / m[..., -1:]) / d[..., -1:]
    return expected, np.sqrt(_from_here_on(np.square(step) * variance, oldest)) / alive


def _from_here_on(bands: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Sums from each band to the last."""
    return np.cumsum(np.concatenate([bands, last], axis=-1)[..., ::-1], axis=-1)[..., ::-1]


def _unfit(d: np.ndarray, n: np.ndarray, lived: np.ndarray) -> np.ndarray:
    """Why a place has no life table. `lived`: the years of each band that people who die in it live."""
    with np.errstate(divide="ignore", invalid="ignore"):
        # From here on Chiang's probability of dying would be 1 or more and leave nobody alive for later
        # ages.
        all_die = (d / n)[..., :-1] * lived >= 1
    return first_reason(
        ((np.isnan(d) | np.isnan(n)).any(axis=-1), Reason.MISSING),
        ((n == 0).any(axis=-1), Reason.NO_DENOMINATOR),
        (n.sum(axis=-1) <= FEWEST_PEOPLE, Reason.POPULATION_TOO_SMALL),
        ((d > n).any(axis=-1) | all_die.any(axis=-1), Reason.DEATHS_EXCEED_POPULATION),
        (d[..., -1] == 0, Reason.NO_DEATHS_IN_OLDEST),
    )


def _widths(starts: np.ndarray, bands: np.ndarray) -> np.ndarray:
    width = np.diff(starts) if starts.ndim == 1 else np.zeros(1)
    if starts.shape != bands.shape[-1:] or not np.all(width > 0):
        raise ArgumentError(
            "starts",
            f"expected one rising age for each of the bands in {bands.shape}, found {starts.tolist()}",
        )
    return width
