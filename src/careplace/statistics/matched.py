"""The same locations at two dates: did more of them get better than worse?

Sources: McNemar 1947 (Psychometrika 12, 153–157); Stuart 1955 (Biometrika 42, 412–416); Maxwell 1970 (British
Journal of Psychiatry 116, 651–655). Formulas and limits of use: docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, chdtrc

from careplace.statistics.arguments import ArgumentError, together, whole_counts
from careplace.statistics.estimates import Reason, first_reason


@dataclass(frozen=True, slots=True)
class Test:
    """A test's statistic, its degrees of freedom and its two-sided p-value."""

    __test__ = False  # not a test case, whatever pytest makes of its name

    statistic: np.ndarray
    degrees: np.ndarray
    p: np.ndarray
    reason: np.ndarray
    method: str


def mcnemar(better: ArrayLike, worse: ArrayLike) -> Test:
    """McNemar's test that as many got better as got worse, with the exact binomial p-value.

    Args:
        better, worse: whole counts of matched locations that changed; those that did not change say nothing
        here.

    Returns:
        Test; the statistic is (better − worse)² / (better + worse), 0 with p = 1 where none changed.
    """
    b, c = together(better=whole_counts("better", better), worse=whole_counts("worse", worse))
    reason = first_reason((np.isnan(b + c), Reason.MISSING))
    changed = b + c
    statistic = np.where(changed == 0, 0.0, (b - c) ** 2 / np.where(changed == 0, 1, changed))
    fewest, of = np.where(reason, 0, np.minimum(b, c)), np.where(reason, 0, changed).astype(np.int64)
    p = np.where(reason, np.nan, np.minimum(1, 2 * bdtr(fewest, of, 0.5)))
    return Test(statistic, np.ones_like(p), p, reason, "McNemar, exact")


def stuart_maxwell(table: ArrayLike) -> Test:
    """The Stuart–Maxwell test that the mix of levels is the same at both dates.

    Args:
        table: shape (…, k, k), matched locations by level at the first date (rows) and at the second
        (columns).

    Returns:
        Test of shape (…). Degrees of freedom are the levels that exchange locations less one for each
        separate set of them; p = 1 with 0 degrees where none changed.
    """
    t = _square(table)
    reason = first_reason((np.isnan(t).any(axis=(-2, -1)), Reason.MISSING))
    t = np.where(reason[..., None, None], 0, t)
    to, of = t.sum(axis=-2), t.sum(axis=-1)
    covariance = -(t + np.swapaxes(t, -1, -2))
    level = np.arange(t.shape[-1])
    covariance[..., level, level] = to + of - 2 * t[..., level, level]
    change = (of - to)[..., None]
    inverse = np.linalg.pinv(covariance, hermitian=True)
    statistic = (np.swapaxes(change, -1, -2) @ inverse @ change)[..., 0, 0]
    degrees = np.linalg.matrix_rank(covariance, hermitian=True).astype(float)
    p = np.where(degrees > 0, chdtrc(np.maximum(degrees, 1), np.maximum(statistic, 0)), 1.0)
    statistic, degrees, p = (np.where(reason, np.nan, a) for a in (statistic, degrees, p))
    return Test(statistic, degrees, p, reason, "Stuart–Maxwell")


def moved(table: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(better, same, worse) of a table as in `stuart_maxwell` whose levels run from the best to the worst.

    NaN where a count of the table is missing.
    """
    t = _square(table)
    better, same = np.tril(t, -1).sum(axis=(-2, -1)), np.trace(t, axis1=-2, axis2=-1)
    return better, same, t.sum(axis=(-2, -1)) - better - same


def _square(table: ArrayLike) -> np.ndarray:
    t = whole_counts("table", table)
    if t.ndim < 2 or t.shape[-1] != t.shape[-2] or t.shape[-1] < 2:
        raise ArgumentError(
            "table", f"expected as many rows as columns on the last two axes, found shape {t.shape}"
        )
    return t
