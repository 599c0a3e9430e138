"""Which cells of a measure add up to which: everything that a reader could subtract."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from careplace.statistics.disclosure import Sum

ALL = "all"


class Cell(NamedTuple):
    """Which figure: a kind of place and a place, a kind of period and its first day, an age band and a category."""

    place_kind: str
    place: str
    period_kind: str
    period: str
    age_band: str
    category: str


def sums(cells: Sequence[Cell], boards: Mapping[str, str]) -> list[Sum]:
    """Every sum among the cells: categories, ages, places, councils of a board, and months of a whole year."""
    groups: dict[tuple[str, Cell], list[int]] = defaultdict(list)
    for number, cell in enumerate(cells):
        for kind, whole in _wholes(cell, boards):
            groups[kind, whole].append(number)
    positions = {cell: number for number, cell in enumerate(cells)}
    return [
        Sum(positions[whole], tuple(numbers))
        for (_kind, whole), numbers in groups.items()
        if whole in positions
    ]


def _wholes(cell: Cell, boards: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
    """(kind of sum, the total) of each sum that the cell is a part of."""
    if cell.category != ALL:
        yield "category", cell._replace(category=ALL)
    if cell.age_band != ALL:
        yield "age", cell._replace(age_band=ALL)
    if cell.place_kind != ALL:
        yield cell.place_kind, cell._replace(place_kind=ALL, place=ALL)
    if cell.place_kind == "council":
        yield "board", cell._replace(place_kind="board", place=boards.get(cell.place, "unknown"))
    if cell.period_kind == "month":
        yield "year", cell._replace(period_kind="year", period=financial_year(cell.period))


def financial_year(month: str) -> str:
    """The 1st of April of the financial year of a month: "2025-04-01" of "2026-03-01"."""
    year = int(month[:4]) - (month[5:7] < "04")
    return f"{year}-04-01"
