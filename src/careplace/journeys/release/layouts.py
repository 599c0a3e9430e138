"""Which breakdowns are worth publishing: of a table that is small nearly everywhere, hardly a cell would be left.

A breakdown that is not published at all is not searched for what gives it away: its cells are in two sums only, with its
row's total and with its column's, and can be anything from `row + column - whole` (at least 0) to the smaller (Fréchet).
Where that says more of a small count than that it is small, the breakdown is searched and protected like any other.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from careplace.journeys.release.sums import ALL, Cell, financial_year
from careplace.statistics.disclosure import LARGEST_SMALL

MOST_SMALL = 1 / 3
"""Of a breakdown with a greater share of small counts nothing is published."""
Layout = tuple[str, str, bool, bool]
"""(kind of place, kind of period, whether by age, whether by category)"""


def layout(cell: Cell) -> Layout:
    """The breakdown that a cell is of."""
    return cell.place_kind, cell.period_kind, cell.age_band != ALL, cell.category != ALL


def publishable(cells: Sequence[Cell], layers: Sequence[np.ndarray], boards: Mapping[str, str]) -> np.ndarray:
    """True for each cell whose breakdown is published, or must be searched; `layers` are the counts of each layer."""
    rows = [layout(cell) for cell in cells]
    small = np.any([(counts > 0) & (counts <= LARGEST_SMALL) for counts in layers], axis=0)
    sparse = {kind for kind in set(rows) if _is_breakdown(kind) and _share(small, rows, kind) > MOST_SMALL}
    dropped: set[Layout] = set()
    # The finest places last: a council's months are bounded by those of its board, where these are published.
    for kind in sorted(sparse, key=lambda kind: ("all", "board", "council", "trust").index(kind[0])):
        if all(_is_open(cells, counts, rows, kind, boards, dropped) for counts in layers):
            dropped.add(kind)
    return np.array([kind not in dropped for kind in rows], dtype=bool)


def _is_breakdown(kind: Layout) -> bool:
    """Of the whole area each breakdown stays, and so does each place's year."""
    return kind[0] != ALL and kind[1:] != ("year", False, False)


def _share(small: np.ndarray, rows: Sequence[Layout], kind: Layout) -> float:
    own = np.array([row == kind for row in rows])
    return float(small[own].mean())


def _is_open(
    cells: Sequence[Cell],
    counts: np.ndarray,
    rows: Sequence[Layout],
    kind: Layout,
    boards: Mapping[str, str],
    dropped: set[Layout],
) -> bool:
    """Whether no small count of a breakdown follows from its row's total and its column's."""
    by_cell = dict(zip(cells, counts.tolist(), strict=True))
    by_board = kind[0] == "council" and bool(boards) and ("board", *kind[1:]) not in dropped
    for cell, row in zip(cells, rows, strict=True):
        value = by_cell[cell]
        if row != kind or not 0 < value <= LARGEST_SMALL:
            continue
        column = cell._replace(**_parent(cell, boards, by_board))
        total, whole = by_cell.get(_row(cell), 0), by_cell.get(_row(column), 0)
        # A total that is small itself is withheld, and bounds nothing; so does a year that is not whole.
        if min(total, by_cell[column]) > LARGEST_SMALL and total + by_cell[column] - whole > 1:
            return False
    return True


def _parent(cell: Cell, boards: Mapping[str, str], by_board: bool) -> dict[str, str]:
    if by_board:
        return {"place_kind": "board", "place": boards.get(cell.place, "unknown")}
    return {"place_kind": ALL, "place": ALL}


def _row(cell: Cell) -> Cell:
    """The total that a breakdown's cell is a part of: the place's whole year."""
    if cell.period_kind == "month":
        return cell._replace(period_kind="year", period=financial_year(cell.period))
    return cell._replace(age_band=ALL, category=ALL)
