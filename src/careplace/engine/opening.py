"""An engine by its address: `duckdb:` is this process; `spark:local[2]`, `spark://host:7077`, `sc://host:1` are Spark."""

from collections.abc import Iterator
from contextlib import contextmanager

from careplace.engine import conformance
from careplace.engine.duck import DuckDB
from careplace.engine.protocol import EngineError, PortableEngine

DEFAULT_URL = "duckdb:"
FORMS = "duckdb:, spark:local[N], spark://HOST:PORT or sc://HOST:PORT"
MISSING = "Spark is not installed: pip install 'careplace[spark]'"


@contextmanager
def open_engine(url: str = DEFAULT_URL, memory: str | None = None) -> Iterator[PortableEngine]:
    """The engine at `url`, which has answered every question of conformance.toml.

    Args:
        memory: the most memory that DuckDB, or Spark in this process, may use, such as "3GB".

    Raises:
        EngineError: no such engine, or a setting that it does not take. EngineRefused: it answers a form otherwise.
    """
    engine = _engine(url, memory)
    try:
        conformance.check(engine)
        yield engine
    finally:
        engine.close()


def _engine(url: str, memory: str | None) -> PortableEngine:
    if url == DEFAULT_URL:
        return DuckDB(memory)
    if url.startswith(("spark:", "sc://")):
        return _spark(url, memory)
    raise EngineError(f"{url}: expected {FORMS}")


def _spark(url: str, memory: str | None) -> PortableEngine:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError(MISSING) from None
    from careplace.engine.spark import Spark

    builder = SparkSession.builder.appName("careplace journeys")
    builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8")
    if url.startswith("sc://"):
        return Spark(builder.remote(url).getOrCreate())
    if memory:
        builder = builder.config("spark.driver.memory", memory.removesuffix("B").lower())
    return Spark(
        builder.master(url if url.startswith("spark://") else url.removeprefix("spark:")).getOrCreate()
    )
