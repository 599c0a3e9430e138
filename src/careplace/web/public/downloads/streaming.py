"""Sends a file of the edition as CSV or JSON a batch at a time, so that a large one takes no more memory than a small."""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
import pyarrow.csv

from careplace.engine import literal, sql_text
from careplace.web.public.downloads.files import DataFile
from careplace.web.public.editions import EditionCursor
from careplace.web.public.spreadsheet_safety import spreadsheet_safe

BATCH = 16_384
_HEADED = pa.csv.WriteOptions(include_header=True)
_PLAIN = pa.csv.WriteOptions(include_header=False)


def as_csv(edition: EditionCursor, file: DataFile) -> Iterator[bytes]:
    """A header and the rows; cells as `publish.opendata` writes them."""
    reader = _record_batches(edition, file, "rows.sql")
    yield _csv(reader.schema.empty_table(), _HEADED)
    for batch in reader:
        yield _csv(spreadsheet_safe(pa.Table.from_batches([batch])), _PLAIN)


def as_json(edition: EditionCursor, file: DataFile) -> Iterator[bytes]:
    """A list of objects, one a line."""
    between = "[\n"
    for batch in _record_batches(edition, file, "rows_as_json.sql"):
        if batch.num_rows:
            yield (between + ",\n".join(batch.column(0).to_pylist())).encode()
            between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"


def _record_batches(edition: EditionCursor, file: DataFile, query: str) -> pa.RecordBatchReader:
    text = sql_text(__package__, query)
    return edition.engine.connection.sql(text, params={"path": literal(file.path)}).to_arrow_reader(BATCH)


def _csv(table: pa.Table, options: pa.csv.WriteOptions) -> bytes:
    out = io.BytesIO()
    pa.csv.write_csv(table, out, options)
    return out.getvalue()


def zipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces in gzip, sent as they come."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


FORMS: dict[str, tuple[str, Callable[[EditionCursor, DataFile], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", as_csv),
    "json": ("application/json", as_json),
}
