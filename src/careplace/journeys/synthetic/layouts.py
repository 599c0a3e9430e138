"""Fictional people in the layouts of publishers: client-level data, HES admitted patients, ECDS and deaths, linked."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from careplace.engine import Engine, quoted
from careplace.journeys.contract.publication import KEYS
from careplace.journeys.synthetic.generate import EVENTS, blocks, people_for, tables_of
from careplace.journeys.whole_folder import whole_folder

FORMATS = {"csv": "format csv, header", "parquet": "format parquet, compression zstd"}


def generate_records(
    to: Path,
    events: int,
    seed: int = 1,
    format: str = "csv",
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str, int]:
    """Write the records of about `events` events of fictional people to the new folder `to`, a folder for each publication.

    The people are those of `generate_model` with one bucket. Returns how many rows of each table of the model they make.
    """
    plan, rows = blocks(people_for(events, seed), 1), dict.fromkeys(("person", *EVENTS), 0)
    with whole_folder(to) as folder, Engine() as engine:
        for publication in KEYS:
            (folder / publication).mkdir()
        for number, of in enumerate(plan):
            tables = tables_of(of, seed, 1)
            _write(engine, tables, folder, number, format)
            rows = {name: count + tables[name].num_rows for name, count in rows.items()}
            progress(number + 1, len(plan))
    return rows


def _write(engine: Engine, tables: dict[str, pa.Table], folder: Path, number: int, format: str) -> None:
    for name, table in tables.items():
        engine.register(name, table)
    engine.script(__package__, "layouts.sql")
    for publication in KEYS:
        path = quoted(str(folder / publication / f"{publication}-{number:04}.{format}"))
        engine.connection.execute(f"copy {publication} to {path} ({FORMATS[format]})")
