"""Many tests at once: the Benjamini–Hochberg control of the false discovery rate.

Source: Benjamini and Hochberg 1995 (J R Stat Soc B 57, 289–300). Formula and limits of use: docs/methods.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import shares
from careplace.statistics.estimates import Reason, first_reason


@dataclass(frozen=True, slots=True)
class Adjusted:
    """`p` is the adjusted p-value: calling every test with p ≤ q a finding keeps false ones to a share q."""

    p: np.ndarray
    reason: np.ndarray
    method: str


def benjamini_hochberg(p: ArrayLike) -> Adjusted:
    """Adjusted p-values over the last axis; a missing p is MISSING and not counted among the tests.

    Raises:
        ArgumentError: a p outside 0 to 1.
    """
    p = np.atleast_1d(shares("p", p))
    tests = (~np.isnan(p)).sum(axis=-1, keepdims=True)
    order = np.argsort(p, axis=-1, kind="stable")
    scaled = np.take_along_axis(p, order, axis=-1) * tests / np.arange(1, p.shape[-1] + 1)
    # fmin passes over the missing ones, which sort last.
    least = np.minimum(np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1], 1)
    adjusted = np.empty(p.shape)
    np.put_along_axis(adjusted, order, least, axis=-1)
    missing = np.isnan(p)
    return Adjusted(
        np.where(missing, np.nan, adjusted), first_reason((missing, Reason.MISSING)), "Benjamini–Hochberg"
    )
