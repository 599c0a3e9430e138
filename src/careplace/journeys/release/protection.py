"""Which figures of a measure are withheld. One rule: `statistics.disclosure.protect`, over every sum and earlier release.

A measure has up to three layers of counts with the same sums: its events, those that are counted, and the rest, which nobody
publishes and everybody can subtract. A count is small by itself, or by the number of people behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from careplace.journeys.counting.grain import CELL
from careplace.journeys.definitions import Measure
from careplace.journeys.release.layouts import publishable
from careplace.journeys.release.sums import Cell, sums
from careplace.statistics.disclosure import LARGEST_SMALL, Earlier, Sum, protect, rounded

ROUNDING = 5
LAYERS = {"events": "people", "counted": "people_counted", "rest": "people_not_counted"}
"""{layer: the column with the people behind it}"""
Published = Mapping[tuple[Cell, str], int | None]
"""{(cell, layer): the rounded count of an earlier release, None where it was withheld}"""


@dataclass(frozen=True)
class Safe:
    """The cells of a measure and its layers "events" and "counted": {layer: rounded counts, NaN where withheld}, and why."""

    cells: list[Cell]
    values: dict[str, np.ndarray]
    reasons: dict[str, list[str]]


def layers(measure: Measure) -> tuple[str, ...]:
    """The layers of a measure: only a share has more than its events."""
    return tuple(LAYERS) if measure.kind == "share" else ("events",)


def safe(
    measure: Measure, table: pa.Table, boards: Mapping[str, str], earlier: Sequence[Published] = ()
) -> Safe:
    """The counts of a measure that may be published.

    Args:
        table: its cells, as `counting.grain.CELLS`. boards: {council: board} where boards are counted.
        earlier: what each earlier release published of the measure.
    """
    table = table.filter(pa.array(publishable(cells_of(table), _layers(measure, table), boards)))
    cells = cells_of(table)
    counts, people = np.concatenate(_layers(measure, table)), _people(measure, table)
    before = _before(measure, cells, earlier)
    withheld_before = np.array([old is None for old in before], dtype=bool)
    near = rounded(counts, ROUNDING)
    unchanged = np.array([old == value for old, value in zip(before, near, strict=True)], dtype=bool)
    few = (counts > 0) & (people <= LARGEST_SMALL)
    small = (counts > 0) & (counts <= LARGEST_SMALL)
    protected = protect(
        counts,
        all_sums(measure, cells, boards),
        published=~np.repeat([layer == "rest" for layer in layers(measure)], len(cells)),
        sensitive=few,
        earlier=Earlier(unchanged & ~few & ~small, withheld_before, ROUNDING),
    )
    reasons = np.select(
        [small, few, withheld_before, protected.withheld],
        [
            f"1 to {LARGEST_SMALL}",
            f"of 1 to {LARGEST_SMALL} people",
            "withheld before",
            "would give another away",
        ],
        "",
    )
    values = np.where(protected.withheld, np.nan, near)
    return Safe(cells, _by_layer(measure, values, len(cells)), _by_layer(measure, reasons, len(cells)))


def cells_of(table: pa.Table) -> list[Cell]:
    """Which figures the rows of a table of cells are."""
    columns = table.select(CELL.names).to_pydict()
    columns["period"] = [day.isoformat() for day in columns["period"]]
    return [Cell(*row) for row in zip(*columns.values(), strict=True)]


def _layers(measure: Measure, table: pa.Table) -> list[np.ndarray]:
    """The counts of each layer."""
    columns = {name: table[name].to_numpy() for name in ("events", "counted")}
    columns["rest"] = columns["events"] - columns["counted"]
    return [columns[layer].astype(float) for layer in layers(measure)]


def _people(measure: Measure, table: pa.Table) -> np.ndarray:
    """The people behind the counts of all layers, one layer after the other."""
    return np.concatenate([table[LAYERS[layer]].to_numpy() for layer in layers(measure)])


def all_sums(measure: Measure, cells: list[Cell], boards: Mapping[str, str]) -> list[Sum]:
    """The sums of each layer, and of the layers in each cell."""
    size, own = len(cells), sums(cells, boards)
    chosen = layers(measure)
    moved = [
        Sum(s.total + n * size, tuple(part + n * size for part in s.parts))
        for n in range(len(chosen))
        for s in own
    ]
    whole = [Sum(n, (n + size, n + 2 * size)) for n in range(size)] if len(chosen) > 1 else []
    return moved + whole


def _before(measure: Measure, cells: list[Cell], earlier: Sequence[Published]) -> list[int | float | None]:
    """What readers have of each count: None where any release withheld it, NaN where none has it."""
    before: list[int | float | None] = []
    for layer in layers(measure):
        for cell in cells:
            values = [release[cell, layer] for release in earlier if (cell, layer) in release]
            before.append(None if None in values else values[-1] if values else np.nan)
    return before


def _by_layer(measure: Measure, stacked: np.ndarray, size: int) -> dict:
    return {
        layer: stacked[n * size : (n + 1) * size]
        for n, layer in enumerate(layers(measure))
        if layer != "rest"
    }
