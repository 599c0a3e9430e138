"""Restores a backup into an empty home and an empty database: everything is checked before anything is put in place."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careplace.backups import databases
from careplace.backups.archive import Progress, unpack
from careplace.backups.backup import DATABASE, SCHEMA, Summary
from careplace.backups.contents import is_of_home
from careplace.backups.errors import BackupError
from careplace.durable import sync, sync_tree
from careplace.editions import manifest as editions
from careplace.editions.home import Home
from careplace.publications.store import Store
from careplace.publications.verification import faults as faults_of_publications


@dataclass(frozen=True)
class Restored:
    """What was restored, and what of it was damaged already when it was backed up."""

    summary: Summary
    faults: tuple[str, ...]


def restore(archive: Path, home: Path, url: str | None, progress: Progress) -> Restored:
    """Restore a whole archive.

    Args:
        home: a folder that is not there yet, or is empty.
        url: an empty database of the kind that was backed up; None where the archive has none.

    Raises:
        BackupError: where the archive is damaged, or there is something to overwrite; nothing is then restored.
    """
    _refuse_unless_empty(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{home.name}-restoring-", dir=home.parent))
    try:
        manifest = unpack(archive, staging, lambda name: name == DATABASE or is_of_home(name), progress)
        if manifest.get("schema") != SCHEMA:
            raise BackupError(f"{archive} was made by another version of Careplace: use that version")
        faults = _faults(staging, progress)
        _restore_database(archive, manifest, staging, home, url)
        return Restored(_put_in_place(archive, manifest, staging, home), faults)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_unless_empty(home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupError(f"{home} is not empty: restore into a new folder with --home")


def _faults(staging: Path, progress: Progress) -> tuple[str, ...]:
    """What editions and publications themselves find wrong: the archive is whole, its source may not have been."""
    place, faults = Home(staging), [f"publication {fault}" for fault in faults_of_publications(staging)]
    ids = place.ids()
    for number, id in enumerate(ids, start=1):
        progress("Checking editions", number, len(ids))
        faults += [f"edition {id}: {fault}" for fault in editions.faults(place.editions / id)]
    return tuple(faults)


def _restore_database(
    archive: Path, manifest: dict[str, Any], staging: Path, home: Path, url: str | None
) -> None:
    kind, copy = manifest[DATABASE], staging / DATABASE
    if not kind:
        return
    if url is None:
        raise BackupError(f"{archive} has a database: name an empty one ({kind}) with --database")
    entry = databases.entry_of(url)
    if databases.kind_of(entry) != kind:
        raise BackupError(f"{archive} has a database of {kind}: --database must be of the same kind")
    databases.refuse_unless_empty(entry)
    databases.load(_within(entry, home, staging), copy)
    copy.unlink()


def _within(entry: databases.Entry, home: Path, staging: Path) -> databases.Entry:
    """The database; one that is a file of HOME is put in place with HOME."""
    name = Path(entry["NAME"]).absolute()
    if databases.kind_of(entry) == "sqlite" and name.is_relative_to(home.absolute()):
        return entry | {"NAME": str(staging / name.relative_to(home.absolute()))}
    return entry


def _put_in_place(archive: Path, manifest: dict[str, Any], staging: Path, home: Path) -> Summary:
    if manifest["current"]:
        (staging / "current").symlink_to(Path("editions") / manifest["current"])
    staging.chmod(0o755)
    sync_tree(staging)
    # An empty folder gives way to a folder that is renamed to its name.
    os.replace(staging, home)  # noqa: PTH105
    sync(home.parent)
    files = manifest["files"]
    size = sum(file["bytes"] for file in files.values())
    return Summary(
        archive, len(files), size, len(Home(home).ids()), len(Store(home).ids()), manifest[DATABASE]
    )
