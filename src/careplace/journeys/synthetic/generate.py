"""Writes fictional people as a model: block by block, so that memory does not grow with the number of events."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine import cores
from careplace.journeys.model import BUCKETS, TABLES, Manifest, bucket_folder, write_manifest
from careplace.journeys.synthetic.block import block
from careplace.journeys.synthetic.totals import EPOCH, window
from careplace.journeys.whole_folder import whole_folder

PEOPLE_PER_BLOCK = 120_000
PILOT = 20_000
EVENTS = ("stay", "contact", "death")
FIRST, LAST = (EPOCH + timedelta(days) for days in window())


@dataclass(frozen=True)
class Block:
    """People of one bucket who are generated together: their bucket, part, and ids from `first` on in steps of `buckets`."""

    bucket: int
    part: int
    first: int
    people: int


def generate_model(
    to: Path,
    events: int,
    seed: int = 1,
    buckets: int = BUCKETS,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Manifest:
    """Write a model of about `events` stays, contacts and deaths of fictional people to the new folder `to`.

    The same arguments give the same rows. `progress` takes blocks done and of how many.
    """
    plan = blocks(people_for(events, seed), buckets)
    with whole_folder(to) as folder:
        for name in TABLES:
            for bucket in range(buckets):
                bucket_folder(folder, name, bucket).mkdir(parents=True)
        rows = dict.fromkeys(TABLES, 0)
        for done, counts in enumerate(_written(folder, plan, seed, buckets), 1):
            rows = {name: rows[name] + counts[name] for name in TABLES}
            progress(done, len(plan))
        manifest = Manifest(buckets, rows, FIRST, LAST, fictional=True)
        write_manifest(folder, manifest)
    return manifest


def people_for(events: int, seed: int) -> int:
    """How many people have about `events` events, from those of a pilot."""
    tables = block(np.random.default_rng([seed, PILOT]), np.arange(PILOT))
    return max(1, round(events * PILOT / sum(tables[name].num_rows for name in EVENTS)))


def blocks(people: int, buckets: int) -> list[Block]:
    """The blocks of `people`, spread evenly over the buckets."""
    plan = []
    for bucket in range(buckets):
        here = len(range(bucket, people, buckets))
        for part, start in enumerate(range(0, max(here, 1), PEOPLE_PER_BLOCK)):
            plan.append(Block(bucket, part, bucket + start * buckets, min(PEOPLE_PER_BLOCK, here - start)))
    return plan


def tables_of(of: Block, seed: int, buckets: int) -> dict[str, pa.Table]:
    """The tables of one block: the same for the same block and seed, whatever else is generated."""
    ids = of.first + buckets * np.arange(of.people, dtype=np.int64)
    return block(np.random.default_rng([seed, of.bucket, of.part]), ids)


def _written(folder: Path, plan: list[Block], seed: int, buckets: int) -> Iterator[dict[str, int]]:
    def write(of: Block) -> dict[str, int]:
        tables = tables_of(of, seed, buckets)
        for name, table in tables.items():
            path = bucket_folder(folder, name, of.bucket) / f"part-{of.part:04}.parquet"
            # Without Arrow's own schema a column of words is read as text and not as a dictionary.
            pq.write_table(table, path, compression="zstd", store_schema=False)
        return {name: table.num_rows for name, table in tables.items()}

    with ThreadPoolExecutor(cores()) as pool:
        yield from pool.map(write, plan)
