"""Figures of outcomes: what the dictionary's measures make of the published numbers, with limits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import ROWS_PER_GROUP, Engine, ParquetFile
from careplace.measures.dictionary import DEFINITION, Measure, measures
from careplace.measures.from_files import measures_from_files
from careplace.measures.outcomes import wholes
from careplace.measures.outcomes.limits import METHODS, limits
from careplace.measures.outcomes.observing import PACKAGE, observe

FIGURES_PER_GROUP = 8192
"""A place's figures are a few thousand: a page reads one or two groups of each file, rather than all of it."""
# Which file a figure stands in; a period of a year or more, and of a quarter, is in the first.
FILES = {"month": ("month",), "day": ("day", "week")}
WANTED = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("measure", "source_table", "series", "period_type", "unit", "limits")
        ),
        *((name, pa.list_(pa.string())) for name in ("versions", "breakdowns", "places")),
        ("per", pa.float64()),
        ("combine", pa.string()),
        ("words", pa.string()),
    ]
)


def build(engine: Engine, tables: Path, folder: Path, tell: Callable[[str, int, int], None]) -> None:
    """Write `folder/outcomes/{year,month,day}.parquet`, ordered by place, measure, breakdown and period."""
    tell("outcomes", 0, 2)
    observe(engine, tables)
    wholes.mark(engine)
    wholes.list_days(engine)
    engine.register("wanted", wanted_measures(measures() | measures_from_files(engine)))
    engine.script(PACKAGE, "selected.sql")
    tell("outcomes", 1, 2)
    (folder / "outcomes").mkdir(parents=True, exist_ok=True)
    for name in ("year", "month", "day"):
        _write(engine, name, folder / "outcomes" / f"{name}.parquet")


def wanted_measures(dictionary: dict[str, Measure]) -> pa.Table:
    """The measures that a public table gives, one row each."""
    rows = [
        {name: getattr(m, name) for name in WANTED.names if hasattr(m, name)}
        | {"measure": m.id, "source_table": m.table, "words": METHODS[m.limits]}
        for m in dictionary.values()
        if m.table
    ]
    return pa.Table.from_pylist(rows, WANTED)


def of_points(points: pa.RecordBatch) -> pa.Table:
    """Rows of `selected` as figures."""
    definition = pc.if_else(
        pc.equal(points["version"], ""), "", pc.binary_join_element_wise(DEFINITION, points["version"], "")
    )
    columns = (
        "measure",
        "place",
        "period",
        "breakdown",
        "value",
        "unit",
        "numerator",
        "denominator",
        "status",
        "reason",
    )
    intervals = limits(points)
    # A figure without limits names no method of limits: a local percentage without its parts is not Wilson's.
    words = pc.if_else(pa.array(~np.isnan(intervals["lower95"])), points["words"], METHODS["none"])
    return shape.from_arrays(
        **{name: points[name] for name in (*columns, "source", "query")},
        **intervals,
        method=pc.binary_join_element_wise(words, definition, ""),
        version=points["version"],
    )


def _write(engine: Engine, name: str, path: Path) -> None:
    separate = [kind for kinds in FILES.values() for kind in kinds]
    condition = "list_contains($1, period_type)" if name in FILES else "not list_contains($1, period_type)"
    rows = engine.connection.sql(
        f"select * from selected where {condition} order by place, measure, breakdown, period",
        params=[FILES.get(name, separate)],
    )
    with ParquetFile(path, shape.SCHEMA, FIGURES_PER_GROUP) as file:
        for batch in rows.to_arrow_reader(ROWS_PER_GROUP):
            file.add(of_points(batch))
