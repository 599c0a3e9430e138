"""The screen of every monthly and daily series of an edition for steps: the edition's table `series_step`."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from careplace.engine import Engine, ParquetFile, sql_text
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.control import LONGEST_GAP
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.segments import breaks_before
from careplace.measures.outcomes.steps import TABLE
from careplace.statistics.step_changes import StepChanges, likely_recording, step_changes

PACKAGE = "careplace.measures.outcomes"
SCREENED = ("month", "day")
"""The files of figures that are screened; of years there are too few for a step."""
ORDER = ("measure", "place", "breakdown", "period")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("measure", "place", "breakdown", "place_kind", "period")),
        *((name, pa.float64()) for name in ("before", "after", "limits", "earlier_limits")),
        *((name, pa.int64()) for name in ("peers", "moved")),
        ("recording", pa.bool_()),
    ]
)


def screen(engine: Engine, measures: Mapping[str, Measure], tables: Path, figures: Path) -> None:
    """Write `tables/series_step.parquet`: a row for each step of a series, by measure, place, breakdown and period.

    `period` is the first of the new level. `before`, `after` and the distances of the limits from the mean (`limits` the
    wider of both sides, `earlier_limits` of the side before) are in the figures' unit (a share is 0 to 1); `peers` and
    `moved` count other places of the kind; `recording` is the rule of statistics.step_changes.
    """
    engine.view_parquet("step_figure", *(figures / "outcomes" / f"{name}.parquet" for name in SCREENED))
    engine.register("step_period", _periods(engine, measures))
    engine.connection.execute(sql_text(PACKAGE, "step_points.sql"), {"longest": LONGEST_GAP})
    changes = step_changes(_matrix(engine))
    engine.register("step", _steps(changes))
    peers = engine.sql(sql_text(PACKAGE, "step_peers.sql"))
    recording = likely_recording(changes, peers["peers"].to_numpy(), peers["moved"].to_numpy())
    ordered = peers.append_column("recording", pa.array(recording)).cast(SCHEMA)
    with ParquetFile(tables / TABLE, SCHEMA) as file:
        file.add(ordered.sort_by([(name, "ascending") for name in ORDER]))


def _periods(engine: Engine, measures: Mapping[str, Measure]) -> pa.Table:
    """Each period of each measure with its first day, and how many of the measure's breaks are behind it."""
    rows = engine.rows("select distinct measure, period from step_figure order by measure, period")
    known = [(measures[row["measure"]], row["period"]) for row in rows if row["measure"] in measures]
    return pa.table(
        {
            "measure": pa.array([measure.id for measure, _period in known], pa.string()),
            "period": pa.array([period for _measure, period in known], pa.string()),
            "first_day": pa.array([span(p, measure.period_type)[0] for measure, p in known], pa.date32()),
            "breaks": pa.array([breaks_before(measure, period) for measure, period in known], pa.int64()),
            "daily": pa.array([measure.period_type == "day" for measure, _period in known], pa.bool_()),
        }
    )


def _matrix(engine: Engine) -> np.ndarray:
    """The points as rows of a matrix, a series a row, NaN after its last point."""
    table = engine.sql("select series, position, value from step_point order by series, position")
    series, position = (table[name].to_numpy().astype(int) for name in ("series", "position"))
    shape = (series.max(initial=-1) + 1, position.max(initial=-1) + 1)
    values = np.full(shape, np.nan)
    values[series, position] = table["value"].to_numpy()
    return values


def _steps(changes: StepChanges) -> pa.Table:
    columns = {name: getattr(changes, name) for name in ("series", "position", "before", "after")}
    return pa.table(columns | {"limits": changes.limit, "earlier_limits": changes.earlier})
