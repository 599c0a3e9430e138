"""The selection as CSV, sent as it is read; no cell of it is a formula to a spreadsheet."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from careplace.publish.opendata import FORMULA_STARTS

ROWS = 2048
LEFT_OUT = ("position", "snapshot")
_ARMED = "^[" + "".join({"-": r"\-", "\t": r"\t", "\r": r"\r"}.get(one, one) for one in FORMULA_STARTS) + "]"


def lines(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """CSV of the batches, the header with the first; `snapshot` stands in the column as_at."""
    first = True
    for batch in batches:
        yield written(pa.Table.from_batches([batch]), first)
        first = False


def written(table: pa.Table, header: bool) -> bytes:
    """A table as CSV, every text quoted and made harmless."""
    columns = {name: table[name] for name in table.schema.names if name not in LEFT_OUT}
    harmless = pa.table(
        {name: unarmed(column) for name, column in columns.items()} | {"as_at": table["snapshot"]}
    )
    out = pa.BufferOutputStream()
    csv.write_csv(harmless, out, csv.WriteOptions(include_header=header))
    return out.getvalue().to_pybytes()


def unarmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of text with an apostrophe before whatever could be a formula, as `publish.opendata.unarmed` does."""
    if not pa.types.is_string(column.type):
        return column
    armed = pc.match_substring_regex(column, _ARMED)
    return pc.if_else(armed, pc.binary_join_element_wise("'", column, ""), column)
