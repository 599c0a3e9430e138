"""How all councils are spread: a dot each, over one axis, stacked where they would lie over each other."""

from dataclasses import dataclass

from careplace.figures import Status
from careplace.publish.charts.axis import Scale, fitted
from careplace.web.public.measures.council_figures import CouncilFigures, Row

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


def strip(councils: CouncilFigures) -> Strip | None:
    """The strip of a measure; None where fewer than two councils have a value."""
    # A figure that is not comparable is in the table, with the reason.
    rows = {
        row: row.figure.number
        for row in councils.with_value
        if row.figure and row.figure.status != Status.NOT_COMPARABLE
    }
    if len(rows) < 2:
        return None
    marks = [f.value for f in (councils.england, *(councils.quartiles or ())) if f.value is not None]
    # Of counts England's own is a hundred times a council's, and would push them all to the edge.
    lines = marks if not _adds_up(councils) else marks[1:]
    scale = fitted([*rows.values(), *lines], councils.subject.measure.unit, LEFT, RIGHT,
                   decimals=councils.subject.measure.decimals)  # fmt: skip
    columns = stacked([scale.at(value) for value in rows.values()])
    most = max(n for _x, n in columns)
    step = min(STEP, TALLEST / max(most, 1))
    base = round(FOOT + step * most + 16)
    dots = tuple(
        Dot(row, x, round(base - FOOT - step * n, 1)) for row, (x, n) in zip(rows, columns, strict=True)
    )
    value = councils.england.value
    england = None if value is None or _adds_up(councils) else scale.at(value)
    return Strip(scale, dots, base, england, _quarters(councils, scale))


def _quarters(councils: CouncilFigures, scale: Scale) -> tuple[float, float, float] | None:
    if councils.quartiles is None:
        return None
    lower, median, upper = (scale.at(figure.number) for figure in councils.quartiles)
    return lower, median, upper


def stacked(places: list[float]) -> list[tuple[float, int]]:
    """(middle of its column, how many dots lie under it) of each place across, in the order given."""
    width = (RIGHT - LEFT) / COLUMNS
    filled: dict[int, int] = {}
    marks = []
    for x in places:
        column = min(int((x - LEFT) / width), COLUMNS - 1)
        marks.append((round(LEFT + (column + 0.5) * width, 2), filled.get(column, 0)))
        filled[column] = filled.get(column, 0) + 1
    return marks


def _adds_up(councils: CouncilFigures) -> bool:
    """Whether England's figure is the sum of the councils' and so on another scale."""
    return councils.england.value is not None and councils.quartiles is None
