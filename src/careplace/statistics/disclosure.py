"""Counts of people made safe to publish: small ones withheld, and those that would give them away.

`protect` withholds counts of 1 to `largest` (primary), and as many others (secondary) as it takes for no
withheld small count to be worked out more closely than its mark says. Linear programming finds them over
every sum that readers know, totals and overlapping places alike. Sources: Office for National Statistics and
NHS England guidance; Kelly, Golden and Assad 1992 (Networks 22, 397–417) for the search; Hundepool et al
2012, Statistical Disclosure Control, chapter 4. Limits of use: docs/methods.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from careplace.statistics.arguments import ArgumentError, counts, refuse

LARGEST_SMALL = 7
"""NHS England's rule for hospital counts withholds 1 to 7 and rounds the rest to 5."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that readers know: the cell `total` is the sum of the cells `parts` (flat positions)."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """`withheld` says which cells are not shown; `primary` which of them for being small themselves."""

    withheld: np.ndarray
    primary: np.ndarray
    method: str


def rounded(values: ArrayLike, base: int = 5) -> np.ndarray:
    """Counts to the nearest `base`, halves up. Missing stays missing. Rounded parts need not sum to rounded totals."""
    return np.floor(counts("values", values) / base + 0.5) * base


def table_sums(shape: tuple[int, int]) -> list[Sum]:
    """The sums of a table whose last row and last column are totals."""
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    lines = [*cells, *cells.T]
    return [Sum(int(line[-1]), tuple(map(int, line[:-1]))) for line in lines]


def protect_table(table: ArrayLike, largest: int = LARGEST_SMALL) -> Protected:
    """`protect` for a table whose last row and last column are totals, as all published tables of people are."""
    t = counts("table", table)
    if t.ndim != 2 or min(t.shape) < 2:
        raise ArgumentError("table", f"expected rows and columns with their totals, found shape {t.shape}")
    safe = protect(t.ravel(), table_sums(t.shape), largest)
    return Protected(safe.withheld.reshape(t.shape), safe.primary.reshape(t.shape), safe.method)


def protect_nested(
    values: ArrayLike, inside: Iterable[tuple[int, int]], largest: int = LARGEST_SMALL
) -> Protected:
    """`protect` for places that overlap: what of the outer place is not in the inner one must not be small either.

    Args:
        values: one count for each place. inside: pairs (inner, outer) of positions, the inner place wholly in
        the
            outer: a council in an integrated care board, an old boundary in a new one.
    """
    v, pairs = np.atleast_1d(counts("values", values)), list(inside)
    rest = np.array([v[outer] - v[inner] for inner, outer in pairs])
    sums = [Sum(outer, (inner, v.size + i)) for i, (inner, outer) in enumerate(pairs)]
    shown = np.arange(v.size + rest.size) < v.size
    safe = protect(np.concatenate([v, rest]), sums, largest, published=shown)
    return Protected(safe.withheld[: v.size], safe.primary[: v.size], safe.method)


def protect(
    values: ArrayLike, sums: Sequence[Sum], largest: int = LARGEST_SMALL, published: ArrayLike | None = None
) -> Protected:
    """Which cells to withhold so that no count of 1 to `largest` can be worked out.

    Args:
        values: shape (cells,), whole counts of people, none missing. sums: what readers know to add up.
        published: False for cells that are never shown but could be worked out.

    Returns:
        Protected. A withheld small count stays open over all of 1 to `largest`; zeros may be shown. The
        search goes from one small count to the next: what it withholds is safe, not proven the fewest
        possible.

    Raises:
        ArgumentError: missing or fractional counts, or sums that do not hold.
    """
    v = np.atleast_1d(counts("values", values))
    refuse("values", np.isnan(v) | (v % 1 > 0), "is not a whole count", v)
    _checked(v, sums)
    hidden = np.zeros(v.size, dtype=bool) if published is None else ~np.asarray(published, dtype=bool)
    small = (v > 0) & (v <= largest)
    withheld, equations = small | hidden, _equations(sums, v.size)
    for cell in np.flatnonzero(small):
        for move in (largest - v[cell], 1 - v[cell]):
            withheld |= _moved_with(v, withheld, equations, cell, move)
    return Protected(
        withheld & ~hidden, small & ~hidden, f"1 to {largest} withheld, with what gives them away"
    )


def inferred(values: ArrayLike, withheld: ArrayLike, sums: Sequence[Sum], cell: int) -> tuple[float, float]:
    """The least and the greatest that a reader can work out the withheld `cell` to be, given all that is shown."""
    v, hidden = np.asarray(values, dtype=float), np.asarray(withheld, dtype=bool)
    equations = _equations(sums, v.size)
    unknown, aim = equations[:, hidden], (np.flatnonzero(hidden) == cell).astype(float)
    right = -equations[:, ~hidden] @ v[~hidden]
    least = linprog(aim, A_eq=unknown, b_eq=right, bounds=(0, None))
    greatest = linprog(-aim, A_eq=unknown, b_eq=right, bounds=(0, None))
    return float(least.fun), float(-greatest.fun) if greatest.status == 0 else np.inf


def _moved_with(
    v: np.ndarray, withheld: np.ndarray, equations: np.ndarray, cell: int, move: float
) -> np.ndarray:
    """The cells that must be open too for `cell` to be able to lie `move` higher, at the least loss of counts shown."""
    # A zero says little when withheld and much when shown, so it costs more than any count.
    cost = np.where(withheld, 0.0, np.where(v == 0, v.sum() + 1, v + 1))
    this = np.zeros(2 * v.size)
    this[[cell, cell + v.size]] = 1, -1
    up_and_down = np.hstack([equations, -equations])
    bounds = [(0, None)] * v.size + [(0, float(most)) for most in v]
    right = np.append(np.zeros(len(equations)), move)
    found = linprog(np.tile(cost, 2), A_eq=np.vstack([up_and_down, this]), b_eq=right, bounds=bounds)
    return (found.x[: v.size] + found.x[v.size :]) > 1e-7


def _equations(sums: Sequence[Sum], cells: int) -> np.ndarray:
    """One row for each sum, which its cells satisfy with 0."""
    equations = np.zeros((len(sums), cells))
    for i, known in enumerate(sums):
        equations[i, list(known.parts)] = 1
        equations[i, known.total] -= 1
    return equations


def _checked(v: np.ndarray, sums: Sequence[Sum]) -> None:
    for known in sums:
        parts = v[list(known.parts)].sum()
        if parts != v[known.total]:
            raise ArgumentError(
                "sums", f"cell {known.total} is {v[known.total]:g} but its parts sum to {parts:g}"
            )
