"""Makes an edition from raw files: whole and checked, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from careplace.durable import put_in_place, sync_tree
from careplace.editions import losses, manifest
from careplace.editions.assembly import Assembly, Compute, Progress, Publications, known_publications
from careplace.editions.checks import Bounds, Check, against_last, as_rows, enforce
from careplace.editions.home import EditionError, Home
from careplace.editions.intake import Intake, take_in
from careplace.editions.journeys_releases import checked_releases
from careplace.editions.leftaside import LeftAside
from careplace.editions.rawfolder import raw_files
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
    left_aside: tuple[LeftAside, ...]
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
    strict: bool = False,
    bounds: Bounds | None = None,
    publications: Publications | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the edition of the files in `raw`, check it, and let it serve.

    The same files and code give the same edition, byte for byte. A file that cannot be read is left aside, as long
    as nothing is lost by it that the edition that serves has. When anything is wrong nothing changes but the raw
    store, and the last edition goes on serving.

    Args:
        raw: a folder of published files, or several; files that no publication knows are left aside.
        accept: why a change beyond `bounds`, or a loss, is right; it becomes part of the edition.
        strict: refuse to build where any file that ought to be read cannot be, or holds data that no publication knows.
        publications: None for all that Careplace knows.
        compute: None for all measures of Careplace.

    Raises:
        SourceError: where files contradict each other, or a release of journeys is not as it was released; in a strict
            build with every problem of every file.
        EditionError: when HOME is being changed by another process, `raw` holds nothing, or a check fails.
    """
    began, root = perf_counter(), Home(home)
    publications, tell = publications or known_publications(), progress or (lambda *_: None)
    with root.locked(), root.workshop() as workshop, publications.reader() as reader:
        files, unreachable = raw_files(raw, root.folder)
        intake = take_in(checked_releases(files), RawStore(root), reader, workshop / "cells", tell)
        intake.left_aside += unreachable
        assembly = Assembly(
            workshop, publications, compute or every_measure, bounds or Bounds(), accept, tell, strict
        )
        last, standing = _last(root), _standing(root, intake, assembly)
        if standing is not None:
            assembly.left_aside = intake.left_aside
            folder = root.editions / standing
            id, against = standing, _against(folder, manifest.read(folder), last, assembly)
        else:
            id, against = _make(root, intake, assembly, last)
        root.serve(id, "build", checks=as_rows(against), accepted=accept)
        folder = root.editions / id
        sealed, seconds = manifest.read(folder), perf_counter() - began
    return BuildResult(
        id, folder, standing is not None, sealed, tuple(assembly.left_aside), tuple(against), seconds
    )


def _standing(home: Home, intake: Intake, assembly: Assembly) -> str | None:
    """The id of the edition that these files and this code made before, where it is unharmed."""
    if assembly.strict and any(file.strict_problems for file in intake.left_aside):
        return None
    digest = assembly.digest(intake)
    same = (id for id in home.ids() if id.endswith(f"-{digest}"))
    return next((id for id in same if not manifest.faults(home.editions / id)), None)


def _make(home: Home, intake: Intake, assembly: Assembly, last: dict) -> tuple[str, list[Check]]:
    """Make the edition and put it among the others; returns its id and what was found against the last."""
    assembly.read(intake, last)
    checks, snapshots = assembly.check()
    contents = {"edition": None, "inputs": assembly.inputs, "snapshots": snapshots, "checks": as_rows(checks)}
    against = _against(assembly.edition, contents, last, assembly)
    assembly.compute()
    checks += assembly.check_parts()
    assembly.tell("Sealing the edition", 0, 1)
    id = assembly.seal(checks, snapshots)
    sync_tree(assembly.edition)
    if (home.editions / id).exists():
        home.discard(home.editions / id)
    put_in_place(assembly.edition, home.editions / id)
    return id, against


def _against(folder: Path, contents: dict, last: dict, assembly: Assembly) -> list[Check]:
    """What is found against the last edition, where that lets the edition in `folder` serve.

    Raises:
        CheckFailed: where it does not.
    """
    checks = [Check(**row) for row in contents["checks"]]
    against = losses.anything(contents["inputs"])
    if contents["edition"] != last["edition"] and last["edition"]:
        against += losses.publications(contents["inputs"], last["inputs"])
        against += losses.register(contents["snapshots"], last["snapshots"])
        against += losses.leap(contents["inputs"], last["inputs"])
        against += against_last(contents["snapshots"], last["snapshots"], assembly.bounds)
        against += losses.parts(folder, contents["inputs"], last["folder"], last["inputs"])
    enforce([*checks, *against], assembly.accept, last["checks"], assembly.left_aside)
    return against


def _last(home: Home) -> dict:
    """The manifest of the edition that serves, with its folder; an empty one where none does or it is damaged."""
    try:
        folder = home.edition()
        return {**manifest.read(folder), "folder": folder}
    except EditionError:
        return {"edition": None, "inputs": [], "snapshots": [], "checks": []}
