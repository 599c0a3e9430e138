"""The register through time: CQC's tables of all publications, made into one row per snapshot and location."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine import Cursor, Engine, on_cursors, sql_text
from careplace.measures.providers.statements import PACKAGE, rating_words
from careplace.sources.cqc import tables as contracts
from careplace.sources.places.tables import POSTCODE

# Small row groups, because a page asks for one place: its rows lie together and the rest is never read.
ROW_GROUP = 8192


def build(engine: Engine, tables: Path, progress: Callable[[str, int, int], None]) -> list[date]:
    """Write the register's tables beside CQC's in `tables`; returns the snapshots, oldest first."""
    open_tables(engine, tables)
    engine.script(PACKAGE, "dates.sql")
    snapshots = [row["snapshot"] for row in engine.rows(sql_text(PACKAGE, "snapshots.sql"))]

    def write_snapshot(cursor: Cursor, snapshot: date) -> pa.Table:
        of_snapshot(cursor, snapshot)
        write(cursor.sql("select * from register_here"), tables / "register" / f"{snapshot}.parquet")
        write(cursor.sql("select * from sector_here"), tables / "location_sector" / f"{snapshot}.parquet")
        return cursor.sql("select * from place_here")

    places = [_NO_PLACES.empty_table()]
    for table in on_cursors(engine, snapshots, lambda cursor: open_tables(cursor, tables), write_snapshot):
        places.append(table)
        progress("register", len(places) - 1, len(snapshots))
    write(pa.concat_tables(places), tables / "snapshot_place.parquet")
    see_registers(engine, tables)
    write_from_registers(engine, tables, "succession")
    write_of_locations(engine, tables)
    return snapshots


def of_snapshot(engine: Engine, snapshot: date) -> None:
    """Make the temporary tables register_here, place_here and sector_here of one snapshot."""
    for here, source, dates in (
        ("location_here", "cqc_location", "location_date"),
        ("rating_here", "cqc_rating", "rating_date"),
    ):
        # The publications' own dates go in as constants, so that Parquet's row groups of other months are never read.
        published = engine.rows(f"select published from {dates} where snapshot = ?", [snapshot])
        dates_in_sql = ", ".join(f"date '{row['published']}'" for row in published) or "null"
        engine.connection.execute(
            f"create or replace temp view {here} as select * replace (date '{snapshot}' as snapshot), "
            f"snapshot as published from {source} where snapshot in ({dates_in_sql})"
        )
    engine.script(PACKAGE, "register.sql")
    engine.script(PACKAGE, "sectors.sql")


def see_snapshot(engine: Engine, tables: Path, snapshot: date | str, name: str) -> None:
    """Let queries see the register of a snapshot: `name`_all, of these those that count in `name`, and their sectors in
    `name`_sector."""
    engine.view_parquet(f"{name}_all", tables / "register" / f"{snapshot}.parquet")
    # A view: to store 41 columns takes more time than to read the few that queries name, each time.
    engine.connection.execute(f"create or replace temp view {name} as select * from {name}_all where counted")
    engine.view_parquet(f"{name}_sector", tables / "location_sector" / f"{snapshot}.parquet")


def open_tables(engine: Engine, tables: Path) -> None:
    """Let the engine see the tables that the register is made from; one that no file gave is there and empty."""
    for contract in (*contracts.TABLES, POSTCODE):
        path = tables / f"{contract.name}.parquet"
        if path.exists():
            engine.view_parquet(contract.name, path)
        else:
            engine.register(contract.name, contract.empty())
    for name in ("area", "area_group", "area_successor"):
        engine.view_parquet(name, tables / f"{name}.parquet")
    rating_words(engine)


def write(table: pa.Table, path: Path) -> None:
    """Write Parquet whose bytes depend on the rows alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of months of registers, level 3 makes files of the same size in a fifth more time.
    pq.write_table(table, path, compression="zstd", compression_level=1, row_group_size=ROW_GROUP)


def write_from_registers(engine: Engine, tables: Path, name: str) -> None:
    """Write the table `name` that the statement of its name makes from the register of every snapshot."""
    engine.script(PACKAGE, f"{name}.sql")
    write(engine.sql(f"select * from {name}"), tables / f"{name}.parquet")


def write_of_locations(engine: Engine, tables: Path) -> None:
    """Write what is known last of each location, where it is, and the towns and postcodes of all."""
    engine.view_parquet("snapshot_place", tables / "snapshot_place.parquet")
    engine.script(PACKAGE, "last_row.sql")
    engine.script(PACKAGE, "location_position.sql")
    for name in ("latest_rating", "current_location", "locality"):
        write_from_registers(engine, tables, name)


def see_registers(engine: Engine, tables: Path) -> None:
    """Let the engine see the registers of all snapshots, and their sectors, as one; without any, empty ones."""
    snapshots = sorted(path.name for path in (tables / "register").glob("*.parquet"))
    if not snapshots:
        of_snapshot(engine, date.min)
    for name, here in (("register", "register_here"), ("location_sector", "sector_here")):
        if snapshots:
            engine.view_parquet(name, *(tables / name / snapshot for snapshot in snapshots))
        else:
            engine.connection.execute(f"create or replace temp view {name} as select * from {here}")


# A schema, not a table: the first array that pyarrow makes looks for pandas, which takes a second to import.
_NO_PLACES = pa.schema(
    [("snapshot", pa.date32()), ("council", pa.string())]
    + [(name, pa.bool_()) for name in ("lists_unrated", "has_beds", "has_services", "has_key_questions")]
)
