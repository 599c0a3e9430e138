"""What the measures of journeys need of an engine: five things, which DuckDB and Spark both do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa


class EngineError(ValueError):
    """An engine could not do what it was given. The message never quotes a value: values are people's."""


class PortableEngine(Protocol):
    """Runs SQL of the forms that the linter allows, with the same answer on every engine."""

    name: str
    rows_at_once: int | None
    """How many rows of `stay` one statement may read within the memory of this engine; None for any number."""

    def relation(self, name: str, paths: Sequence[Path]) -> None:
        """Let statements read Parquet files of the same columns under `name`, in place of what had the name."""

    def register(self, name: str, table: pa.Table) -> None:
        """Let statements read a small table under `name`, in place of what had the name."""

    def keep(self, name: str, sql: str) -> None:
        """Answer a statement once and let later statements read the answer under `name`.

        Raises:
            FormRefused, EngineError.
        """

    def answer(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The answer of a statement in exactly these columns and types.

        Raises:
            FormRefused: the statement has a form that engines answer differently.
            EngineError: the engine failed, or its answer has other columns, or values that the types do not take.
        """

    def close(self) -> None:
        """Stop, and remove what was written to the disk meanwhile."""


def conformed(answer: pa.Table, schema: pa.Schema) -> pa.Table:
    """`answer` in the types of `schema`.

    Raises:
        EngineError: other columns, or values that the types do not take.
    """
    if answer.column_names != schema.names:
        raise EngineError(f"expected columns {schema.names}, found {answer.column_names}")
    try:
        return answer.cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # Arrow's message quotes the value.
        types = {field.name: str(field.type) for field in answer.schema}
    raise EngineError(f"expected types {[str(t) for t in schema.types]}, found {types}")
