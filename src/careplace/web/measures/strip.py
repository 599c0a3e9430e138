"""How all councils are spread: a dot each, over one axis, stacked where they would lie over each other."""

from dataclasses import dataclass

from careplace.publish.charts.axis import Scale, fitted
from careplace.web.measures.reading import Everyone, Row

LEFT, RIGHT = 2.0, 98.0
COLUMNS = 60
"""Columns that dots stand in: two dots side by side on a page 320 pixels wide touch and do not cover each other."""
STEP, FOOT, TALLEST = 7, 8, 160
"""Pixels: from dot to dot, from the axis to the first dot, and how tall a pile may be before its dots overlap."""


@dataclass(frozen=True)
class Dot:
    """A council: percent across, pixels down."""

    row: Row
    x: float
    y: float


@dataclass(frozen=True)
class Strip:
    """`base` is where the axis lies, in pixels down; `england` and the `quartiles` in percent across."""

    scale: Scale
    dots: tuple[Dot, ...]
    base: int
    england: float | None
    quartiles: tuple[float, float, float] | None

    @property
    def height(self) -> int:
        return self.base + 30


def strip(found: Everyone) -> Strip | None:
    """The strip of a measure; None where fewer than two councils have a value."""
    known = found.known
    if len(known) < 2:
        return None
    marks = [f.value for f in (found.england, *(found.quartiles or ())) if f.value is not None]
    # Of counts England's own is a hundred times a council's, and would push them all to the edge.
    lines = marks if not _adds_up(found) else marks[1:]
    scale = fitted([row.figure.value for row in known] + lines, found.subject.measure.unit, LEFT, RIGHT,
                   decimals=found.subject.measure.decimals)  # fmt: skip
    columns = stacked([scale.at(row.figure.value) for row in known])
    most = max(n for _x, n in columns)
    step = min(STEP, TALLEST / max(most, 1))
    base = round(FOOT + step * most + 16)
    dots = tuple(
        Dot(row, x, round(base - FOOT - step * n, 1)) for row, (x, n) in zip(known, columns, strict=True)
    )
    england = found.england.value
    shown = england is not None and not _adds_up(found)
    quarters = tuple(scale.at(f.value) for f in found.quartiles) if found.quartiles else None
    return Strip(scale, dots, base, scale.at(england) if shown else None, quarters)


def stacked(places: list[float]) -> list[tuple[float, int]]:
    """(middle of its column, how many dots lie under it) of each place across, in the order given."""
    width = (RIGHT - LEFT) / COLUMNS
    filled: dict[int, int] = {}
    found = []
    for x in places:
        column = min(int((x - LEFT) / width), COLUMNS - 1)
        found.append((round(LEFT + (column + 0.5) * width, 2), filled.get(column, 0)))
        filled[column] = filled.get(column, 0) + 1
    return found


def _adds_up(found: Everyone) -> bool:
    """Whether England's figure is the sum of the councils' and so on another scale."""
    return found.england.value is not None and found.quartiles is None
