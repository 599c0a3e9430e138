"""How far the calculation of an estimate is, and whether it stopped: shown on pages while it runs in the background."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from careplace.casework.programmes.models import Estimate, EstimateProgress
from careplace.casework.workflow.actions import Changes

LOST_AFTER = timedelta(minutes=10)
"""Without a step: a step takes a minute at most."""
NEVER_BEGAN = timedelta(days=1)
"""Without a beginning: its place in the queue was lost, as where a database was restored."""
STOPPED = "the program that calculated it ended"


@dataclass(frozen=True)
class Progress:
    """An estimate that waits: which of those asked for together it is, and what is calculated.

    `step` is "" before it began; `since` is when the step began, or when it was asked for.
    """

    number: int
    of: int
    step: str
    since: datetime


def report(estimate: Estimate, step: str) -> None:
    """Note what is calculated next; seen by others at once."""
    values = {"step": step, "seen_at": timezone.now()}
    EstimateProgress.objects.update_or_create(estimate=estimate, defaults=values)


def progress_of(estimate: Estimate) -> Progress:
    """How far an estimate is that waits."""
    together = list(
        Estimate.objects.filter(run=estimate.run).order_by("created_at", "id").values_list("pk", flat=True)
    )
    row = getattr(estimate, "progress", None)
    step, since = (row.step, row.seen_at) if row else ("", estimate.created_at)
    return Progress(together.index(estimate.pk) + 1, len(together), step, since)


def is_lost(estimate: Estimate, now: datetime) -> bool:
    """Whether an estimate that waits will not end: the program that calculated it was killed."""
    row = getattr(estimate, "progress", None)
    return bool(row.seen_at <= now - LOST_AFTER if row else estimate.created_at <= now - NEVER_BEGAN)


def is_running(estimate: Estimate, now: datetime) -> bool:
    """Whether it waits or is calculated, and will end."""
    return estimate.state == "waiting" and not is_lost(estimate, now)


def lost_estimates(now: datetime) -> QuerySet:
    """The estimates of every place that wait and will not end."""
    silent = Q(progress__seen_at__lte=now - LOST_AFTER)
    never = Q(progress=None, created_at__lte=now - NEVER_BEGAN)
    return Estimate.objects.filter(silent | never, state="waiting").defer("page")


def stop(at_once: Changes, estimate: Estimate) -> Estimate:
    """Note that an estimate stopped; nothing of it was kept."""
    values = {"reason": STOPPED}
    return at_once.change(Estimate, estimate.pk, "stop", values, estimate.version)
