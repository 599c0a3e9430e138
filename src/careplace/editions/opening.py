"""Opens an edition for reading: its tables and figures as views of an engine, and its gazetteer."""

from functools import cached_property
from pathlib import Path

import pyarrow.parquet as pq

from careplace import figures
from careplace.editions import manifest
from careplace.editions.home import Home
from careplace.engine import Engine
from careplace.places.gazetteer import Gazetteer

GAZETTEER = ("area", "area_name", "area_successor", "area_group", "neighbour")


class Edition:
    """One edition, open. `engine` sees each table under its name, and every figure in the view `figure`."""

    def __init__(self, folder: Path, engine: Engine | None = None):
        self.folder, self.id, self.manifest = folder, folder.name, manifest.read(folder)
        manifest.refuse_unreadable(self.id, self.manifest)
        self.engine = engine or Engine()
        # Files of an edition never change: their footers are read once, which halves what a small question takes.
        self.engine.connection.execute("set global parquet_metadata_cache = true")
        for name, paths in sorted(tables_of(folder).items()):
            self.engine.view_parquet(name, *paths)
        self._view_figures("figure")

    def __enter__(self) -> "Edition":
        return self

    def __exit__(self, *_exc) -> None:
        self.close()

    def close(self) -> None:
        self.engine.close()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of this edition."""
        paths = {name: self.folder / "tables" / f"{name}.parquet" for name in GAZETTEER}
        return Gazetteer.from_edition({name: pq.read_table(path) for name, path in paths.items()})

    def _view_figures(self, name: str) -> None:
        paths = figures_of(self.folder)
        if paths:
            self.engine.view_parquet(name, *paths)
        else:
            self.engine.register(name, figures.SCHEMA.empty_table())


def open_edition(home: Path, id: str | None = None) -> Edition:
    """Open the edition whose id uniquely begins or ends with `id`; the current one if None.

    Raises:
        EditionError: when there is no such edition, its manifest is damaged, or another Careplace built it.
    """
    return Edition(Home(home).edition(id))


def tables_of(folder: Path) -> dict[str, list[Path]]:
    """{table: its files}: `tables/x.parquet` is table x, and so are the files of `tables/x/` together."""
    paths_by_table: dict[str, list[Path]] = {}
    for path in sorted((folder / "tables").rglob("*.parquet")):
        name = path.relative_to(folder / "tables").parts[0].removesuffix(".parquet")
        paths_by_table.setdefault(name, []).append(path)
    return paths_by_table


def figures_of(folder: Path) -> list[Path]:
    """Every file of figures, in order."""
    return sorted((folder / "figures").rglob("*.parquet"))
