"""Counts of people made safe to publish: small ones withheld, and those that would give them away.

`protect` withholds counts of 1 to `largest` (primary), and as many others (secondary) as it takes for no
withheld small count to be worked out more closely than its mark says. Linear programming finds them over
every sum that readers know, totals and overlapping places alike. Sources: Office for National Statistics and
NHS England guidance; Kelly, Golden and Assad 1992 (Networks 22, 397–417) for the search; Hundepool et al
2012, Statistical Disclosure Control, chapter 4. Limits of use: docs/methods.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.optimize import linprog

from careplace.statistics.arguments import (
    ArgumentError,
    counts,
    instance,
    refuse,
    truths,
    whole,
    whole_counts,
)

LARGEST_SMALL = 7
"""NHS England's rule for hospital counts withholds 1 to 7 and rounds the rest to 5."""
SEARCH_AGAIN = 0.02
"""What share more cells must be withheld before moves of many cells at once are searched for again."""
ROUNDS_WITHOUT_PROGRESS = 3


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


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier releases did with each cell.

    `shown`: they show it, and it is the same now to the nearest `rounding`. `withheld`: one of them withheld it.
    """

    shown: ArrayLike
    withheld: ArrayLike
    rounding: int = 1


def rounded(values: ArrayLike, base: int = 5) -> np.ndarray:
    """Counts to the nearest `base`, halves up. Missing stays missing. Rounded parts need not sum to rounded totals."""
    step = whole("base", base, 1)
    return np.floor(counts("values", values) / step + 0.5) * step


def table_sums(shape: tuple[int, int]) -> list[Sum]:
    """The sums of a table whose last row and last column are totals."""
    if not isinstance(shape, tuple | list) or len(shape) != 2:
        raise ArgumentError("shape", f"expected (rows, columns), found {shape!r}")
    rows, columns = (whole("shape", side, 2) for side in shape)
    cells = np.arange(rows * columns).reshape(rows, columns)
    lines = [*cells, *cells.T]
    return [Sum(int(line[-1]), tuple(map(int, line[:-1]))) for line in lines]


def protect_table(table: ArrayLike, largest: int = LARGEST_SMALL) -> Protected:
    """`protect` for a table whose last row and last column are totals, as all published tables of people are."""
    t = _known_counts("table", table)
    if t.ndim != 2 or min(t.shape) < 2:
        raise ArgumentError("table", f"expected rows and columns with their totals, found shape {t.shape}")
    safe = protect(t.ravel(), table_sums(t.shape), largest)
    return Protected(safe.withheld.reshape(t.shape), safe.primary.reshape(t.shape), safe.method)


def protect_nested(
    values: ArrayLike, inside: Iterable[tuple[int, int]], largest: int = LARGEST_SMALL
) -> Protected:
    """`protect` for places that overlap: what of the outer place is not in the inner one must not be small either.

    Args:
        values: one count for each place. inside: pairs (inner, outer) of positions, the inner place wholly in the
            outer: a council in an integrated care board, an old boundary in a new one.
    """
    v = np.atleast_1d(_known_counts("values", values))
    pairs = _pairs(inside, v.size)
    rest = np.array([v[outer] - v[inner] for inner, outer in pairs])
    for (inner, outer), left in zip(pairs, rest, strict=True):
        if left < 0:
            raise ArgumentError(
                "inside", f"place {inner} has {v[inner]:g}, more than place {outer} around it"
            )
    sums = [Sum(outer, (inner, v.size + i)) for i, (inner, outer) in enumerate(pairs)]
    is_shown = np.arange(v.size + rest.size) < v.size
    safe = protect(np.concatenate([v, rest]), sums, largest, published=is_shown)
    return Protected(safe.withheld[: v.size], safe.primary[: v.size], safe.method)


def protect(
    values: ArrayLike,
    sums: Sequence[Sum],
    largest: int = LARGEST_SMALL,
    published: ArrayLike | None = None,
    public: ArrayLike | None = None,
    sensitive: ArrayLike | None = None,
    earlier: Earlier | None = None,
) -> Protected:
    """Which cells to withhold so that no count of 1 to `largest` can be worked out.

    Args:
        values: shape (cells,), whole counts of people, none missing. sums: what readers know to add up.
        published: False for cells that are never shown but could be worked out.
        public: True for cells that everybody knows whatever is withheld, such as how many people answered at all.
        sensitive: True for cells to withhold though they are not small, such as many stays of few people. Each stays open by
            `largest` up and down; a sensitive zero is withheld, and may be worked out.
        earlier: What it withheld stays withheld, and open as sensitive counts are where the other cells that it withheld
            give room. What it shows hides nothing now: other cells do; where they cannot, what rounding leaves
            open; where that is too little for a small or sensitive count, cells shown before are withheld now, and a reader
            does not know that they have not changed.

    Returns:
        Protected. A withheld small count stays open over all of 1 to `largest`; zeros may be shown. The
        search goes from one small count to the next: what it withholds is safe, not proven the fewest
        possible. Where public cells leave a small count no such room, everything else is withheld.

    Raises:
        ArgumentError: missing or fractional counts, or sums that do not hold.
    """
    v = np.atleast_1d(_known_counts("values", values))
    if v.ndim != 1:
        raise ArgumentError("values", f"expected one axis of cells, found shape {v.shape}")
    _checked(v, sums)
    hidden = np.zeros(v.size, dtype=bool) if published is None else ~_per_cell("published", published, v.size)
    known = np.zeros(v.size, dtype=bool) if public is None else _per_cell("public", public, v.size)
    largest = whole("largest", largest, 1)
    private = np.zeros(v.size, dtype=bool) if sensitive is None else _per_cell("sensitive", sensitive, v.size)
    before = _before(earlier, v.size)
    few = ((v > 0) & (v <= largest)) | private
    primary = (few | before.withheld) & ~known
    search = _Search(v, _equations(sums, v.size), known, before.shown | known, _off(v, before))
    withheld = _searched(search, primary | hidden, _wanted_moves(v, primary, largest), few)
    return Protected(
        withheld & ~hidden, primary & ~hidden, f"1 to {largest} withheld, with what gives them away"
    )


def _wanted_moves(v: np.ndarray, primary: np.ndarray, largest: int) -> np.ndarray:
    """By how much each cell must be able to be more, and less (cells, 2): 0 where nothing is asked of it."""
    moves = np.array([_moves(value, largest) for value in np.where(primary, v, 1)])
    return (moves * (primary & (v > 0))[:, None]).reshape(-1, 2)


def _searched(search: "_Search", withheld: np.ndarray, moves: np.ndarray, few: np.ndarray) -> np.ndarray:
    """What is withheld once every cell can move as it must."""
    withheld_when_searched = -1
    for cell in np.flatnonzero(moves.any(axis=1)):
        if withheld.sum() > (1 + SEARCH_AGAIN) * withheld_when_searched:
            moves = _still_needed(search.v, withheld & ~search.fixed, search.equations, moves)
            withheld_when_searched = int(withheld.sum())
        for move in moves[cell][moves[cell] != 0]:
            withheld = withheld | search.moved_with(withheld, int(cell), move, bool(few[cell]))
    return withheld


def inferred(values: ArrayLike, withheld: ArrayLike, sums: Sequence[Sum], cell: int) -> tuple[float, float]:
    """The least and the greatest that a reader can work out the withheld `cell` to be, given all that is shown.

    Raises:
        ArgumentError: sums of cells that are not there or do not hold; `cell` is not one of the withheld.
    """
    v = np.atleast_1d(_known_counts("values", values))
    hidden = _per_cell("withheld", withheld, v.size)
    _checked(v, sums)
    cell = whole("cell", cell, 0)
    if cell >= v.size or not hidden[cell]:
        raise ArgumentError("cell", f"expected a withheld one of {v.size} cells, found {cell}")
    equations = _equations(sums, v.size)
    unknown, aim = equations[:, hidden], (np.flatnonzero(hidden) == cell).astype(float)
    right = -equations[:, ~hidden] @ v[~hidden]
    least = linprog(aim, A_eq=unknown, b_eq=right, bounds=(0, None))
    greatest = linprog(-aim, A_eq=unknown, b_eq=right, bounds=(0, None))
    return float(least.fun), float(-greatest.fun) if greatest.status == 0 else np.inf


def _moves(value: float, largest: int) -> tuple[float, float]:
    """By how much a withheld count must be able to be more, and less: a small one anything that is small."""
    return (largest - value, 1 - value) if value <= largest else (largest, -largest)


def _still_needed(v: np.ndarray, free: np.ndarray, equations: Any, moves: np.ndarray) -> np.ndarray:
    """The moves (cells, 2) that none of some other tables, which differ in the `free` cells alone, shows to be possible.

    Each of these tables moves as many cells as it can, some up and some down: one search in place of thousands. It only
    spares searches that would withhold nothing more.
    """
    chance, needed = np.random.default_rng(1), moves.copy()
    without_progress = 0
    while needed.any() and without_progress < ROUNDS_WITHOUT_PROGRESS:
        direction = chance.integers(0, 2, len(v))
        wanted = needed[np.arange(len(v)), direction]
        wanted = np.where(wanted == 0, needed[np.arange(len(v)), 1 - direction], wanted)
        # A small count that an earlier release showed is not free: its moves are searched one by one.
        moved = _moved_together(v, free, equations, np.where(free, wanted, 0))
        fulfilled = (needed != 0) & (moved[:, None] * np.sign(needed) >= np.abs(needed) - 1e-7)
        without_progress = 0 if fulfilled.any() else without_progress + 1
        needed[fulfilled] = 0
    return needed


def _moved_together(v: np.ndarray, free: np.ndarray, equations: Any, wanted: np.ndarray) -> np.ndarray:
    """By how much each cell differs in a table that fulfils as much of the wanted moves as one can."""
    cells, aims = np.flatnonzero(free), np.flatnonzero(wanted)
    place = np.full(len(v), -1)
    place[cells] = np.arange(len(cells))
    ones = (np.arange(len(aims)), np.arange(len(aims)))
    reach = sparse.csr_array((np.ones(len(aims)), ones), shape=(len(aims), len(aims)))
    signs = sparse.csr_array((-np.sign(wanted[aims]), (ones[0], place[aims])), shape=(len(aims), len(cells)))
    kept = equations[:, cells]
    solution = linprog(
        np.concatenate([np.zeros(len(cells)), -np.ones(len(aims))]),
        A_ub=sparse.hstack([signs, reach]),
        b_ub=np.zeros(len(aims)),
        A_eq=sparse.hstack([kept, sparse.csr_array((kept.shape[0], len(aims)))]),
        b_eq=np.zeros(kept.shape[0]),
        bounds=[(-most, None) for most in v[cells]] + [(0, abs(move)) for move in wanted[aims]],
    )
    moved = np.zeros(len(v))
    if solution.x is not None:
        moved[cells] = solution.x[: len(cells)]
    return moved


@dataclass(frozen=True, slots=True)
class _Search:
    """A table in which a count is to get room: `known` cells never give it, `fixed` ones by `off` or as the last."""

    v: np.ndarray
    equations: Any
    known: np.ndarray
    fixed: np.ndarray
    off: np.ndarray

    def moved_with(self, withheld: np.ndarray, cell: int, move: float, few: bool) -> np.ndarray:
        """The cells that must be open too for `cell` to be able to lie `move` higher, at the least loss of counts shown.

        Only for a count of `few` people what was shown before is withheld.
        """
        exact = np.zeros_like(self.off)
        attempts = [(self.fixed, exact)]
        if (self.fixed & ~self.known).any():
            attempts += [(self.fixed, self.off), (self.known, exact)][: 1 + few]
        for fixed, off in attempts:
            moved = self._moved(withheld, cell, move, fixed, off)
            if moved is not None:
                return moved & ~fixed
        return ~self.fixed

    def _moved(
        self, withheld: np.ndarray, cell: int, move: float, fixed: np.ndarray, off: np.ndarray
    ) -> np.ndarray | None:
        size = self.v.size
        # A zero says little when withheld and much when shown, so it costs more than any count.
        cost = np.where(self.v == 0, self.v.sum() + 1, self.v + 1)
        most = np.concatenate([np.where(fixed, off[0], np.inf), np.where(fixed, off[1], self.v)])
        this = sparse.csr_array(([1.0, -1.0], ([0, 0], [cell, cell + size])), shape=(1, 2 * size))
        solution = linprog(
            np.tile(np.where(withheld | fixed, 0.0, cost), 2),
            A_eq=sparse.vstack([sparse.hstack([self.equations, -self.equations]), this], format="csr"),
            b_eq=np.append(np.zeros(self.equations.shape[0]), move),
            bounds=np.column_stack([np.zeros(most.size), most]),
        )
        return None if solution.x is None else solution.x[:size] + solution.x[size:] > 1e-7


def _before(earlier: Earlier | None, cells: int) -> Earlier:
    if earlier is None:
        return Earlier(np.zeros(cells, dtype=bool), np.zeros(cells, dtype=bool))
    earlier = instance("earlier", earlier, Earlier)
    return Earlier(
        _per_cell("earlier", earlier.shown, cells),
        _per_cell("earlier", earlier.withheld, cells),
        whole("earlier", earlier.rounding, 1),
    )


def _off(v: np.ndarray, earlier: Earlier) -> np.ndarray:
    """By how much each count shown before could be more, and less, and be rounded to the same: shape (2, cells)."""
    nearest = rounded(v, earlier.rounding)
    least = np.maximum(nearest - earlier.rounding // 2, 0)
    greatest = nearest + (earlier.rounding - 1) // 2
    return np.where(earlier.shown, [greatest - v, v - least], 0.0)


def _equations(sums: Sequence[Sum], cells: int) -> Any:
    """One row for each sum, which its cells satisfy with 0; sparse, since a sum has few of the cells."""
    equations = sparse.lil_array((len(sums), cells))
    for i, total in enumerate(sums):
        equations[i, list(total.parts)] = 1
        equations[i, total.total] -= 1
    return equations.tocsr()


def _known_counts(name: str, values: ArrayLike) -> np.ndarray:
    """Whole counts, none of them missing: what is missing could not be protected."""
    v = whole_counts(name, values)
    refuse(name, np.isnan(v), "is missing", v)
    return v


def _per_cell(name: str, values: ArrayLike, cells: int) -> np.ndarray:
    flags = truths(name, values)
    if flags.shape != (cells,):
        raise ArgumentError(name, f"expected one for each of {cells} cells, found shape {flags.shape}")
    return flags


def _pairs(inside: Iterable[tuple[int, int]], places: int) -> list[tuple[int, int]]:
    patterns = []
    for pair in instance("inside", inside, Iterable):  # type: ignore[type-abstract]
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError("inside", f"expected pairs (inner, outer) of positions, found {pair!r}")
        inner, outer = (whole("inside", position, 0) for position in pair)
        if max(inner, outer) >= places:
            raise ArgumentError("inside", f"found position {max(inner, outer)} among {places} places, from 0")
        patterns.append((inner, outer))
    return patterns


def _checked(v: np.ndarray, sums: Sequence[Sum]) -> None:
    for sum_checked in instance("sums", sums, Sequence):  # type: ignore[type-abstract]
        cells = [sum_checked.total, *sum_checked.parts] if isinstance(sum_checked, Sum) else [None]
        if any(not isinstance(cell, int | np.integer) or not 0 <= cell < v.size for cell in cells):
            raise ArgumentError("sums", f"expected sums of the {v.size} cells, found {sum_checked!r}")
        parts = v[list(sum_checked.parts)].sum()
        if parts != v[sum_checked.total]:
            raise ArgumentError(
                "sums", f"cell {sum_checked.total} is {v[sum_checked.total]:g} but its parts sum to {parts:g}"
            )
