"""The Providers chapter's figures: SQL counts a snapshot, NumPy puts limits on the shares, and all is one table."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Cursor, Engine, on_cursors, sql_text
from careplace.figures import Status
from careplace.measures.providers import change
from careplace.measures.providers.counting import counted
from careplace.measures.providers.definitions import measures, sectors
from careplace.measures.providers.position import position
from careplace.measures.providers.register import see_snapshot, write
from careplace.measures.providers.statements import PACKAGE, relation, see_parts


def build(
    engine: Engine,
    tables: Path,
    folder: Path,
    snapshots: list[date],
    progress: Callable[[str, int, int], None],
) -> None:
    """Write `folder/providers/<snapshot>.parquet` for every snapshot, ordered by place, measure and breakdown."""
    engine.view_parquet("snapshot_place", tables / "snapshot_place.parquet")
    engine.script(PACKAGE, "council_lines.sql")
    _write_places(engine, tables, snapshots)

    def write_snapshot(cursor: Cursor, snapshot: date) -> None:
        write(of_snapshot(cursor, tables, snapshot), folder / "providers" / f"{snapshot}.parquet")

    for done, _ in enumerate(on_cursors(engine, snapshots, see_parts, write_snapshot), 1):
        progress("figures", done, len(snapshots))


def _write_places(engine: Engine, tables: Path, snapshots: list[date]) -> None:
    """Which places each snapshot covers, for all of them at once: the change of each is from one that covers it too."""
    summaries = [_NO_SNAPSHOTS.empty_table()]
    for snapshot in snapshots:
        _open_places(engine, snapshot)
        engine.script(PACKAGE, "record_places.sql")
        summaries.append(engine.sql(sql_text(PACKAGE, "snapshot.sql"), [snapshot]))
    write(pa.concat_tables(summaries), tables / "snapshot.parquet")
    write(engine.sql("select * from place_then order by place, snapshot"), tables / "place_snapshot.parquet")
    write(
        engine.sql("select * from member_then order by place, snapshot, council"),
        tables / "place_member.parquet",
    )


def of_snapshot(engine: Engine, tables: Path, snapshot: date) -> pa.Table:
    """Every figure of one snapshot, with the change from each place's snapshot before."""
    open_snapshot(engine, tables, snapshot)
    figures = list(counted(engine, "day", str(snapshot)))
    engine.register("part_figure", pa.concat_tables(figures))
    figures.append(position(engine, str(snapshot)))
    figures += change.of_snapshot(engine, tables, snapshot)
    return _supported(engine, pa.concat_tables(figures).combine_chunks())


def _supported(engine: Engine, figures: pa.Table) -> pa.Table:
    """The figures that the snapshot's publications support, in their order; what these cannot know is marked.

    Only what the rule looks at goes through SQL: all columns of 130,000 figures, sorted there, took twice the time.
    """
    row = pa.array(np.arange(figures.num_rows))
    engine.register("figure_key", figures.select([*KEY, "unit", "source"]).append_column("row", row))
    supported = engine.sql(sql_text(PACKAGE, "supported.sql"), _support())
    kept, marked = figures.take(supported["row"]), supported["marked"]
    columns = {
        "source": supported["source"],
        "status": pc.if_else(marked, Status.NOT_COMPARABLE.value, kept["status"]),
        "reason": pc.if_else(marked, change.NEVER_RATED_ABSENT, kept["reason"]),
    }
    return pa.table([columns.get(name, kept[name]) for name in shape.SCHEMA.names], schema=shape.SCHEMA)


def open_snapshot(engine: Engine, tables: Path, snapshot: date) -> None:
    """Let the engine see one snapshot: its locations, their sectors and ratings, and its places."""
    _open_places(engine, snapshot)
    see_snapshot(engine, tables, snapshot, "here")
    relation(engine, "location_in_sector", "location_in_sector.sql", stored=True)
    relation(engine, "rating_in_sector", "rating_in_sector.sql", stored=True)
    engine.script(PACKAGE, "place_origin.sql")


def _open_places(engine: Engine, snapshot: date) -> None:
    engine.connection.execute(f"create or replace temp table as_at as select date '{snapshot}' as snapshot")
    engine.script(PACKAGE, "coverage.sql")


def _support() -> dict:
    """The parameters of supported.sql."""
    all_measures = measures().values()
    return {
        "by_services": [sector.key for sector in sectors().values() if sector.needs_services],
        "by_beds": [measure.id for measure in all_measures if "beds" in measure.needs],
        "by_list": [measure.id for measure in all_measures if "every location" in measure.needs],
        "marked": [measure.id for measure in all_measures if "every location" in measure.marked_without],
    }


KEY = ("place", "measure", "period", "breakdown")
_FLAGS = ("lists_unrated", "has_beds", "has_services", "has_key_questions", "national")
_NO_SNAPSHOTS = pa.schema(
    [("snapshot", pa.date32()), ("councils", pa.int64()), *((flag, pa.bool_()) for flag in _FLAGS)]
)
