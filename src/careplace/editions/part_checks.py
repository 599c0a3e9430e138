"""That parts add up to their whole: the counts of a register at every place, and what publishers print."""

from pathlib import Path

from careplace.editions.checks import Check
from careplace.engine import Engine, sql_text

KIND = "parts"


def part_checks(engine: Engine, edition: Path) -> list[Check]:
    """Checks of an edition's figures: registers, which we count, pass or fail; published misfits are noted.

    An edition without such figures or tables has none.
    """
    return [
        *_registers(engine, sorted((edition / "figures" / "providers").glob("*.parquet"))),
        *_published(engine, edition),
    ]


def _registers(engine: Engine, paths: list[Path]) -> list[Check]:
    if not paths:
        return []
    engine.view_parquet("figure", *paths)
    return [_of_register(row) for row in engine.rows(sql_text(__package__, "register_mixes.sql"))]


def _of_register(row: dict) -> Check:
    about = f"register {row['register']}, {row['check']}"
    if row["misfits"]:
        says = f"{row['misfits']:,} of {row['compared']:,} do not add up, such as {row['example']}"
        return Check(KIND, about, "failed", says)
    return Check(KIND, about, "passed", f"{row['compared']:,} add up")


def _published(engine: Engine, edition: Path) -> list[Check]:
    path = edition / "tables" / "parts_misfit.parquet"
    if not path.is_file():
        return []
    engine.view_parquet("parts_misfit", path)
    return [_misfit(row) for row in engine.rows(sql_text(__package__, "misfits.sql"))]


def _misfit(row: dict) -> Check:
    about = f"{row['source_table']} {row['series']} {row['period']} by {row['kind']}"
    places = f"{row['places']:,} {'place' if row['places'] == 1 else 'places'}"
    says = f"published parts do not add up at {places}, such as {row['example']}"
    return Check(KIND, about, "noted", says)
