"""Makes an edition from raw files: whole and checked, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from careplace.editions import manifest
from careplace.editions.checks import Bounds, Check, against_last, as_rows, enforce
from careplace.editions.durable import put_in_place, sync_tree
from careplace.editions.home import EditionError, Home
from careplace.editions.intake import Intake, raw_files, take_in
from careplace.editions.making import Compute, Making, Progress, Publications, known_publications
from careplace.editions.rawstore import RawStore
from careplace.measures.compute import compute as every_measure


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    `stood` says that the edition stood already; `against_last` is what was found against the edition that
    served before: it is noted in the journal, since an edition must not depend on what came before it.
    """

    id: str
    folder: Path
    stood: bool
    manifest: dict
    left_aside: tuple[str, ...]
    against_last: tuple[Check, ...]
    seconds: float

    @property
    def figures(self) -> int:
        """How many figures the edition holds."""
        return manifest.rows_in(self.manifest, "figures")


def build(
    raw: Path | Iterable[Path],
    home: Path,
    *,
    accept: str | None = None,
    bounds: Bounds | None = None,
    publications: Publications | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the edition of the files in `raw`, check it, and let it serve.

    The same files and code give the same edition, byte for byte. When anything is wrong nothing changes but
    the raw store, and the last edition goes on serving.

    Args:
        raw: a folder of published files, or several; files that no publication knows are left aside.
        accept: why a change of the register beyond `bounds` is right; it becomes part of the edition.
        publications: None for all that Careplace knows.
        compute: None for all measures of Careplace.

    Raises:
        SourceError: with every problem of every file that cannot be read.
        EditionError: when HOME is being changed by another process, `raw` holds nothing, or a check fails.
    """
    began, home = perf_counter(), Home(home)
    publications, tell = publications or known_publications(), progress or (lambda *_: None)
    with home.locked(), home.workshop() as workshop:
        files = raw_files(raw, home.folder)
        intake = take_in(files, RawStore(home), publications.recognise, workshop / "cells", tell)
        making = Making(workshop, publications, compute or every_measure, bounds or Bounds(), accept, tell)
        id = _standing(home, intake, making)
        stood, against = id is not None, []
        if not stood:
            id, against = _make(home, intake, making)
        home.serve(id, "build", checks=as_rows(against), accepted=accept)
        folder = home.editions / id
        sealed, seconds = manifest.read(folder), perf_counter() - began
    return BuildResult(id, folder, stood, sealed, tuple(intake.left_aside), tuple(against), seconds)


def _standing(home: Home, intake: Intake, making: Making) -> str | None:
    """The id of the edition that these files and this code made before, where it is unharmed."""
    if intake.problems:
        return None
    digest = making.digest(intake)
    same = (id for id in home.ids() if id.endswith(f"-{digest}"))
    return next((id for id in same if not manifest.faults(home.editions / id)), None)


def _make(home: Home, intake: Intake, making: Making) -> tuple[str, list[Check]]:
    """Make the edition and put it among the others; returns its id and what was found against the last."""
    making.read(intake)
    checks, snapshots = making.check()
    last = _last(home)
    against = against_last(snapshots, last["snapshots"], making.bounds)
    enforce([*checks, *against], making.accept, last["checks"])
    making.compute()
    making.tell("Sealing the edition", 0, 1)
    id = making.seal(checks, snapshots)
    sync_tree(making.edition)
    if (home.editions / id).exists():
        home.discard(home.editions / id)
    put_in_place(making.edition, home.editions / id)
    return id, against


def _last(home: Home) -> dict:
    """The manifest of the edition that serves; an empty one where none does or it is damaged."""
    try:
        return manifest.read(home.edition())
    except EditionError:
        return {"snapshots": [], "checks": []}
