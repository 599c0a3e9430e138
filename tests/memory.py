"""Folders of databases that need not outlive their tests: in memory, where nothing waits for a disk.

Casework writes each change to the disk before it answers (`synchronous = full`): on a disk a test mostly waits.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

MEMORY, ROOM = Path("/dev/shm"), 2 << 30


def memory() -> Path | None:
    """The folder that Linux keeps in memory, where it has room; else None, which is that of temporary files."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return None


@contextmanager
def folder_in_memory(name: str) -> Iterator[Path]:
    """A new folder, in memory where there is room, which is removed with all its files at the end of the block."""
    with TemporaryDirectory(prefix=f"careplace-{name}-", dir=memory()) as folder:
        yield Path(folder)
