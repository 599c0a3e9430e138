"""Takes a backup: first the database, then publications, then editions and raw files.

In this order each part has what the parts before it name: casework names publications, those name editions, and editions raw
files. Nothing but the store of publications is locked, and that for as long as its files are copied.
"""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import careplace
from careplace.backups import contents, databases
from careplace.backups.archive import Progress, Writer
from careplace.backups.errors import BackupError
from careplace.editions.home import Home
from careplace.publications.changes import locked
from careplace.publications.store import Store

SCHEMA, DATABASE = 1, "database"


@dataclass(frozen=True)
class Summary:
    """What a backup holds. `database` is "sqlite", "postgresql" or "" for none."""

    archive: Path
    files: int
    bytes: int
    editions: int
    publications: int
    database: str


def default_name(moment: datetime) -> str:
    """The name of an archive in a folder: careplace-20261129T120000Z.tar."""
    return f"careplace-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"


def back_up(home: Path, to: Path, url: str | None, progress: Progress) -> Summary:
    """Write everything of a home, and the database that `url` names, into one new file.

    Args:
        to: a file that is not there yet, or a folder.
        url: the casework database; None leaves it out.

    Raises:
        BackupError: with what to do; no file is then written.
    """
    target = to / default_name(datetime.now(UTC)) if to.is_dir() else to
    if not home.is_dir():
        raise BackupError(f"there is no home {home}")
    place = Home(home)
    with Writer(target) as archive:
        kind = _add_database(archive, url, progress)
        # Before the editions are copied: one that begins to serve meanwhile is not in the archive.
        current, ids = place.current(), place.ids()
        _add_home(archive, home, progress)
        if removed := set(ids) - set(place.ids()):
            raise BackupError(f"edition {min(removed)} was removed during the backup: back up again")
        about = {"schema": SCHEMA, "careplace": careplace.__version__, "current": current, DATABASE: kind}
        archive.finish({**about, "taken_at": datetime.now(UTC).isoformat(timespec="seconds")})
    size = sum(file["bytes"] for file in archive.files.values())
    return Summary(target, len(archive.files), size, len(ids), len(Store(home).ids()), kind)


def _add_database(archive: Writer, url: str | None, progress: Progress) -> str:
    if url is None:
        return ""
    entry = databases.entry_of(url)
    progress("Copying the database", 0, 0)
    with tempfile.TemporaryDirectory(dir=archive.target.parent) as folder:
        copy = Path(folder) / DATABASE
        databases.dump(entry, copy)
        archive.add(copy, DATABASE)
    return databases.kind_of(entry)


def _add_home(archive: Writer, home: Path, progress: Progress) -> None:
    try:
        if Store(home).folder.exists():
            with locked(Store(home), wait=True):
                _add(archive, home, contents.publication_files(home), progress)
        _add(archive, home, list(contents.edition_files(home)), progress)
    except FileNotFoundError as error:
        raise BackupError(
            f"{error.filename} was removed during the backup (`editions prune`?): back up again"
        ) from error


def _add(archive: Writer, home: Path, paths: list[Path], progress: Progress) -> None:
    for number, path in enumerate(paths, start=1):
        progress("Copying", number, len(paths))
        archive.add(path, path.relative_to(home).as_posix())
