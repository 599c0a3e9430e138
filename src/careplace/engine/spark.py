"""Journeys on Spark: in this process, on a cluster, or through Spark Connect without Java here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from careplace.engine.dialect import spark_sql
from careplace.engine.protocol import EngineError, conformed

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.legacy.timeParserPolicy": "EXCEPTION",
    "spark.sql.caseSensitive": "false",
}
"""What statements rely on: each is set, and read again."""


class Spark:
    """`PortableEngine` on Spark: `session` is a SparkSession, of either kind."""

    name = "Spark"
    rows_at_once: int | None = None

    def __init__(self, session: Any):
        self._session = session
        if context := getattr(session, "_sc", None):
            # Spark warns of plans with the text of statements, and its errors may quote rows.
            context.setLogLevel("OFF")
        self._cached: dict[str, Any] = {}
        for setting, value in SETTINGS.items():
            session.conf.set(setting, value)
            if session.conf.get(setting) != value:
                raise EngineError(
                    f"Spark has {setting} = {session.conf.get(setting)}, and the measures need {value}"
                )

    def relation(self, name: str, paths: Sequence[Path]) -> None:
        self._session.read.parquet(*map(str, paths)).createOrReplaceTempView(name)

    def register(self, name: str, table: pa.Table) -> None:
        self._release(name)
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        self._release(name)
        # A view alone would be computed again by every statement that reads it.
        frame = self._attempt(lambda: self._session.sql(spark_sql(sql)).persist())
        frame.createOrReplaceTempView(name)
        self._cached[name] = frame

    def answer(self, sql: str, schema: pa.Schema) -> pa.Table:
        return conformed(self._attempt(lambda: self._session.sql(spark_sql(sql)).toArrow()), schema)

    def close(self) -> None:
        for name in list(self._cached):
            self._release(name)
        self._session.stop()

    def _release(self, name: str) -> None:
        if name in self._cached:
            self._cached.pop(name).unpersist()

    @staticmethod
    def _attempt(work: Callable[[], Any]) -> Any:
        from pyspark.errors import PySparkException

        try:
            return work()
        except PySparkException as error:
            message = f"Spark could not answer ({error.getCondition() or type(error).__name__})"
        # Outside of the handler: Spark's message may quote a value.
        raise EngineError(message)
