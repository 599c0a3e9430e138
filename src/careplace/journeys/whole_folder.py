"""A folder that is there whole or not at all, whatever ends the process that writes it."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from careplace.durable import put_in_place, sync_tree

LOCK = "in-use"


class FolderError(ValueError):
    """A folder that cannot be written, with what to do."""


@contextlib.contextmanager
def whole_folder(to: Path) -> Iterator[Path]:
    """A folder next to `to`, which gets that name when the block ends well.

    What a killed process left of it is removed first: it may hold records.

    Raises:
        FolderError: `to` exists, or another process is writing it.
    """
    if to.exists():
        raise FolderError(f"{to} exists; name a folder that does not, or remove it first")
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_name(f".{to.name}.unfinished")
    with _lock(unfinished, to):
        try:
            whole = unfinished / "whole"
            whole.mkdir(mode=0o700)
            yield whole
            sync_tree(whole)
            put_in_place(whole, to)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


@contextlib.contextmanager
def _lock(unfinished: Path, to: Path) -> Iterator[None]:
    unfinished.mkdir(mode=0o700, exist_ok=True)
    with (unfinished / LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"another process is writing {to}; wait until it ends") from None
        shutil.rmtree(unfinished / "whole", ignore_errors=True)
        yield
