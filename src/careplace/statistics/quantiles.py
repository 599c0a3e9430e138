"""Places sorted into quarters, fifths or tenths, equal values always into the same one.

Source: the rule of the Department of Health's quantiles (docs/methods.md), in whole numbers so that it
never turns on rounding.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import along_last, flag, numbers, whole
from careplace.statistics.estimates import Reason, first_reason


@dataclass(frozen=True, slots=True)
class Groups:
    """`group` from 1, or 0 where `reason` says why there is none."""

    group: np.ndarray
    reason: np.ndarray
    method: str


def quantile_groups(values: ArrayLike, groups: int, highest_first: bool = False) -> Groups:
    """The quantile (1 to `groups`) of each value among those on the last axis.

    Equal values share the group of the lowest place among them. Missing values are not counted and are
    MISSING; fewer values than groups are TOO_FEW_PLACES.

    Args:
        groups: 4, 5, 10… highest_first: group 1 holds the highest values; otherwise the lowest.
    """
    groups, highest_first = whole("groups", groups, 2), flag("highest_first", highest_first)
    v = np.atleast_1d(numbers("values", values))
    missing, n = np.isnan(v), (~np.isnan(v)).sum(axis=-1, keepdims=True)
    below = _how_many_below(-v if highest_first else v)
    # floor(q + 1 − ceil((N + 1 − rank) / (N / q))) with rank = below + 1; -(-a // b) is the ceiling.
    group = groups + 1 + (-(n - below) * groups) // np.maximum(n, 1)
    reason = first_reason((missing, Reason.MISSING), (n < groups, Reason.TOO_FEW_PLACES))
    return Groups(np.where(reason, 0, np.maximum(group, 1)), reason, f"{groups} groups, ties together")


def quantile_bounds(values: ArrayLike, groups: int) -> np.ndarray:
    """The groups + 1 bounds of the values on the last axis by interpolation (Excel's PERCENTILE.INC).

    The bounds are NaN where a value is missing: leave it out first if it may be left out.

    Raises:
        ArgumentError: no values, or `groups` is not a whole number from 2.
    """
    parts = np.linspace(0, 1, whole("groups", groups, 2) + 1)
    (v,) = along_last(1, values=np.atleast_1d(numbers("values", values)))
    return np.moveaxis(np.quantile(v, parts, axis=-1), 0, -1)


def _how_many_below(v: np.ndarray) -> np.ndarray:
    order = np.argsort(v, axis=-1, kind="stable")
    ordered = np.take_along_axis(v, order, axis=-1)
    place = np.broadcast_to(np.arange(v.shape[-1]), v.shape).copy()
    place[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 0
    below = np.empty(v.shape, dtype=np.int64)
    np.put_along_axis(below, order, np.maximum.accumulate(place, axis=-1), axis=-1)
    return below
