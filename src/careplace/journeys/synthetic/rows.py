"""Rows of a table of the model, collected as arrays and turned into one Arrow table."""

import numpy as np
import pyarrow as pa

from careplace.journeys.model import TABLES, Column, schema

NO_DAY = np.iinfo(np.int32).max
"""Stands for a day that never comes: it is after every other, and becomes null."""
NO_WORD = -1


class Rows:
    """Rows of one table. Days are int32 since 1970, words are indices into `words[column]`; a column that is not given is
    null (false where it may not be)."""

    def __init__(self, table: str, words: dict[str, tuple[str, ...]]):
        self.table, self.words = table, words
        self._parts: dict[str, list[np.ndarray]] = {column.name: [] for column in TABLES[table]}

    def add(self, size: int, **columns: np.ndarray | int | bool) -> None:
        """Add `size` rows."""
        for column in TABLES[self.table]:
            value = columns.get(column.name, _nothing(column))
            self._parts[column.name].append(np.broadcast_to(np.asarray(value, _kind(column)), size))

    def columns(self) -> dict[str, np.ndarray]:
        """Every column as one array."""
        return {name: np.concatenate(parts) for name, parts in self._parts.items()}


def arrow(table: str, columns: dict[str, np.ndarray], words: dict[str, tuple[str, ...]]) -> pa.Table:
    """The columns of a table as Arrow, words as dictionaries."""
    return pa.table(
        [_array(column, columns[column.name], words) for column in TABLES[table]], names=schema(table).names
    )


def _kind(column: Column) -> str:
    kinds = {"BIGINT": "i8", "DATE": "i4", "VARCHAR": "i2", "INT": "i4", "BOOLEAN": "?", "TIMESTAMP": "i8"}
    return kinds[column.type]


def _nothing(column: Column) -> int:
    nothing = {"DATE": NO_DAY, "VARCHAR": NO_WORD, "INT": NO_WORD, "TIMESTAMP": NO_WORD}
    return nothing.get(column.type, 0)


def _array(column: Column, values: np.ndarray, words: dict[str, tuple[str, ...]]) -> pa.Array:
    if column.type == "VARCHAR":
        codes = pa.array(values, pa.int16(), mask=values == NO_WORD)
        return pa.DictionaryArray.from_arrays(codes, pa.array(words[column.name], pa.string()))
    if column.type in ("BIGINT", "BOOLEAN"):
        return pa.array(values)
    plain = pa.array(values, mask=values == _nothing(column))
    # Minutes since 1970 become microseconds.
    return _moments(values) if column.type == "TIMESTAMP" else plain.cast(schema_type(column))


def _moments(minutes: np.ndarray) -> pa.Array:
    return pa.array(minutes * 60_000_000, pa.int64(), mask=minutes == NO_WORD).cast(pa.timestamp("us"))


def schema_type(column: Column) -> pa.DataType:
    """The Arrow type of a column that has no words."""
    return pa.date32() if column.type == "DATE" else pa.int32()
