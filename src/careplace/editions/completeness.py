"""Whether each publication is whole, by what files of its kind hold: a file cut in half is told at the first build too.

`completeness.toml` has the shares and the numbers, and why. Against the last edition, losses.py compares.
"""

import calendar
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from careplace.editions.checks import Check
from careplace.engine import Engine, sql_text

AGAIN = "download the file again"
COUNCIL, ORGANISATION = ("council", "district", "code"), ("organisation",)
PERIODS = ("day", "month", "period", "year", "snapshot")


@cache
def _expected() -> dict:
    return tomllib.loads(files(__package__).joinpath("completeness.toml").read_text(encoding="utf-8"))


def whole(engine: Engine, tables: Path, inputs: list[dict], snapshots: list[dict]) -> list[Check]:
    """What is found of each publication in the folder `tables`: passed, noted, or beyond what a whole file lacks.

    Args:
        engine: with the view `area`.
        inputs: the files that were read, as the manifest has them.
        snapshots: the registers' reach (checks.reach).
    """
    _register(engine, inputs)
    standing = _standing(engine)
    return [
        *_list_of_places(standing),
        *_councils(engine, tables, standing),
        *_organisations(engine, tables, len(standing)),
        *_days(engine, tables),
        *_registers(snapshots),
    ]


def _register(engine: Engine, inputs: list[dict]) -> None:
    columns = {
        name: pa.array([entry[name] for entry in inputs], pa.string()) for name in ("sha256", "publication")
    }
    engine.register("input", pa.table(columns))


def _standing(engine: Engine) -> list[str]:
    rows = engine.rows("select code from area where kind = 'council' and to_date is null order by code")
    return [row["code"] for row in rows]


def _list_of_places(standing: list[str]) -> Iterator[Check]:
    least, fictional = _expected()["councils"], _expected()["fictional"]
    if fictional < len(standing) < least:
        says = f"{len(standing)} councils in the lists of places; England has more than {least}: {AGAIN}"
        yield Check("complete", "list of places", "beyond", says)


def _councils(engine: Engine, tables: Path, standing: list[str]) -> Iterator[Check]:
    # A fictional nation's files differ more: it is small, and its councils change their codes as often as England's.
    if len(standing) <= _expected()["fictional"]:
        return
    for table, share in _expected()["councils_of"].items():
        for row in _newest(engine, tables / f"{table}.parquet", COUNCIL, standing):
            what = f"{row['newest']:,} of {len(standing):,} councils{_in(row['period'])}"
            yield _shared(row["publication"], table, what, row["newest"], len(standing), share)


def _organisations(engine: Engine, tables: Path, councils: int) -> Iterator[Check]:
    least = _expected()["least_organisations"] if councils > _expected()["fictional"] else {}
    for table, share in _expected()["organisations_of"].items():
        for row in _newest(engine, tables / f"{table}.parquet", ORGANISATION, []):
            what = f"{row['newest']:,} organisations{_in(row['period'])}, {row['median']:,.0f} in the median period"
            usual = max(row["median"], least.get(row["publication"], 0) / share)
            yield _shared(row["publication"], table, what, row["newest"], usual, share)


def _newest(engine: Engine, path: Path, places: tuple[str, ...], columns: list[str]) -> list[dict]:
    """What newest_places.sql says of a table; nothing where there is none."""
    if not path.exists():
        return []
    engine.view_parquet("held", path)
    engine.register("wanted", pa.table({"code": pa.array(columns, pa.string())}))
    names = engine.sql("from held limit 0").schema.names
    place = next(name for name in places if name in names)
    period = next((name for name in PERIODS if name in names), "''")
    return engine.rows(sql_text(__package__, "newest_places.sql").format(place=place, period=period))


def _shared(publication: str, table: str, what: str, has: float, of: float, share: float) -> Check:
    part = has / of if of else 1.0
    if part >= share:
        return Check("complete", f"{publication}, {table}", "passed", what)
    if part < _expected()["extract"]:
        return Check("complete", f"{publication}, {table}", "noted", f"{what}: taken for an extract")
    says = f"{what}: a whole file has at least {share:.0%}; is it cut short? {AGAIN}"
    return Check("complete", f"{publication}, {table}", "beyond", says)


def _in(period: str) -> str:
    return f" in {period}" if period else ""


def _days(engine: Engine, tables: Path) -> Iterator[Check]:
    """Days of the newest month that are not there."""
    for table, column in _expected()["days_of"].items():
        for row in _newest(engine, tables / f"{table}.parquet", ORGANISATION, []):
            last = date.fromisoformat(row["period"])
            ends = calendar.monthrange(last.year, last.month)[1] == last.day
            says = f"the newest {column} is {last}" + ("" if ends else ", which is not the end of its month")
            yield Check("complete", f"{row['publication']}, {table}", "passed" if ends else "noted", says)


def _registers(snapshots: list[dict]) -> Iterator[Check]:
    """National registers with too few locations for each of their councils."""
    least = _expected()["locations_of"]
    for row in snapshots:
        if row["national"] and row["table"] in least and row["councils"] > _expected()["fictional"]:
            per_council = row["locations"] / row["councils"]
            what = (
                f"{row['locations']:,} locations in {row['councils']:,} councils, {per_council:,.0f} in each"
            )
            few = per_council < least[row["table"]]
            says = (
                f"{what}: a whole file has at least {least[row['table']]:,} in each; {AGAIN}" if few else what
            )
            yield Check("complete", f"{row['table']} {row['snapshot']}", "beyond" if few else "passed", says)
