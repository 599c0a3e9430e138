"""How many of many comparisons chance alone would call different, and how many still are when that is allowed for."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import erfc

from careplace.figures import Figure
from careplace.statistics.arguments import normal_quantile
from careplace.statistics.multiple_testing import benjamini_hochberg

LEVEL = 0.05
"""A difference is called where its 95% limits exclude zero: so often if there is none. Also the false discovery rate."""


@dataclass(frozen=True)
class Comparisons:
    """`tested` differences have limits; `different` of them exclude zero; `expected` would if no place differed;
    `remaining` are different at a false discovery rate of 5% (Benjamini and Hochberg 1995)."""

    tested: int
    different: int
    expected: float
    remaining: int


def comparisons(differences: Iterable[Figure | None]) -> Comparisons:
    """What chance explains of these differences; those without limits are no tests."""
    rows = [
        (figure.value, figure.lower95, figure.upper95)
        for figure in differences
        if figure is not None and None not in (figure.value, figure.lower95, figure.upper95)
    ]
    if not rows:
        return Comparisons(0, 0, 0.0, 0)
    p = _p_values(*np.array(rows, dtype=float).T)
    adjusted = benjamini_hochberg(p).p
    return Comparisons(len(rows), int((p < LEVEL).sum()), LEVEL * len(rows), int((adjusted <= LEVEL).sum()))


def _p_values(value: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Two-sided p, from the distance of the limit on zero's side: under 0.05 where the interval excludes zero."""
    half = np.where(value > 0, value - lower, upper - value)
    error = half / normal_quantile(1 - LEVEL)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(value == 0, 0.0, np.abs(value) / error)
    return erfc(z / np.sqrt(2))
