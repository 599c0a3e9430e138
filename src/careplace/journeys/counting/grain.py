"""The cells that are counted, for each kind of place: months, and years in all, by category and by age.

Months by category are not: of a council they are small nearly all, and what gives them away would have to go with them.
"""

from itertools import product

import pyarrow as pa

from careplace.journeys.definitions import Measure

LAYOUTS = (("month", 0, 0), ("year", 0, 0), ("year", 0, 1), ("year", 1, 0))
"""(kind of period, whether by age, whether by category)"""
SCHEMA = pa.schema(
    [
        ("layout", pa.int64()),
        ("place_kind", pa.string()),
        ("period_kind", pa.string()),
        ("by_age", pa.int64()),
        ("by_category", pa.int64()),
    ]
)
CELL = pa.schema(
    [
        ("place_kind", pa.string()),
        ("place", pa.string()),
        ("period_kind", pa.string()),
        ("period", pa.date32()),
        ("age_band", pa.string()),
        ("category", pa.string()),
    ]
)
COUNTS = ("events", "people", "counted", "people_counted", "people_not_counted", "days")
CELLS = pa.schema([*CELL, *((name, pa.int64()) for name in COUNTS)])
"""One row for each place, period, age band and category with an event; "all" stands for any."""
HISTOGRAM = pa.schema([*CELL, ("days", pa.int64()), ("events", pa.int64())])
PERCENTILES = pa.schema([*CELL, ("timed", pa.int64()), ("median_days", pa.int64()), ("days_90", pa.int64())])


def grain(measure: Measure, with_boards: bool) -> pa.Table:
    """One numbered row for each kind of place and layout that a measure is counted by."""
    kinds = ["all", "council", *(["board"] if with_boards else []), *(["trust"] if measure.trust else [])]
    layouts = [layout for layout in LAYOUTS if measure.category or not layout[2]]
    rows = [(number, kind, *layout) for number, (kind, layout) in enumerate(product(kinds, layouts))]
    return pa.table(dict(zip(SCHEMA.names, map(list, zip(*rows, strict=True)), strict=True)), schema=SCHEMA)
