"""What can be downloaded: the files of tables and figures that the edition's manifest names, and nothing else.

Where a file names people as providers, a copy is sent that does not: the licence of the published data does not cover
personal data. Source: The National Archives, "Open Government Licence v3.0", exemptions.
"""

import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.editions.rawstore import digest
from careplace.engine import ROWS_PER_GROUP, ParquetFile, sql_text
from careplace.web.editions import Reading

ROOMS = ("figures", "tables")
NAMING = {"provider_name", "ownership"}
_making = threading.Lock()
"""Copies are made by one thread: those of another would go while their files are still being sent."""


@dataclass(frozen=True)
class DataFile:
    """One Parquet file of the edition; `name` is its address below /downloads/, without an ending."""

    name: str
    path: Path
    rows: int
    bytes: int
    sha256: str

    @property
    def room(self) -> str:
        return self.name.split("/")[0]

    @property
    def table(self) -> str:
        """The table that it is, or is part of: `register` of tables/register/2021-02-01."""
        return self.name.split("/")[1]

    @property
    def part(self) -> str:
        """Which part of the table it is; "" for the whole of it."""
        return "/".join(self.name.split("/")[2:])

    def saved_as(self, edition: str, ending: str) -> str:
        """The name that a browser saves it under, which says of which edition it is."""
        return f"careplace-{edition}-{self.name.replace('/', '-')}.{ending}"


def data_files(edition: Reading) -> dict[str, DataFile]:
    """{name: file}, figures first."""
    with _making:
        return edition.remembered(("data files",), lambda: _listed(edition)).files


class _Listed:
    """The files, and the folder of copies, which goes when the edition is let go of."""

    def __init__(self):
        self.files: dict[str, DataFile] = {}
        self.copies = Path(tempfile.mkdtemp(prefix="careplace-downloads-"))
        weakref.finalize(self, _removed, self.copies)


def _removed(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _listed(edition: Reading) -> _Listed:
    # What a reader asks for is looked up among these names; no path is ever made of it.
    listed = _Listed()
    for path, file in sorted(edition.manifest["files"].items()):
        name = path.removesuffix(".parquet")
        if name != path and path.split("/")[0] in ROOMS:
            found = DataFile(name, edition.folder / path, file["rows"], file["bytes"], file["sha256"])
            listed.files[name] = without_names(edition, found, listed.copies)
    return listed


def without_names(edition: Reading, file: DataFile, folder: Path) -> DataFile:
    """The file, or where it could name people a copy in `folder` that does not."""
    schema = pq.read_schema(file.path)
    if not set(schema.names) >= NAMING:
        return file
    path = folder / f"{file.name.replace('/', '-')}.parquet"
    query = sql_text(__package__, "unnamed.sql")
    rows = edition.engine.connection.sql(query, params={"path": str(file.path)})
    with ParquetFile(path, schema) as copy:
        for batch in rows.to_arrow_reader(ROWS_PER_GROUP):
            copy.add(pa.Table.from_batches([batch]))
    return DataFile(file.name, path, file.rows, path.stat().st_size, digest(path))
