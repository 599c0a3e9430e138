"""Journeys on DuckDB: this process alone, within a limit of memory and of disk."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from careplace.engine import Engine
from careplace.engine.guard import GuardedFolder
from careplace.engine.linter import parsed
from careplace.engine.protocol import EngineError, conformed

SETTINGS = {
    "TimeZone": "UTC",
    "default_null_order": "NULLS_LAST",
    "integer_division": "false",
    "enable_progress_bar": "false",
}
"""What statements rely on: each is set, and read again."""
ROWS_AT_ONCE = 4_000_000
"""Stays that one statement reads: with their windows and counts well inside of `DEFAULT_MEMORY`."""


class DuckDB:
    """`PortableEngine` on DuckDB. `memory` as in `Engine`; the disk that it takes is capped by CAREPLACE_SPILL."""

    name = "DuckDB"
    rows_at_once: int | None = ROWS_AT_ONCE

    def __init__(self, memory: str | None = None):
        self._folder = GuardedFolder()
        self._engine = Engine(memory=memory, spill=self._folder.path)
        for setting, value in SETTINGS.items():
            self._engine.connection.execute(f"set {setting} = '{value}'")
            self._verify(setting, value)

    def _verify(self, setting: str, value: str) -> None:
        (row,) = self._engine.rows("select current_setting($1)::varchar as value", [setting])
        if row["value"].lower() != value.lower():
            raise EngineError(f"DuckDB has {setting} = {row['value']}, and the measures need {value}")

    def relation(self, name: str, paths: Sequence[Path]) -> None:
        self._engine.view_parquet(name, *paths)

    def register(self, name: str, table: pa.Table) -> None:
        self._engine.connection.execute(f"drop view if exists {name}")
        self._engine.register(name, table)

    def keep(self, name: str, sql: str) -> None:
        self._run(f"create or replace temp table {name} as {self._text(sql)}")

    def answer(self, sql: str, schema: pa.Schema) -> pa.Table:
        try:
            table = self._engine.sql(self._text(sql))
        except duckdb.Error as error:
            message = f"DuckDB could not answer ({type(error).__name__})"
        else:
            return conformed(table, schema)
        raise EngineError(message)

    def close(self) -> None:
        self._engine.close()
        self._folder.close()

    def _run(self, sql: str) -> None:
        try:
            self._engine.connection.execute(sql)
        except duckdb.Error as error:
            message = f"DuckDB could not answer ({type(error).__name__})"
        else:
            return
        # Outside of the handler, so that DuckDB's message, which may quote a value, is not chained to this one.
        raise EngineError(message)

    @staticmethod
    def _text(sql: str) -> str:
        parsed(sql)
        return sql
