"""Running the jobs that are due: each in a transaction of its own, and none twice at once."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from careplace.casework.tick.models import JobRun
from careplace.casework.tick.registry import Job

log = logging.getLogger("careplace.casework.tick")


@dataclass(frozen=True)
class Result:
    """What came of a job: how many things it changed, or the kind of error that stopped it."""

    job: Job
    changes: int
    error: str = ""


def run_jobs(jobs: Iterable[Job], now: datetime) -> list[Result]:
    """Run jobs one after the other. A job that fails changes nothing, and the others run all the same."""
    return [_run(job, now) for job in jobs]


def _run(job: Job, now: datetime) -> Result:
    try:
        with transaction.atomic():
            row = _locked(job.name)
            changes = job.run(now)
            row.ended_at, row.changes, row.error = timezone.now(), changes, ""
            row.save()
        return Result(job, changes)
    except Exception as error:
        log.exception("a job of the timer failed", extra={"job": job.name})
        return _failed(job, type(error).__name__)


def _locked(name: str) -> JobRun:
    """The row of a job, which nobody else gets before the transaction ends; SQLite has one transaction at a time anyway."""
    JobRun.objects.get_or_create(name=name)
    return JobRun.objects.select_for_update().get(name=name)


def _failed(job: Job, error: str) -> Result:
    JobRun.objects.update_or_create(
        name=job.name, defaults={"ended_at": timezone.now(), "changes": 0, "error": error[:200]}
    )
    return Result(job, 0, error)
