"""Runs the SQL files on DuckDB, within a stated memory limit.

Every heavy count of the project is a `.sql` file beside the module that runs it. What must run on Spark too goes through
`careplace.engine.opening` (record 0056).
"""

import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine.interrupts import end_on_ctrl_c
from careplace.spill import SpillFolder

DEFAULT_MEMORY = "3GB"
DEFAULT_SPILL = "20GB"
ROWS_PER_GROUP = 131_072
MOST_THREADS = 8
Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Engine:
    """One DuckDB connection with a memory limit, no network and no extension loading.

    Args:
        memory: limit in DuckDB's notation, e.g. "3GB"; `CAREPLACE_MEMORY` overrides the default.
        threads: worker threads; None leaves DuckDB's choice (the number of cores).
        spill: folder for what does not fit in memory; a temporary folder of its own when None. It takes at most what
            `CAREPLACE_SPILL` says, so that one query cannot fill the disk.
    """

    def __init__(self, memory: str | None = None, threads: int | None = None, spill: Path | None = None):
        self._spill: SpillFolder | None = None
        if spill is None:
            self._spill = SpillFolder()
            spill = self._spill.path
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory or os.environ.get("CAREPLACE_MEMORY", DEFAULT_MEMORY),
            "temp_directory": str(spill),
            "max_temp_directory_size": os.environ.get("CAREPLACE_SPILL", DEFAULT_SPILL),
            # Nothing is ever installed or loaded at run time: a build must work without a network.
            "autoinstall_known_extensions": False,
        }
        if threads:
            settings["threads"] = threads
        self.connection = duckdb.connect(config=settings)
        end_on_ctrl_c(self)

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_exc) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()
        if self._spill:
            self._spill.cleanup()

    def sql(self, query: str, parameters: dict | list | None = None) -> pa.Table:
        """The answer of one query as an Arrow table."""
        # DuckDB 2.0 warns that an Arrow answer of execute() is a copy, and a warning fails the tests.
        return self.connection.sql(query, params=parameters).to_arrow_table()

    def rows(self, query: str, parameters: dict | list | None = None) -> list[dict]:
        """The answer of a small query as a list of dicts."""
        return self.sql(query, parameters).to_pylist()

    def script(self, package: str, name: str) -> None:
        """Run every statement of the SQL file `name` that lies in `package`."""
        self.connection.execute(sql_text(package, name))

    def register(self, name: str, table: pa.Table) -> None:
        """Let queries see an Arrow table under `name`."""
        self.connection.register(name, table)

    def write(self, query: str, path: Path, schema: pa.Schema | None = None, group: int | None = None) -> int:
        """Write the answer of `query`, which must order its rows wholly, to Parquet, in groups of
        `group` rows (ROWS_PER_GROUP); returns how many rows.

        The bytes depend on the answer alone. DuckDB's own `copy` is not used: how its threads share the
        rows may differ from run to run.
        """
        answer = self.connection.sql(query).to_arrow_reader(ROWS_PER_GROUP)
        with ParquetFile(path, schema or answer.schema, group) as file:
            for batch in answer:
                file.add(pa.Table.from_batches([batch]))
        return file.rows

    def view_parquet(self, name: str, *paths: Path) -> None:
        """Let queries see one or more Parquet files as one relation."""
        self.connection.execute(f'create or replace view "{name}" as select * from {read_parquet(*paths)}')


class Cursor(Engine):
    """An engine on a cursor of another: it shares its memory and sees its tables and views; what it makes is its own, and
    gone with it. Each thread needs one of its own."""

    def __init__(self, of: Engine):
        self.connection = of.connection.cursor()
        self._spill = None
        end_on_ctrl_c(self)

    def view_parquet(self, name: str, *paths: Path) -> None:
        # Temporary, or another cursor's view of the same name would be exchanged under its hands.
        self.connection.execute(
            f'create or replace temp view "{name}" as select * from {read_parquet(*paths)}'
        )


def on_cursors(
    engine: Engine,
    items: Iterable[Item],
    prepare: Callable[[Cursor], None],
    work: Callable[[Cursor, Item], Answer],
) -> Iterator[Answer]:
    """`work(cursor, item)` of each item, in order, several at once: small queries do not fill two cores.

    Each thread has a cursor of its own, which `prepare` makes ready.
    """
    own, cursors = threading.local(), []

    def own_cursor() -> Cursor:
        if not hasattr(own, "cursor"):
            new = Cursor(engine)
            cursors.append(new)
            prepare(new)
            own.cursor = new
        return own.cursor

    with ThreadPoolExecutor(min(cores(), MOST_THREADS)) as pool:
        try:
            yield from pool.map(lambda item: work(own_cursor(), item), items)
        finally:
            pool.shutdown(cancel_futures=True)
            for cursor in cursors:
                cursor.close()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ParquetFile:
    """A Parquet file written in groups of `group` rows (ROWS_PER_GROUP), however the rows arrive.

    Whoever reads a few rows of an ordered file reads the groups that they lie in, whole.
    """

    def __init__(self, path: Path, schema: pa.Schema, group: int | None = None):
        self.schema, self.rows, self.group = schema, 0, group or ROWS_PER_GROUP
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=3)
        self._waiting = schema.empty_table()

    def __enter__(self) -> "ParquetFile":
        return self

    def __exit__(self, failure, *_rest) -> None:
        if failure is None:
            self._write(self._waiting)
        self._writer.close()

    def add(self, table: pa.Table) -> None:
        """Take more rows, whose columns are put in the schema's order and types."""
        self._waiting = pa.concat_tables([self._waiting, table.select(self.schema.names).cast(self.schema)])
        start = 0
        while self._waiting.num_rows - start >= self.group:
            self._write(self._waiting.slice(start, self.group))
            start += self.group
        self._waiting = self._waiting.slice(start)

    def _write(self, rows: pa.Table) -> None:
        # One chunk a group: where chunks end decides where pages end, and so the bytes.
        self._writer.write_table(rows.combine_chunks(), row_group_size=self.group)
        self.rows += rows.num_rows


@cache
def sql_text(package: str, name: str) -> str:
    """The text of the SQL file `name` in `package`, e.g. ("careplace.measures.providers", "standing.sql")."""
    return (files(package) / name).read_text(encoding="utf-8")


def interrupted(error: BaseException | None) -> bool:
    """Whether an exception comes of Ctrl-C: DuckDB and Arrow end what they are doing with exceptions of their own."""
    while error is not None:
        # DuckDB 2.0.0 raises a bare RuntimeError.
        if isinstance(error, (KeyboardInterrupt, duckdb.InterruptException, pa.ArrowCancelled)):
            return True
        if isinstance(error, RuntimeError) and "Query interrupted" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def literal(path: Path) -> str:
    """The path of one file as DuckDB takes it: *, ? and [ in a name are a pattern to it, which another file may match.

    Of the folders "h[x]" and "hx" it read the second where the first was named.
    """
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def read_parquet(*paths: Path) -> str:
    """What a query selects from to read these Parquet files, and no column that is made of the names of their folders."""
    listed = ", ".join(quoted(literal(path)) for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def quoted(text: str) -> str:
    """`text` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
