"""What the timer does with estimates: those whose calculation stopped say so, and can be run again."""

from datetime import datetime

from careplace.casework.programmes.progress import lost_estimates, stop
from careplace.casework.scope.actor import TIMER, Actor
from careplace.casework.tick.registry import job
from careplace.casework.workflow.actions import changes


@job(
    "stopped-estimates",
    "Marks estimates whose calculation stopped before its end, so that people run them again.",
)
def mark_stopped(now: datetime) -> int:
    """How many estimates were marked."""
    estimates = list(lost_estimates(now))
    for estimate in estimates:
        with changes(Actor(TIMER, estimate.place, frozenset(("evaluator",)))) as at_once:
            stop(at_once, estimate)
    return len(estimates)
