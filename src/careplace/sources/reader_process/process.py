"""Reads files in a process of its own, which may die of one without harm: a Reader with limits."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import IO

from careplace.places.gazetteer import Gazetteer
from careplace.sources import PUBLICATIONS
from careplace.sources.contract import Problem, SourceError
from careplace.sources.opened import Opened
from careplace.sources.publication import Publication, RawFile, Reading
from careplace.sources.reader_process import handover
from careplace.sources.reader_process.limits import MEMORY_SETTING, SECONDS_SETTING, Limits

AGAIN = "download it again from the publisher's page"
DEBUG_SETTING = "CAREPLACE_DEBUG"
TAIL = 4096


class ReaderFailed(SourceError):
    """A file at which the reading itself failed; `how` is "time", "memory", "death" or "fault"."""

    def __init__(self, file: str, how: str, found: str, expected: str):
        super().__init__(Problem(file, found, expected))
        self.how = how


@dataclass
class _Running:
    """A process that reads, and the end of the connection to it that is ours."""

    process: subprocess.Popen
    connection: Connection
    errors: IO[bytes]
    limits: Limits
    gazetteer: Gazetteer | None = None


class ReaderProcess:
    """A Reader that reads in another process, within limits of memory and time. One process reads file after file."""

    def __init__(self, publications: Sequence[Publication] = PUBLICATIONS, limits: Limits | None = None):
        self._known = {publication.key: publication for publication in publications}
        self._limits = limits
        self._running: _Running | None = None

    def __enter__(self) -> "ReaderProcess":
        return self

    def __exit__(self, *_exc) -> None:
        self.close()

    def open(self, file: RawFile, folder: Path) -> Opened:
        opened, key = self._ask(file, "open", file, folder)
        return replace(opened, publication=self._known.get(key))

    def read(self, opened: Opened, gazetteer: Gazetteer | None) -> Reading:
        file = opened.bare.file
        if self._started().gazetteer is not gazetteer:
            self._ask(file, "place", gazetteer)
            self._started().gazetteer = gazetteer
        key = opened.publication.key if opened.publication else ""
        with tempfile.TemporaryDirectory(prefix="careplace-read-") as folder:
            unpublished = replace(opened, publication=None)
            return handover.mapped(self._ask(file, "read", unpublished, key, Path(folder)))

    def close(self) -> None:
        """End the process, if one runs."""
        running, self._running = self._running, None
        if running:
            running.connection.close()
            running.process.kill()
            running.process.wait()
            running.errors.close()

    def _started(self) -> _Running:
        self._running = self._running or _start(self._limits or Limits.from_settings())
        return self._running

    def _ask(self, file: RawFile, name: str, *asked):
        running = self._started()
        try:
            running.connection.send((name, asked))
            became, said, full = running.connection.recv()
        except (EOFError, ConnectionError):
            raise self._died(file, running) from None
        except BaseException:
            # Whoever interrupts leaves an answer on its way, which would be taken for that of the next question.
            self.close()
            raise
        if full:
            self.close()
        return _answer(file, became, said, running.limits)

    def _died(self, file: RawFile, running: _Running) -> ReaderFailed:
        status = running.process.wait()
        running.errors.seek(max(0, running.errors.seek(0, os.SEEK_END) - TAIL))
        last = running.errors.read().decode(errors="replace")
        self.close()
        if status == -signal.SIGALRM:
            return _too_long(file, running.limits)
        if "memory allocation" in last or status == -signal.SIGKILL:
            return _too_large(file, running.limits)
        found = f"a file that ends the process that reads it (status {status})"
        return ReaderFailed(file.name, "death", found, f"a whole file: {AGAIN}")


def _start(limits: Limits) -> _Running:
    ours, theirs = Pipe()
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
    command = [sys.executable, "-m", "careplace.sources.reader_process.worker", str(theirs.fileno())]
    loud = os.environ.get(DEBUG_SETTING) == "1"
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if loud else errors,
            pass_fds=[theirs.fileno()],
            # Arrow's own allocator takes a gibibyte at once, which would count as held.
            env={**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"},
        )
    with suppress(ConnectionError):
        ours.send((limits.memory, limits.seconds))
    return _Running(process, ours, errors, limits)


def _answer(file: RawFile, became: str, said, limits: Limits):
    if became == "answer":
        return said
    if became == "system":
        raise said
    if became == "refused":
        raise SourceError(said)
    if became == "memory":
        raise _too_large(file, limits)
    found = f"a fault in Careplace itself ({said})"
    expected = (
        f"no such fault: please report it, with the file if you may ({DEBUG_SETTING}=1 shows where it is)"
    )
    raise ReaderFailed(file.name, "fault", found, expected)


def _too_large(file: RawFile, limits: Limits) -> ReaderFailed:
    expected = (
        f"a file that is read in {limits.memory:,} bytes; where the file is right, raise {MEMORY_SETTING}"
    )
    return ReaderFailed(file.name, "memory", "a file that takes more memory to read than it may", expected)


def _too_long(file: RawFile, limits: Limits) -> ReaderFailed:
    expected = (
        f"a file that is read in {limits.seconds} seconds; where the file is right, raise {SECONDS_SETTING}"
    )
    return ReaderFailed(file.name, "time", "a file that takes longer to read than it may", expected)
