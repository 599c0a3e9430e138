"""A measure's cells over the buckets of a model, some buckets at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine import sql_text
from careplace.engine.protocol import PortableEngine
from careplace.journeys.counting.grain import CELLS, HISTOGRAM, PERCENTILES, grain
from careplace.journeys.counting.periods import calendar
from careplace.journeys.definitions import Measure
from careplace.journeys.model import TABLES, Manifest, bucket_folder

BOARDS = pa.schema([("council", pa.string()), ("board", pa.string())])
Batch = Sequence[int]


@dataclass(frozen=True)
class Counted:
    """The cells of a measure, and for a duration the percentiles of each and how many lasted each number of days."""

    cells: pa.Table
    percentiles: pa.Table | None = None


def batches(folder: Path, manifest: Manifest, rows_at_once: int | None) -> list[Batch]:
    """The buckets of a model in groups whose stays one statement may read; each bucket alone where it has more."""
    groups: list[Batch] = [[]]
    rows = 0
    for bucket in range(manifest.buckets):
        size = sum(pq.read_metadata(path).num_rows for path in _files(folder, "stay", [bucket]))
        if groups[-1] and rows_at_once is not None and rows + size > rows_at_once:
            groups.append([])
            rows = 0
        groups[-1] = [*groups[-1], bucket]
        rows += size
    return groups


def read_buckets(engine: PortableEngine, folder: Path, buckets: Batch) -> None:
    """Let the engine's statements read some buckets of a model."""
    for table in TABLES:
        engine.relation(table, list(_files(folder, table, buckets)))


def _files(folder: Path, table: str, buckets: Batch) -> Iterator[Path]:
    for bucket in buckets:
        yield from sorted(bucket_folder(folder, table, bucket).glob("*.parquet"))


def prepare(engine: PortableEngine, measure: Measure, manifest: Manifest, boards: pa.Table) -> None:
    """Register the periods and the cells that a measure is counted by."""
    last_day = manifest.last_day - timedelta(days=measure.follow_up_days)
    engine.register("calendar", calendar(manifest.first_day, last_day))
    engine.register("board", boards)
    engine.register("grain", grain(measure, boards.num_rows > 0))


def add_buckets(engine: PortableEngine, measure: Measure, so_far: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The cells so far with those of the buckets that the engine reads now."""
    engine.keep("listed", measure.statement)
    engine.keep("word", statement("word"))
    engine.keep("event", statement("event"))
    parts = {"cells": engine.answer(statement("partial"), CELLS)}
    if measure.kind == "duration":
        parts["histogram"] = engine.answer(statement("histogram_partial"), HISTOGRAM)
    return {
        name: _merged(engine, name, [*filter(None, [so_far.get(name)]), part]) for name, part in parts.items()
    }


def _merged(engine: PortableEngine, name: str, parts: list[pa.Table]) -> pa.Table:
    merge, schema = ("merge", CELLS) if name == "cells" else ("histogram_merge", HISTOGRAM)
    engine.register("partial", pa.concat_tables(parts))
    return engine.answer(statement(merge), schema)


def count(
    engine: PortableEngine,
    measure: Measure,
    folder: Path,
    manifest: Manifest,
    boards: pa.Table,
    progress: Callable[[int, int], None],
) -> Counted:
    """A measure over a whole model.

    Args:
        boards: council and board, no rows where there are none.
        progress: takes how many groups of buckets are done, and of how many.

    Raises:
        EngineError.
    """
    groups = batches(folder, manifest, engine.rows_at_once)
    prepare(engine, measure, manifest, boards)
    so_far: dict[str, pa.Table] = {}
    for done, buckets in enumerate(groups):
        progress(done, len(groups))
        read_buckets(engine, folder, buckets)
        so_far = add_buckets(engine, measure, so_far)
    progress(len(groups), len(groups))
    return Counted(so_far["cells"], _percentiles(engine, so_far.get("histogram")))


def _percentiles(engine: PortableEngine, histogram: pa.Table | None) -> pa.Table | None:
    if histogram is None:
        return None
    engine.register("histogram", histogram)
    return engine.answer(statement("percentiles"), PERCENTILES)


def statement(name: str) -> str:
    """The text of one of this package's statements."""
    return sql_text(__package__, f"{name}.sql")
