"""The outlines of areas that an edition has, to draw maps of."""

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.measures.cache import cached
from careplace.measures.reader import Reader


@cached()
def boundaries(reader: Reader) -> pa.Table | None:
    """The edition's table of boundaries (columns code, year, outline); None where it has none."""
    path = reader.folder / "tables" / "boundary.parquet"
    return pq.read_table(path) if path.is_file() else None
