"""The process that makes one report: python -m careplace.web.public.reports.job, which reads its task from stdin as JSON.

It has the locks of its report and of its place in the queue from the worker that started it; they end with it. It runs
the functions of `careplace report` and `careplace brief`, so that the bytes are those of the commands.
"""

import json
import logging
import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careplace.editions.home import EditionError
from careplace.editions.made_from import made_from
from careplace.editions.opening import open_edition
from careplace.measures.providers.profile import NotCovered
from careplace.measures.reader import Reader
from careplace.measures.report import data_report
from careplace.places.comparators import split_specs
from careplace.publish import PaperRefused, PartMissing, ReportRefused
from careplace.web.public.reports import files
from careplace.web.public.reports.formats import REPORTS
from careplace.web.shell.release import release

log = logging.getLogger("careplace.web.public.reports")
LOOKED = 0.2
"""Seconds between two looks for a free slot."""
STARTING = 10
"""Seconds of processor that reading the code takes at most: they count towards the limit too."""
NICE = 10
"""Pages come before reports."""


@dataclass(frozen=True)
class Task:
    """What to make, with what: `seconds` from when it begins, `disk` in bytes, `lock` a locked descriptor."""

    home: str
    folder: str
    report: dict
    slots: int
    seconds: int
    disk: int
    lock: int
    begun: int


class Upgraded(Exception):
    """The code is not that of the worker, which names the file after its own."""


class TooLong(Exception):
    """The report took longer than it may."""

    def __init__(self, seconds: int):
        super().__init__(f"it took longer than {seconds} seconds")


def main() -> None:
    task = Task(**json.load(sys.stdin))
    report, folder = files.Report(**task.report), Path(task.folder)
    slot, begun = _slot(folder, task.slots), time.monotonic()
    try:
        files.set_state(task.lock, files.MAKING, task.begun)
        _limited(task.seconds)
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as scratch:
            _write(task.home, report, Path(scratch)).replace(report.file(folder))
        signal.alarm(0)
        files.set_state(task.lock, files.QUEUED, 0)
        files.prune(folder, task.disk)
        files.remove_leftovers(folder)
    except Exception as error:
        log.exception("a report could not be made", extra={"report": task.report})
        # A library that the signal finds inside a call may raise an error of its own in place of ours.
        late = time.monotonic() - begun >= task.seconds
        _fail(report.failure(folder), reason(TooLong(task.seconds) if late else error))
    finally:
        os.close(slot)


def _slot(folder: Path, slots: int) -> int:
    while (slot := files.any_locked(folder, "slot", slots)) is None:
        time.sleep(LOOKED)
    return slot


def _limited(seconds: int) -> None:
    def stop(_number, _frame):
        raise TooLong(seconds)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    # A signal waits until Python's next step: what never comes to one is killed.
    most = 2 * seconds + STARTING
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _write(home: str, report: files.Report, to: Path) -> Path:
    form = REPORTS[report.name]
    if report.release != release():
        raise Upgraded
    with open_edition(Path(home), report.edition) as edition:
        reader = Reader(edition.engine, edition.folder, edition.gazetteer)
        area, day = edition.gazetteer.areas[report.code], date.fromisoformat(report.day)
        against = split_specs(report.against) or None
        content = data_report(reader, area, made_from(edition), as_at=day, against=against)
        (path,) = form.writer(content, to, [form.ending])
    return path


def reason(error: Exception) -> str:
    """Why a report could not be made, in words for a reader: nothing of the machine."""
    match error:
        case NotCovered() | TooLong():
            return str(error)
        case OSError(errno=28):
            return "the disk for reports is full"
        case PartMissing():
            return "this site cannot make PDF files; the page and the workbook have the same figures"
        case Upgraded():
            return "the site is being upgraded"
        case EditionError():
            return "the edition of the data was replaced meanwhile"
        case ReportRefused() | PaperRefused():
            return "a check found that the report would not be right, so it was not written"
    return "something went wrong on our side"


def _fail(path: Path, why: str) -> None:
    # Where even this cannot be written, the report was begun without an end: `process.start` counts that.
    path.write_text(json.dumps({"reason": why}), encoding="utf-8")


if __name__ == "__main__":
    os.nice(NICE)
    main()
