"""Reads files of the store without following a link anywhere below it: a link could lead to what nobody released."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def contents(root: Path, *parts: str) -> bytes:
    """The bytes of the file `parts` below `root`.

    Raises:
        OSError: where there is none, or a part of its path is a link, or it is no plain file.
    """
    *folders, name = parts
    with _opened(root, folders) as folder:
        # Not to wait at a pipe that somebody has put in its place.
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(f"{name} is no plain file")
            with open(handle, "rb", closefd=False) as file:
                return file.read()
        finally:
            os.close(handle)


def names(root: Path, *parts: str) -> list[str]:
    """The names in the folder `parts` below `root`, in order; none where there is no such folder.

    Raises:
        OSError: where a part of its path is a link.
    """
    try:
        with _opened(root, list(parts)) as folder:
            return sorted(os.listdir(folder))  # noqa: PTH208 (a folder that is open already, not a path)
    except FileNotFoundError:
        return []


@contextmanager
def _opened(root: Path, folders: list[str]) -> Iterator[int]:
    # HOME itself may be a link: whoever set the site up chose it.
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in folders:
            inner = os.open(name, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)
