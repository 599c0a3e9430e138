"""The steps from recognised files to a sealed folder: read, check, compute, seal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from careplace import sources
from careplace.editions import checks, completeness, losses, manifest
from careplace.editions.code import code
from careplace.editions.intake import Intake, Recognised
from careplace.editions.leftaside import LeftAside, refuse_any
from careplace.editions.part_checks import part_checks
from careplace.editions.readings import Coverage, read_all
from careplace.editions.typed import TypedTables, write_in_order
from careplace.engine import Engine, ParquetFile
from careplace.places.gazetteer import Gazetteer
from careplace.sources import naming, places
from careplace.sources.contract import refuse_for
from careplace.sources.opened import InThisProcess, Reader
from careplace.sources.publication import Book, Publication, Reading
from careplace.sources.reader_process.process import ReaderProcess

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""
Compute = Callable[[Path, Path, Progress], None]
"""Called with the folder of tables, the folder of figures and a Progress; adds files to both."""


@dataclass(frozen=True)
class Publications:
    """The publications that are known: those that say which places there are, and those that name places.

    `recognise` tells which one a file is of; `gazetteer` makes the gazetteer from the tables of the first. Those of
    Careplace are read `apart`, in a process of its own within limits.
    """

    places: Sequence[Publication]
    others: Sequence[Publication]
    recognise: Callable[[Book], Publication | None]
    gazetteer: Callable[[dict[str, pa.Table]], Gazetteer]
    apart: bool = False

    def reader(self) -> Reader:
        """What opens and reads files."""
        return ReaderProcess(self.all) if self.apart else InThisProcess(self.recognise)

    @property
    def all(self) -> tuple[Publication, ...]:
        return (*self.places, *self.others)


class Assembly:
    """One edition in the making, in the folder `edition` of a workshop."""

    def __init__(
        self,
        workshop: Path,
        publications: Publications,
        compute: Compute,
        bounds: checks.Bounds,
        accept: str | None,
        tell: Progress,
        strict: bool = False,
    ):
        self.edition = workshop / "edition"
        self.bounds, self.accept, self.tell, self.strict = bounds, accept, tell, strict
        self.left_aside: list[LeftAside] = []
        self._publications, self._compute = publications, compute
        self._typed = TypedTables(workshop / "parts", publications.all)
        self._coverage, self._code = Coverage(), code()
        self.inputs: list[dict] = []
        self._raw_text: dict[str, dict] = {}
        for folder in ("raw-text", "tables", "figures"):
            (self.edition / folder).mkdir(parents=True)

    def digest(self, intake: Intake) -> str:
        """What tells the edition from every other where each file that was recognised can be read."""
        files = [{"sha256": f.file.sha256, "name": f.file.name} for f in intake.recognised]
        return self._digest(files, intake.left_aside)

    def read(self, intake: Intake, last: dict) -> None:
        """Read every file into typed tables; files that cannot be read are added to `left_aside`.

        `last` is the manifest of the edition that serves.

        Raises:
            SourceError: where two files contradict each other, and in a strict build for any that is left aside.
            CheckFailed: where the list of places is not there.
        """
        places = [f for f in intake.recognised if f.publication in self._publications.places]
        others = [f for f in intake.recognised if f.publication not in self._publications.places]
        self.left_aside = [*intake.left_aside, *read_all(places, None, self._take, self.tell)]
        gazetteer = self._gazetteer()
        self._note_names(gazetteer)
        self._refuse(losses.places(gazetteer.tables()["area"], self.inputs, last, bool(others)))
        self.left_aside += read_all(others, gazetteer, self._take_covered, self.tell)
        if self.strict:
            refuse_any(self.left_aside)
        refuse_for(self._coverage.problems())
        self._write_tables(gazetteer)

    def check(self) -> tuple[list[checks.Check], list[dict]]:
        """What was checked, and the snapshots of the registers."""
        self.tell("Checking", 0, 1)
        due = {p.key: p.due_days for p in self._publications.others if hasattr(p, "due_days")}
        naming = {table.name for p in self._publications.others for table in p.tables}
        with Engine() as engine:
            engine.view_parquet("area", self.edition / "tables" / "area.parquet")
            snapshots = checks.reach(engine, self.edition / "tables", self.bounds)
            results = checks.councils_known(engine, self.edition / "tables", naming)
            results += completeness.whole(engine, self.edition / "tables", self.inputs, snapshots)
        results += checks.within(snapshots, self.bounds)
        results += checks.lateness(self.inputs, due, self.bounds)
        return results, snapshots

    def compute(self) -> None:
        """Compute every figure."""
        self._compute(self.edition / "tables", self.edition / "figures", self.tell)

    def check_parts(self) -> list[checks.Check]:
        """That parts add up, once the figures are computed.

        Raises:
            CheckFailed: where counts of a register do not.
        """
        with Engine() as engine:
            results = part_checks(engine, self.edition)
        checks.enforce(results, None, [], self.left_aside)
        return results

    def seal(self, results: list[checks.Check], snapshots: list[dict]) -> str:
        """Write the manifest; returns the edition's id."""
        inputs = sorted(self.inputs, key=itemgetter("publication", "snapshot", "sha256"))
        dates = [i["snapshot"] for i in inputs if i["snapshot"] and not i["places"]]
        id = f"{max(dates, default='undated')}-{self._digest(inputs, self.left_aside)}"
        about = {
            "edition": id,
            "careplace": self._code,
            "accepted": self.accept,
            "inputs": inputs,
            "left_aside": _unreadable(self.left_aside),
            "raw_text": self._raw_text,
            "snapshots": snapshots,
            "checks": checks.as_rows(results),
            "files": manifest.contents(self.edition),
        }
        manifest.seal(self.edition, about)
        return id

    def _digest(self, inputs: list[dict], left_aside: list[LeftAside]) -> str:
        return manifest.edition_digest(self._code, inputs, self.accept, _unreadable(left_aside))

    def _refuse(self, results: list[checks.Check]) -> None:
        if self.strict and results:
            refuse_any(self.left_aside)
        checks.enforce(results, self.accept, [], self.left_aside)

    def _gazetteer(self) -> Gazetteer:
        names = {table.name for p in self._publications.places for table in p.tables}
        return self._publications.gazetteer({name: self._typed[name] for name in sorted(names)})

    def _note_names(self, gazetteer: Gazetteer) -> None:
        """Add to the notes on each file about places the names and codes that the list made of all of them lacks."""
        for entry in self.inputs:
            tables = [self._typed[name] for name in entry["rows"]]
            own = [table.filter(pc.equal(table["source"], entry["sha256"])) for table in tables]
            noted = naming.notes(own, gazetteer)
            entry["notes"] += [note for note in noted if note not in entry["notes"]]

    def _write_tables(self, gazetteer: Gazetteer) -> None:
        tables = self.edition / "tables"
        with Engine() as engine:
            self.tell("Writing tables", 0, 2)
            self._typed.write(engine, tables)
            self.tell("Writing tables", 1, 2)
            for name, table in gazetteer.tables().items():
                write_in_order(engine, table, tables / f"{name}.parquet")

    def _take_covered(self, recognised: Recognised, reading: Reading) -> None:
        self._take(recognised, reading)
        # Files of some publications share councils and dates, each with indicators of its own: keys part those.
        if not getattr(recognised.publication, "parted_by_key", False):
            self._coverage.add(reading)

    def _take(self, recognised: Recognised, reading: Reading) -> None:
        """Take a reading whole or, where it cannot be written, not at all."""
        text = {name: (sheet, cells) for name, sheet, cells in _text(reading)}
        try:
            for name, (_sheet, cells) in text.items():
                with ParquetFile(self.edition / name, cells.schema) as file:
                    file.add(cells)
            self._typed.add(reading)
        except Exception:
            for name in text:
                (self.edition / name).unlink(missing_ok=True)
            raise
        self._raw_text |= {
            name: {"source": reading.file.sha256, "sheet": sheet} for name, (sheet, _cells) in text.items()
        }
        self.inputs.append(_input(recognised, reading, recognised.publication in self._publications.places))


