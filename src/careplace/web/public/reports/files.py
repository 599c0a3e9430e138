"""Where reports are: one file each, named by a digest of all that it depends on, so that no reader names a path.

    FOLDER/DIGEST.pdf       a report that is ready: written whole, then renamed
    FOLDER/DIGEST.lock      locked while a process makes it; holds its state, and how often it was begun
    FOLDER/DIGEST.failed    why it could not be made, as JSON
    FOLDER/place-N          locked by each process that makes a report or waits to: as many as may wait and work
    FOLDER/slot-N           locked by each that works

Locks are the kernel's (flock): they end with the process, however it ends.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from careplace.web.shell.release import release

QUEUED, MAKING = "queued", "being made"
LEFT = 24 * 3600.0
"""Seconds after which an unfinished folder or a lock is of a process that ended."""


@dataclass(frozen=True)
class Report:
    """A report of a place at a day, of one edition and one version of the code (`shell.release.release`).

    `against` are the comparators that the reader chose, with commas; "" for the usual ones.
    """

    edition: str
    code: str
    day: str
    name: str
    against: str = ""
    release: str = field(default_factory=release)

    @property
    def digest(self) -> str:
        """32 hex digits that change with anything that the report depends on."""
        parts = (self.edition, self.release, self.code, self.day, self.name, self.against)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def file(self, folder: Path) -> Path:
        """Its file when it is ready."""
        return folder / f"{self.digest}.{self.name.rpartition('.')[2]}"

    def lock(self, folder: Path) -> Path:
        return folder / f"{self.digest}.lock"

    def failure(self, folder: Path) -> Path:
        return folder / f"{self.digest}.failed"


def locked(path: Path) -> int | None:
    """A descriptor of the file, locked for as long as it or a copy in another process is open; None if another has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def any_locked(folder: Path, kind: str, count: int) -> int | None:
    """A descriptor of the first free of `count` files of a kind, locked; None if none is free."""
    free = (locked(folder / f"{kind}-{n}") for n in range(count))
    return next((descriptor for descriptor in free if descriptor is not None), None)


def state_of(path: Path) -> dict:
    """What a lock file holds: {"state", "begun"}; that of a report never begun where it holds nothing."""
    try:
        return {"state": QUEUED, "begun": 0} | json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"state": QUEUED, "begun": 0}


def set_state(descriptor: int, state: str, begun: int) -> None:
    """Write the state into a locked file."""
    text = json.dumps({"state": state, "begun": begun}).encode()
    os.pwrite(descriptor, text, 0)
    os.ftruncate(descriptor, len(text))


def prune(folder: Path, most: int) -> None:
    """Remove reports until they take `most` bytes: those that were requested longest ago first."""
    total = 0
    for status, path in sorted(_reports(folder), key=lambda entry: -entry[0].st_mtime_ns):
        total += status.st_size
        if total > most:
            path.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed processes left a day ago or more: unfinished folders, and locks that nobody has."""
    before = time.time() - LEFT
    for path in folder.iterdir():
        if path.name.startswith("making-") and path.stat().st_mtime < before:
            shutil.rmtree(path, ignore_errors=True)
        # Should someone be about to lock it, a report is made twice, and both times the same.
        elif path.suffix == ".lock" and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _reports(folder: Path) -> Iterator[tuple[os.stat_result, Path]]:
    for path in folder.iterdir():
        if path.suffix in (".pdf", ".html", ".xlsx", ".failed"):
            yield path.stat(), path
