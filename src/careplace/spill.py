"""Folders for what does not fit in memory, gone with the process that made them, however it ends.

A process holds a lock in its folder; the kernel lets go when it ends. A folder whose lock nobody holds is of a killed
process, and is swept.
"""

import contextlib
import fcntl
import shutil
import tempfile
import time
from pathlib import Path

PREFIX, LOCK = "careplace-spill-", "in-use"
# A folder without a lock is of an earlier version, or of a process that is just making it.
ABANDONED_AFTER = 24 * 60 * 60
NO_FOLDER = (
    "no temporary folder takes a file: the disk is full, or even a small file is too large for a limit that is set. "
    "Free some space, or name another folder with TMPDIR"
)


class SpillFolder:
    """A temporary folder that a sweep leaves alone as long as this process lives."""

    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=temporary()))
        self._lock = (self.path / LOCK).open("a")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def cleanup(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


def temporary() -> Path:
    """The folder of temporary files.

    Raises:
        OSError: none takes even a small file. Python says of this that a file is not found.
    """
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        raise OSError(NO_FOLDER) from error


def sweep() -> list[str]:
    """Remove the spill folders of processes that were killed; returns their names.

    Folders of other users, and whatever else cannot be removed, stay.
    """
    swept = []
    for folder in sorted(temporary().glob(f"{PREFIX}*")):
        with contextlib.suppress(OSError):
            if not folder.is_symlink() and folder.is_dir() and _abandoned(folder):
                shutil.rmtree(folder)
                swept.append(folder.name)
    return swept


def _abandoned(folder: Path) -> bool:
    try:
        handle = (folder / LOCK).open("r+")
    except FileNotFoundError:
        return time.time() - folder.stat().st_mtime > ABANDONED_AFTER
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
