"""The selection as CSV, sent as it is read; no cell of it is a formula to a spreadsheet."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyarrow import csv

from careplace.web.public.spreadsheet_safety import spreadsheet_safe

ROWS = 2048
LEFT_OUT = ("position", "snapshot")


def lines(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """CSV of the batches, the header with the first; `snapshot` stands in the column as_at."""
    first = True
    for batch in batches:
        yield written(pa.Table.from_batches([batch]), first)
        first = False


def written(table: pa.Table, header: bool) -> bytes:
    """A table as CSV, every text quoted and made harmless."""
    columns = table.select([name for name in table.column_names if name not in LEFT_OUT])
    out = pa.BufferOutputStream()
    csv.write_csv(
        spreadsheet_safe(columns.append_column("as_at", table["snapshot"])),
        out,
        csv.WriteOptions(include_header=header),
    )
    return out.getvalue().to_pybytes()
