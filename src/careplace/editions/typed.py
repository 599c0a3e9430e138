"""Readings of many files become one table a contract: its key unique over all files, rows in its order."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine import Engine, ParquetFile
from careplace.sources.contract import MOST_PROBLEMS, Problem, SourceError, Table
from careplace.sources.publication import Publication, Reading

ORIGIN = ("source", "sheet", "source_row")


class TypedTables:
    """Parts of tables as they are read, kept on disk until every file is read.

    Ten years of monthly registers do not fit in memory at once; one file does.
    """

    def __init__(self, parts: Path, publications: Iterable[Publication]):
        self._parts = parts
        self._contracts = {table.name: table for p in publications for table in p.tables}
        self._written: dict[str, list[Path]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._repeating: set[str] = set()

    def add(self, reading: Reading) -> None:
        """Take the tables of one file."""
        self._names[reading.file.sha256] = reading.file.name
        # All are cast before any is written: a table that does not fit must not leave another behind.
        for name, table in [(name, self._fitted(name, table)) for name, table in reading.tables.items()]:
            self._parts.mkdir(exist_ok=True)
            path = self._parts / f"{name}.{len(self._written[name])}.parquet"
            pq.write_table(table, path, compression="lz4")
            self._written[name].append(path)

    def _fitted(self, name: str, table: pa.Table) -> pa.Table:
        schema = self._contracts[name].schema
        return table.select(schema.names).cast(schema)

    def __getitem__(self, name: str) -> pa.Table:
        """One table as it stands so far."""
        parts = [pq.read_table(path) for path in self._written[name]]
        return pa.concat_tables([self._contracts[name].empty(), *parts])

    @property
    def names(self) -> list[str]:
        return sorted(self._contracts)

    def write(self, engine: Engine, tables: Path) -> None:
        """Write every contract's table to `tables`, empty where no file had it.

        Raises:
            SourceError: when two files hold different rows of the same key.
        """
        problems = [
            p for name in self.names if len(self._written[name]) > 1 for p in self._twice(engine, name)
        ]
        if problems:
            raise SourceError(problems)
        for name in self.names:
            self._write(engine, self._contracts[name], tables / f"{name}.parquet")

    def _write(self, engine: Engine, contract: Table, path: Path) -> None:
        if not self._written[contract.name]:
            with ParquetFile(path, contract.schema):
                return
        engine.view_parquet("part", *self._written[contract.name])
        rows = "part" if contract.name not in self._repeating else f"({_once(contract)})"
        query = f"select * from {rows} order by {_order(contract)}"
        engine.write(query, path, contract.schema, contract.rows_per_group)
        for part in self._written[contract.name]:
            part.unlink()

    def _twice(self, engine: Engine, name: str) -> list[Problem]:
        """Keys that two files give differently; a table whose files only repeat each other is remembered."""
        contract = self._contracts[name]
        if not contract.key:
            return []
        engine.view_parquet("part", *self._written[name])
        if not _clashes(engine, contract, "part"):
            return []
        self._repeating.add(name)
        return [self._same_key(contract, row) for row in _clashes(engine, contract, f"({_once(contract)})")]

    def _same_key(self, contract: Table, row: dict) -> Problem:
        one, other = (self._names.get(row[which], "") for which in ("one", "other"))
        key = ", ".join(f"{column} {row[column]}" for column in contract.key)
        message = f"{key} in this file and in {other}"
        return Problem(one, message, f"each {contract.name} in one file only; leave one of the two out")


def _clashes(engine: Engine, contract: Table, rows: str) -> list[dict]:
    """The first keys that several of `rows` have, each with the first and last file (`one`, `other`) of it."""
    key = ", ".join(f'"{column}"' for column in contract.key)
    origin = "source" if "source" in contract.schema.names else "''"
    return engine.rows(
        f"select {key}, min({origin}) as one, max({origin}) as other from {rows} "
        f"group by {key} having count(*) > 1 order by {key} limit {MOST_PROBLEMS + 1}"
    )


def _once(contract: Table) -> str:
    """Each row of `part` once: of rows that differ only in where they are from and in the contract's context, one."""
    names = contract.schema.names
    values = ", ".join(f'"{name}"' for name in names if name not in {*ORIGIN, *contract.context})
    origin = ", ".join(f'"{name}"' for name in ORIGIN if name in names) or "1"
    return f"select * from part qualify row_number() over (partition by {values} order by {origin}) = 1"


def write_in_order(engine: Engine, table: pa.Table, path: Path) -> None:
    """Write `table` to `path` in the order of its columns, from the first to the last."""
    engine.register("whole", table)
    engine.write(f"select * from whole order by {_columns(table.schema.names)}", path, table.schema)


def _order(contract: Table) -> str:
    names = contract.schema.names
    origin = [c for c in ORIGIN if c in names]
    return _columns(dict.fromkeys([*contract.key, *(origin if "source_row" in origin else names)]))


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}" nulls first' for name in names)
