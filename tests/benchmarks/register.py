"""(iii) Ten years of monthly national registers: every figure of every place and month, and one place at any date.

The floor of the figures is DuckDB's bare grouping of the same rows by month, council and rating; the floor of the
profile is a bare read of one month's figures of one place from the same Parquet.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from stopwatch import fresh, row

from careplace.demo import registers
from careplace.editions.opening import tables_of
from careplace.engine import Engine
from careplace.measures.providers.profile import profile
from careplace.measures.reader import Reader
from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile

MONTHS = (12, 40, 120)
COMPUTE = """
import sys
from pathlib import Path
from careplace.measures.compute import compute
compute(Path(sys.argv[1], "tables"), Path(sys.argv[1], "figures"))
"""
BARE = """
import sys
import duckdb
duckdb.sql(f"create table counted as select snapshot, council, overall_rating, category, care_home, count(*), "
           f"sum(beds) from '{sys.argv[1]}/tables/cqc_location.parquet' group by all")
"""


def main(months: tuple[int, ...] = MONTHS) -> None:
    each = []
    for number in months:
        with tempfile.TemporaryDirectory() as folder:
            edition = Path(folder)
            rows = made(edition, number)
            took, bare = fresh(COMPUTE, edition), fresh(BARE, edition)
            count = figures(edition)
            each.append(took.seconds / rows * 1e6)
            row(
                f"figures for all places, {number} months, {rows:,} rows",
                took,
                f"DuckDB's bare grouping: {bare}",
                f"{rows / took.seconds:,.0f} rows a second; {count:,} figures; {each[-1]:.1f} s a million rows",
            )
            if number == months[-1]:
                one_place(edition)
    row(
        f"cost a row at {months[-1]} months against {months[0]}",
        f"{each[-1] / each[0]:.2f} x",
        "",
        "1 is linear",
    )


def made(edition: Path, months: int) -> int:
    """Registers of so many months as an edition's tables; returns the rows of locations."""
    (edition / "tables").mkdir()
    paths = registers(edition / "tables", months=months)
    readings = {}
    for path in sorted((edition / "tables" / "places").iterdir()):
        book = open_book(RawFile(path, path.name, "0" * 64))
        readings |= recognise(book).read(book, None).tables
    for name, table in Gazetteer.from_tables(readings).tables().items():
        pq.write_table(table, edition / "tables" / f"{name}.parquet")
    return pq.ParquetFile(paths["cqc_location"]).metadata.num_rows


def figures(edition: Path) -> int:
    return sum(pq.ParquetFile(path).metadata.num_rows for path in (edition / "figures").rglob("*.parquet"))


def one_place(edition: Path) -> None:
    """The profile of a place picked at random, at a month picked at random, engine warm."""
    with Engine() as engine:
        for name, paths in tables_of(edition).items():
            engine.view_parquet(name, *paths)
        reader = Reader(engine, edition, gazetteer_of(edition))
        picked = random.Random(1)
        councils = [
            area for area in reader.gazetteer.areas.values() if area.kind == "council" and area.stands()
        ]
        dates = reader.snapshots()
        times, bare = [], []
        for _ in range(60):
            area, day = picked.choice(councils), picked.choice(dates[:40])
            start = time.perf_counter()
            profile(reader, area, as_at=day, against=("england", "region"), sector="adult-social-care")
            times.append(time.perf_counter() - start)
            start = time.perf_counter()
            path = edition / "figures" / "providers" / f"{day}.parquet"
            duckdb.execute(f"select * from '{path}' where place = '{area.code}'").fetchall()
            bare.append(time.perf_counter() - start)
        warm, floor = statistics.median(times[10:]), statistics.median(bare[10:])
        slow = statistics.quantiles(times[10:], n=20)[-1]
        row(
            "profile of one place at any date, warm",
            f"{warm * 1000:.0f} ms in the middle, {slow * 1000:.0f} ms at the 95th percentile",
            f"bare read of its figures: {floor * 1000:.0f} ms",
            f"{warm / floor:.1f} x (target: 100 ms)",
        )


def gazetteer_of(edition: Path) -> Gazetteer:
    names = ("area", "area_name", "area_successor", "area_group", "neighbour")
    return Gazetteer.from_edition(
        {name: pq.read_table(edition / "tables" / f"{name}.parquet") for name in names}
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or MONTHS)
