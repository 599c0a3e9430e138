"""A folder of results: cells and percentiles of measures as Parquet. It has small counts: it stays inside."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.checksum import file_sha256
from careplace.journeys.counting.count import Counted
from careplace.journeys.definitions import Measure

MANIFEST = "results.json"
FORMAT = 1


class ResultsError(ValueError):
    """A folder that is no results, or damaged, with what to do."""


@dataclass(frozen=True)
class Results:
    """What `results.json` says: the measures, the files with their SHA-256, and what the counts depend on."""

    measures: tuple[str, ...]
    files: dict[str, str]
    first_day: str
    last_day: str
    boards: dict[str, str]
    engine: str
    statements: dict[str, str]
    version: str
    fictional: bool
    format: int = FORMAT


def write_measure(folder: Path, measure: Measure, counted: Counted) -> dict[str, str]:
    """Write a measure's tables; returns {file: SHA-256}."""
    tables = {f"{measure.id}.parquet": counted.cells}
    if counted.percentiles is not None:
        tables[f"{measure.id}.percentiles.parquet"] = counted.percentiles
    for name, table in tables.items():
        pq.write_table(table, folder / name, compression="zstd")
    return {name: file_sha256(folder / name) for name in tables}


def write_manifest(folder: Path, results: Results) -> None:
    """Write `results.json`, the last file."""
    (folder / MANIFEST).write_text(
        json.dumps(asdict(results), indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


def read_results(folder: Path) -> Results:
    """What `results.json` says, after every file was compared with its SHA-256.

    Raises:
        ResultsError: the folder has no results, of another format, or damaged ones.
    """
    try:
        entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        results = Results(**entries | {"measures": tuple(entries["measures"])})
        damaged = [name for name, digest in results.files.items() if file_sha256(folder / name) != digest]
    except (OSError, ValueError, KeyError, TypeError):
        raise ResultsError(f"{folder} has no results; make some with `careplace journeys run`") from None
    if results.format != FORMAT:
        raise ResultsError(f"{folder} has format {results.format}, this version reads {FORMAT}. Run it again")
    if damaged:
        raise ResultsError(f"{folder}: {', '.join(damaged)} changed since they were written. Run it again")
    return results


def read_counted(folder: Path, results: Results, id: str) -> Counted:
    """A measure's cells and percentiles."""
    percentiles = f"{id}.percentiles.parquet"
    return Counted(
        pq.read_table(folder / f"{id}.parquet"),
        pq.read_table(folder / percentiles) if percentiles in results.files else None,
    )


def statements(measures: Sequence[Measure]) -> dict[str, str]:
    """{measure: SHA-256 of its statement}"""
    return {measure.id: hashlib.sha256(measure.statement.encode()).hexdigest() for measure in measures}


def boards_of(table: pa.Table) -> dict[str, str]:
    """{council: board}"""
    return dict(zip(table["council"].to_pylist(), table["board"].to_pylist(), strict=True))
