"""The files of tables and figures that the edition's manifest names; `describing.public_files` says which are offered."""

from dataclasses import dataclass
from pathlib import Path

from careplace.measures.cache import cached
from careplace.web.public.editions import EditionCursor

ROOMS = ("figures", "tables")


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


@cached()
def data_files(edition: EditionCursor) -> dict[str, DataFile]:
    """{name: file}, figures first."""
    # What a reader asks for is looked up among these names; no path is ever made of it.
    files = {}
    for path, file in sorted(edition.manifest["files"].items()):
        name = path.removesuffix(".parquet")
        if name != path and path.split("/")[0] in ROOMS:
            files[name] = DataFile(name, edition.folder / path, file["rows"], file["bytes"], file["sha256"])
    return files