def _text(reading: Reading) -> Iterator[tuple[str, str, pa.Table]]:
    """(file of the edition, sheet, cells) of the text of a reading."""
    for number, (sheet, cells) in enumerate(reading.text.items()):
        yield f"raw-text/{reading.file.sha256[:16]}.{number}.parquet", sheet, cells


def _unreadable(left_aside: list[LeftAside]) -> list[dict]:
    rows = [file.row() for file in left_aside if file.unreadable]
    return sorted(rows, key=itemgetter("name", "sha256"))


def _input(recognised: Recognised, reading: Reading, places: bool) -> dict:
    file, publication = recognised.file, recognised.publication
    return {
        "sha256": file.sha256,
        "name": file.name,
        "bytes": file.path.stat().st_size,
        "publication": publication.key,
        "title": publication.title,
        "publisher": publication.publisher,
        "licence": publication.licence,
        "page": publication.page,
        "places": places,
        "snapshot": reading.snapshot.isoformat() if reading.snapshot else "",
        "basis": reading.basis,
        "notes": list(reading.notes),
        "rows": {name: table.num_rows for name, table in sorted(reading.tables.items())},
    }


def known_publications() -> Publications:
    """Every publication that Careplace reads."""
    remaining = [p for p in sources.PUBLICATIONS if p not in places.PUBLICATIONS]
    return Publications(places.PUBLICATIONS, remaining, sources.recognise, Gazetteer.from_tables, apart=True)
