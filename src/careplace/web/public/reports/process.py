"""Has a report made: by one process for all workers and readers, of as many at once as the settings say."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

from careplace.web.public.reports import files
from careplace.web.public.reports.files import QUEUED, Report
from careplace.web.shell.configuration import Configuration

READY, FAILED, FULL = "ready", "failed", "full"
TRIED_AGAIN = 600.0
"""Seconds until a report that could not be made is tried again."""
ATTEMPTS = 2
"""How often a report is begun whose process ends without a word: killed, or out of memory."""
MEMORY = "512MB"
"""What the queries of a report may use, where CAREPLACE_MEMORY does not say."""
_UNSHARED = ("CAREPLACE_SECRET_KEY", "CAREPLACE_DATABASE_URL", "PROMETHEUS_MULTIPROC_DIR")
_processes: list[subprocess.Popen] = []
_starting = threading.Lock()


@dataclass(frozen=True)
class Progress:
    """How far a report is: ready, queued, being made, failed or full, and why where it failed."""

    state: str
    reason: str = ""


def progress(settings: Configuration, report: Report) -> Progress:
    """How far the report is, begun where nobody has begun it.

    Raises:
        OSError: when the folder of reports cannot be written to.
    """
    folder = settings.reports_folder
    if report.file(folder).exists():
        return Progress(READY)
    if why := _failure(settings, report):
        return Progress(FAILED, why)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = files.locked(report.lock(folder))
    if lock is None:
        return Progress(files.state_of(report.lock(folder))["state"])
    try:
        return _begun(settings, report, lock)
    finally:
        os.close(lock)


def _failure(settings: Configuration, report: Report) -> str:
    path = report.failure(settings.reports_folder)
    try:
        if time.time() - path.stat().st_mtime < TRIED_AGAIN:
            return json.loads(path.read_text(encoding="utf-8"))["reason"]
        path.unlink(missing_ok=True)
    except (OSError, ValueError, KeyError):
        pass
    return ""


def _begun(settings: Configuration, report: Report, lock: int) -> Progress:
    folder = settings.reports_folder
    # The process that had the lock may have ended since the first look.
    if report.file(folder).exists():
        return Progress(READY)
    begun = files.state_of(report.lock(folder))["begun"]
    if begun >= ATTEMPTS:
        files.set_state(lock, QUEUED, 0)
        why = "its process was stopped before it had finished"
        report.failure(folder).write_text(json.dumps({"reason": why}), encoding="utf-8")
        return Progress(FAILED, why)
    place = files.any_locked(folder, "place", settings.reports_at_once + settings.reports_queue)
    if place is None:
        return Progress(FULL)
    try:
        files.set_state(lock, QUEUED, begun + 1)
        _start(settings, report, lock, place, begun + 1)
    finally:
        os.close(place)
    return Progress(QUEUED)


def _start(settings: Configuration, report: Report, lock: int, place: int, begun: int) -> None:
    task = {
        "home": str(settings.home.absolute()),
        "folder": str(settings.reports_folder.absolute()),
        "report": asdict(report),
        "slots": settings.reports_at_once,
        "seconds": settings.reports_seconds,
        "disk": settings.reports_disk,
        "lock": lock,
        "begun": begun,
    }
    environment = {name: value for name, value in os.environ.items() if name not in _UNSHARED}
    environment.setdefault("CAREPLACE_MEMORY", MEMORY)
    with _starting:
        # Those that ended are taken note of, or the system would keep their numbers.
        _processes[:] = [process for process in _processes if process.poll() is None]
        process = subprocess.Popen(
            [sys.executable, "-m", "careplace.web.public.reports.job"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=environment,
            pass_fds=(lock, place),
            start_new_session=True,
        )
        _processes.append(process)
    assert process.stdin is not None  # noqa: S101
    # A process that ended at once is one that ends without a word: its next begin is counted.
    with suppress(BrokenPipeError), process.stdin as stdin:
        stdin.write(json.dumps(task).encode())
