"""The Providers chapter's figures: SQL counts a snapshot, NumPy puts limits on the shares, and all is one table."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa

from careplace import figures as shape
from careplace.engine import Engine, sql_text
from careplace.measures.providers import change, shares
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.register import PACKAGE, write


def build(
    engine: Engine, tables: Path, folder: Path, snapshots: list[date], tell: Callable[[str, int, int], None]
) -> None:
    """Write `folder/providers/<snapshot>.parquet` for every snapshot, ordered by place, measure and breakdown."""
    engine.view_parquet("snapshot_place", tables / "snapshot_place.parquet")
    change.start(engine)
    summaries = []
    for done, snapshot in enumerate(snapshots):
        tell("figures", done, len(snapshots))
        table = of_snapshot(engine, tables, snapshot)
        write(table, folder / "providers" / f"{snapshot}.parquet")
        summaries.append(_summary(engine, snapshot))
    write(
        pa.concat_tables(summaries) if summaries else _summary_of_nothing(engine), tables / "snapshot.parquet"
    )
    write(engine.sql("select * from place_then order by place, snapshot"), tables / "place_snapshot.parquet")
    write(
        engine.sql("select * from member_then order by place, snapshot, council"),
        tables / "place_member.parquet",
    )


def of_snapshot(engine: Engine, tables: Path, snapshot: date) -> pa.Table:
    """Every figure of one snapshot, with the change from each place's snapshot before."""
    open_snapshot(engine, tables, snapshot)
    engine.script(PACKAGE, "counts.sql")
    parts = [
        *shares.of_levels(engine, snapshot),
        _plain(engine, snapshot),
        *_bands(engine, snapshot),
        shares.of_position(engine, snapshot),
        *change.of_snapshot(engine, tables, snapshot),
    ]
    engine.register("part", pa.concat_tables(parts))
    telling = [sector.key for sector in sectors().values() if sector.needs_services]
    return engine.sql(sql_text(PACKAGE, "told.sql"), {"telling": telling}).cast(shape.SCHEMA)


def open_snapshot(engine: Engine, tables: Path, snapshot: date) -> None:
    """Let the engine see one snapshot: here, here_sector, place_at, member."""
    engine.connection.execute(f"create or replace temp table as_at as select date '{snapshot}' as snapshot")
    engine.view_parquet("here_all", tables / "register" / f"{snapshot}.parquet")
    engine.connection.execute("create or replace temp table here as select * from here_all where counted")
    engine.view_parquet("here_sector", tables / "location_sector" / f"{snapshot}.parquet")
    engine.script(PACKAGE, "coverage.sql")


def _plain(engine: Engine, snapshot: date) -> pa.Table:
    """Figures that SQL has counted whole."""
    engine.script(PACKAGE, "plain.sql")
    counted = engine.sql("select * from plain_figure")
    columns = {name: counted[name] for name in counted.column_names}
    return shape.from_arrays(period=str(snapshot), query="counts.sql", **columns)


def _bands(engine: Engine, snapshot: date) -> list[pa.Table]:
    """The good-or-outstanding share by size of home and by the people that a service is for."""
    parts = []
    for name in ("size-band", "user-band"):
        bands = engine.sql(f"select * from {name.replace('-', '_')}")
        parts.append(
            shares.wilson_figures(
                f"{name}-good-or-outstanding",
                bands["good"],
                bands["rated"],
                place=bands["place"],
                period=str(snapshot),
                breakdown=shares.joined(bands["sector"], bands["slug"]),
                query="counts.sql",
            )
        )
    return parts


def _summary(engine: Engine, snapshot: date) -> pa.Table:
    return engine.sql(_SUMMARY, [snapshot])


def _summary_of_nothing(engine: Engine) -> pa.Table:
    engine.connection.execute("create or replace temp table reach as select false as national")
    return engine.sql(_SUMMARY, [None]).slice(0, 0)


_SUMMARY = """
select cast($1 as date) as snapshot, count(*) as councils, bool_and(lists_unrated) as lists_unrated,
    bool_and(has_beds) as has_beds, bool_and(has_services) as has_services,
    bool_and(has_key_questions) as has_key_questions, (select national from reach) as national
from snapshot_place where snapshot = $1
"""
