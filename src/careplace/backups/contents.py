"""Which files of HOME are in a backup: all but unfinished work, locks and what can be made again at once."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from careplace.backups.errors import BackupError
from careplace.consultations.surveys import FOLDER as SURVEYS
from careplace.editions.home import ID, Home
from careplace.publications.changes import BUILDING, LOCK
from careplace.publications.store import FOLDER as PUBLICATIONS

LEFT_OUT = frozenset((BUILDING, LOCK))


def publication_files(home: Path) -> list[Path]:
    """The files of the store of publications. Only while it is locked: a withdrawal deletes files."""
    return list(_below(home / PUBLICATIONS))


def edition_files(home: Path) -> Iterator[Path]:
    """The journal and the files of every edition, the raw files that they were made from, and surveys by link."""
    place = Home(home)
    if place.journal.exists():
        yield place.journal
    for id in place.ids():
        yield from _below(place.editions / id)
    yield from _below(place.raw)
    yield from _below(home / SURVEYS)


def is_of_home(name: str) -> bool:
    """Whether a name in an archive is one that a backup gives to a file of HOME: nothing else is ever written."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or path.as_posix() != name or {"..", *LEFT_OUT} & set(path.parts):
        return False
    first, *rest = path.parts
    if first == "editions":
        return len(rest) > 1 and ID.fullmatch(rest[0]) is not None
    return name == "journal.jsonl" or (first in ("raw", SURVEYS, PUBLICATIONS) and bool(rest))


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_symlink():
            raise BackupError(
                f"{path} is a link, which no part of HOME has there: move it away, and back up again"
            )
        if path.is_file() and not LEFT_OUT & set(path.relative_to(folder).parts):
            yield path
