"""The two changes of the store: a version is released whole or not at all, and a version is withdrawn."""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from careplace.durable import append_line, lines, put_in_place, sync, sync_tree
from careplace.publications.contents import safe_files
from careplace.publications.errors import NoSuchPublication, PublicationError
from careplace.publications.names import MANIFEST, checked_id
from careplace.publications.records import Description, PublishedFile, Release, Tombstone
from careplace.publications.sealed import sealed
from careplace.publications.store import Store

BUILDING, JOURNAL, LOCK = ".building", ".journal.jsonl", ".lock"


def release(
    home: Path,
    id: str,
    description: Description,
    files: Mapping[str, str | bytes],
    supersedes: int | None = None,
    note: str = "",
) -> Release:
    """Put the next version of a publication into the store, whole.

    Args:
        id: the publication's, such as "northmoor-review-2026".
        files: {name: content}; "index.html" is a fragment of HTML that the site shows.
        supersedes: the latest version that the author knows; None for a first version.
        note: what is different from that version.

    Raises:
        PublicationError: with everything that is wrong; nothing is then released.
    """
    checked_id(id)
    if problems := [*description.problems(), *_problems_of_note(supersedes, note)]:
        raise PublicationError("; ".join(problems))
    contents = safe_files(files)
    with locked(Store(home)) as store:
        latest = max(store.numbers(id), default=None)
        if latest != supersedes:
            raise PublicationError(_conflict(id, latest, supersedes))
        if missing := _released_after(store, id, latest or 0):
            raise PublicationError(
                f"{id} v{missing} is missing from the store: restore it before you release again"
            )
        published = tuple(_published(name, content) for name, content in contents.items())
        next_version = Release(id, (latest or 0) + 1, description, published, supersedes, note.strip())
        _put(store.folder, next_version, contents)
    return next_version


def withdraw(home: Path, id: str, reason: str, on: date, version: int | None = None) -> list[Tombstone]:
    """Leave a tombstone of one version, or of all that stand, and delete their files.

    Args:
        reason: why, for readers.

    Raises:
        PublicationError: without a reason, or where nothing stands that could be withdrawn.
    """
    if not reason.strip():
        raise PublicationError("write why it is withdrawn: readers see it")
    with locked(Store(home)) as store:
        standing = [v for v in store.versions(id) if isinstance(v, Release) and version in (None, v.version)]
        if not standing:
            which = f"version {version} of {id}" if version else id
            raise NoSuchPublication(f"{which} does not stand, so that it cannot be withdrawn")
        tombstones = [Tombstone(id, v.version, v.description, on, reason.strip()) for v in standing]
        for tombstone in tombstones:
            _bury(store.folder, tombstone)
        _delete_buried(store)
    return tombstones


def _problems_of_note(supersedes: int | None, note: str) -> list[str]:
    needed = supersedes is not None and not note.strip()
    return ["note: write what is different from the version before"] if needed else []


def _released_after(store: Store, id: str, version: int) -> int | None:
    """A later version that the journal has: a number that somebody deleted by hand must not be used again."""
    released = (line.get("version") for line in lines(store.folder / JOURNAL) if line.get("id") == id)
    return max((number for number in released if isinstance(number, int) and number > version), default=None)


def _published(name: str, content: bytes) -> PublishedFile:
    return PublishedFile(name, hashlib.sha256(content).hexdigest(), len(content))


def _put(folder: Path, version: Release, contents: Mapping[str, bytes]) -> None:
    building = _building(folder)
    for name, content in {**contents, MANIFEST: sealed(version.as_record())}.items():
        (building / name).write_bytes(content)
        (building / name).chmod(0o444)
    sync_tree(building)
    put_in_place(building, folder / version.id / f"v{version.version}")
    sync(folder)
    _note(folder, "release", version.id, version.version)


def _bury(folder: Path, tombstone: Tombstone) -> None:
    record = _building(folder) / "record"
    record.write_bytes(sealed(tombstone.as_record()))
    record.chmod(0o444)
    sync(record)
    put_in_place(record, folder / tombstone.id / f"v{tombstone.version}.withdrawn.json")
    _note(folder, "withdrawal", tombstone.id, tombstone.version)


def _note(folder: Path, what: str, id: str, version: int) -> None:
    append_line(folder / JOURNAL, {"what": what, "id": id, "version": version})


def _building(folder: Path) -> Path:
    (folder / BUILDING).mkdir(exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder / BUILDING))
    building.chmod(0o755)
    return building


def _delete_buried(store: Store) -> None:
    """Delete the files of every version that has a tombstone, after a crash too."""
    for id in store.ids():
        for version in store.numbers(id):
            files = store.folder / id / f"v{version}"
            if store.is_buried(id, version) and files.exists():
                # Out of its place in one step: nobody sees half of it.
                files.replace(_building(store.folder) / files.name)
    shutil.rmtree(store.folder / BUILDING, ignore_errors=True)


@contextmanager
def locked(store: Store, wait: bool = False) -> Iterator[Store]:
    """The store, with every other change shut out. The kernel lets go when the process ends, however it ends.

    Args:
        wait: until another change is done; without it another change is an error.

    Raises:
        PublicationError: when another process is changing the store.
    """
    store.folder.mkdir(parents=True, exist_ok=True)
    with (store.folder / LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise PublicationError("another change of the publications is under way: try again") from None
        _delete_buried(store)
        yield store
        shutil.rmtree(store.folder / BUILDING, ignore_errors=True)


def _conflict(id: str, latest: int | None, supersedes: int | None) -> str:
    if latest is None:
        return f"there is no publication {id!r} yet: its first version supersedes none"
    if supersedes is None:
        return (
            f"there is a publication {id!r}: write which version this one supersedes (the latest is {latest})"
        )
    return f"the latest version of {id} is {latest}, not {supersedes}: look at it, then release again"
