"""Folders that all tests of a run share, whichever process they run in: made by the first that asks, behind a lock.

`make test` is two runs, which share the folder that ONCE_FOLDER names.
"""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def once(tmp_path_factory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, filled by `make(folder)` the first time; not to be changed by any test."""
    run = _folder(tmp_path_factory)
    folder, done = run / f"once-{name}", run / f"once-{name}.done"
    with (run / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def _folder(tmp_path_factory) -> Path:
    if shared := os.environ.get("ONCE_FOLDER"):
        return Path(shared)
    base = tmp_path_factory.getbasetemp()
    # pytest-xdist gives each worker a folder inside the run's.
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
