"""A folder that is removed when the process that uses it ends, however it ends.

DuckDB writes what does not fit in memory as plain values, and encrypts it only with an extension that is not shipped. So a
small process waits for the end of this one, kill -9 included, and removes the folder. No other process may have the pipe.
"""

import subprocess
from pathlib import Path
from types import TracebackType

from careplace.spill import SpillFolder


class GuardedFolder:
    """A spill folder (`path`) with its guard."""

    def __init__(self) -> None:
        self._folder = SpillFolder()
        self._guard = subprocess.Popen(  # noqa: S603 — the path is our own folder's, and an argument
            ["/bin/sh", "-c", 'read -r _; rm -rf -- "$1"', "guard", str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a signal to the group of this process must not end its guard
        )

    @property
    def path(self) -> Path:
        return self._folder.path

    def close(self) -> None:
        """Remove the folder and end the guard."""
        self._folder.cleanup()
        if self._guard.stdin:
            self._guard.stdin.close()
        self._guard.wait()

    def __enter__(self) -> "GuardedFolder":
        return self

    def __exit__(
        self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
