"""Reads a folder of records: every file into typed records by buckets of people, then each bucket into the model.

A check is the same without the model, under a key that nobody keeps. Memory depends on one bucket, not on all records.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from careplace.engine import Engine, quoted
from careplace.journeys.contract.identifiers import refuse_identifiers
from careplace.journeys.contract.publication import publications
from careplace.journeys.contract.source_files import SourceFile, source_files
from careplace.journeys.contract.staging import Staged, stage
from careplace.journeys.errors import RecordsError, discreet
from careplace.journeys.key import checked_key, create_hash, throwaway_key
from careplace.journeys.model import BUCKETS, TABLES, Manifest, bucket_folder, write_manifest
from careplace.journeys.quality import COMBINED, Quality, Tally, write_quality
from careplace.journeys.whole_folder import whole_folder
from careplace.spill import SpillFolder, sweep

CONTRACT = "careplace.journeys.contract"
Progress = Callable[[str, int, int], None]


def _silent(_what: str, _done: int, _of: int) -> None:
    """Shows nothing."""


@dataclass
class _Days:
    """The first and last day of what was loaded."""

    first: list[date] = field(default_factory=list)
    last: list[date] = field(default_factory=list)


def check(
    records: Path, buckets: int = BUCKETS, settings: dict | None = None, progress: Progress = _silent
) -> Quality:
    """Check every record of the folder `records`; `settings` are those of `Engine`.

    Raises:
        RecordsError: a file is of no known publication, lacks fields or identifies people.
    """
    return _read(records, None, throwaway_key(), buckets, settings or {}, progress)


def load(
    records: Path,
    model: Path,
    key: bytes,
    buckets: int = BUCKETS,
    settings: dict | None = None,
    progress: Progress = _silent,
) -> Quality:
    """Write the records of a folder as a model in the new folder `model`, whole or not at all, with quality.csv in it.

    Raises:
        RecordsError: as `check`; or the key is short.
        FolderError: `model` exists, or another process is writing it.
    """
    with whole_folder(model) as folder:
        quality = _read(records, folder, checked_key(key), buckets, settings or {}, progress)
        write_quality(quality, folder)
    return quality


def _read(
    records: Path, model: Path | None, key: bytes, buckets: int, settings: dict, progress: Progress
) -> Quality:
    sources = source_files(records)
    sweep()
    spill = SpillFolder()
    try:
        with Engine(**settings) as engine:
            refuse_identifiers(engine, sources)
            engine.script(CONTRACT, "values.sql")
            create_hash(engine, key)
            staged = _stage(engine, sources, buckets, spill.path, progress)
            return _combine(engine, staged, buckets, model, progress)
    finally:
        spill.cleanup()


def _stage(
    engine: Engine, sources: list[SourceFile], buckets: int, folder: Path, progress: Progress
) -> list[Staged]:
    staged = {known.key: Staged(known, {}, folder / known.key, {}) for known in publications()}
    for number, source in enumerate(sources):
        progress("reading", number, len(sources))
        of = staged[source.publication.key]
        of.rejected[number] = stage(engine, source, number, buckets, of.folder)
        of.files[number] = source.name
    return [of for of in staged.values() if of.files]


def _combine(
    engine: Engine, staged: list[Staged], buckets: int, model: Path | None, progress: Progress
) -> Quality:
    tally, rows, days = Tally(engine), dict.fromkeys(TABLES, 0), _Days()
    for of in staged:
        tally.count_records(of)
    with discreet("putting records together"):
        for bucket in range(buckets):
            progress("putting together", bucket, buckets)
            if not model and not any(of.has_bucket(bucket) for of in staged):
                continue
            _bucket(engine, staged, bucket, tally)
            for name in TABLES:
                rows[name] += engine.rows(f"select count(*) as n from {name}")[0]["n"]
            _note_days(engine, days)
            if model:
                _write(engine, model, bucket)
    if model:
        _finish(model, buckets, rows, days)
    return Quality(tally.records, tally.publications(), tally.faults(), rows)


def _bucket(engine: Engine, staged: list[Staged], bucket: int, tally: Tally) -> None:
    """Make the tables of one bucket, and count the faults of its records together."""
    engine.script(CONTRACT, "tables.sql")
    for of in staged:
        if of.has_bucket(bucket):
            engine.connection.execute(
                f"create or replace temp view record as select * from {of.bucket(bucket)}"
            )
            engine.script(CONTRACT, f"{of.publication.key}.sql")
            tally.count_set(of.publication.key)
    engine.script(CONTRACT, "combined.sql")
    tally.count_set(COMBINED)


def _note_days(engine: Engine, days: _Days) -> None:
    query = "select min(started) as first, max(greatest(started, coalesce(ended, started))) as last from stay"
    [row] = engine.rows(query)
    if row["first"]:
        days.first.append(row["first"])
        days.last.append(row["last"])


def _write(engine: Engine, model: Path, bucket: int) -> None:
    for name, columns in TABLES.items():
        folder = bucket_folder(model, name, bucket)
        folder.mkdir(parents=True)
        listed = ", ".join(f"{column.name}::{column.type} as {column.name}" for column in columns)
        order = ", ".join(column.name for column in columns)
        engine.connection.execute(
            f"copy (select {listed} from {name} order by {order}) to {quoted(str(folder / 'part-0000.parquet'))} "
            "(format parquet, compression zstd)"
        )


def _finish(model: Path, buckets: int, rows: dict[str, int], days: _Days) -> None:
    if not days.first:
        raise RecordsError("no stay is left of these records; `careplace journeys check` shows why")
    write_manifest(model, Manifest(buckets, rows, min(days.first), max(days.last), fictional=False))
