"""Tables to observations: every published number about a place in one form, whatever file it came from."""

from importlib.resources import files
from pathlib import Path, PurePosixPath

from careplace.engine import Engine, quoted, sql_text
from careplace.places.editions import SCHEMAS, arrow
from careplace.sources import PUBLICATIONS

PACKAGE = "careplace.measures.outcomes"
FOLDER = "observations"
# The rules of what hospitals did not report take a second over the days of five years: whoever follows a figure to its rows
# reads what they gave.
STORED = {"observations/nhs_counted.sql": ("hospital_day", "not_reported", "repeated_month")}


def observe(engine: Engine, tables: Path) -> None:
    """Make the temporary table `observation` from an edition's `tables`: one SQL file for each table of numbers.

    Every `observations/*.sql` is a single `insert into observation by name select …`. The file's being there is
    enough. A table that no file gave is there and empty.
    """
    see(engine, tables)
    engine.script(PACKAGE, "observation.sql")
    for name in queries():
        engine.connection.execute(f"alter table observation alter column query set default {quoted(name)}")
        try:
            engine.script(PACKAGE, name)
        except Exception as error:
            error.add_note(f"in {PACKAGE}, {name}")
            raise


def observe_for(engine: Engine, tables: Path, query: str) -> None:
    """`observation` with the rows of one file alone; without rows where an edition names a file that is no more."""
    see_for(engine, tables, query)
    engine.script(PACKAGE, "observation.sql")
    if query in queries():
        engine.script(PACKAGE, query)


def see_for(engine: Engine, tables: Path, query: str) -> None:
    """Let the engine see the tables, and what the files that insert nothing prepare for `query`: those whose names begin
    with the same word (nhs_counted.sql for nhs_discharge.sql). What the edition stores of it is read, not prepared again."""
    see(engine, tables)
    for name in queries():
        stored = all((tables / f"{table}.parquet").is_file() for table in STORED.get(name, ("",)))
        if prepares(name) and first_word(name) == first_word(query) and not stored:
            engine.script(PACKAGE, name)


def store(engine: Engine, tables: Path) -> None:
    """Write the tables of STORED, which `observe` prepared, beside the others of the edition."""
    for table in (table for names in STORED.values() for table in names):
        engine.write(f'from "{table}" order by all', tables / f"{table}.parquet")


def first_word(query: str) -> str:
    """The first word of a file's name: "nhs" of observations/nhs_discharge.sql."""
    return PurePosixPath(query).stem.split("_")[0]


def prepares(name: str) -> bool:
    """Whether a file inserts nothing itself, and prepares tables that others share."""
    return "insert into observation" not in sql_text(PACKAGE, name)


def queries() -> list[str]:
    """The SQL files of observations, e.g. observations/ascof_outcome.sql: those that prepare, then those that insert, each
    in the order of their names."""
    names_of_files = (path.name for path in (files(PACKAGE) / FOLDER).iterdir())
    names = sorted(f"{FOLDER}/{name}" for name in names_of_files if name.endswith(".sql"))
    return sorted(names, key=lambda name: not prepares(name))


def see(engine: Engine, tables: Path) -> None:
    """Let the engine see every table of publications and of places, by its name."""
    contracts = (table for publication in PUBLICATIONS for table in publication.tables)
    empty = {table.name: table.empty() for table in contracts} | {name: arrow(name, []) for name in SCHEMAS}
    for name, table in empty.items():
        engine.register(name, table)
    for path in sorted(tables.glob("*.parquet")):
        engine.connection.execute(f'drop view if exists "{path.stem}"')
        engine.view_parquet(path.stem, path)
