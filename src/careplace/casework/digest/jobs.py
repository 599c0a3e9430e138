"""What the timer does with mails."""

from datetime import datetime

from careplace.casework.digest.daily import queue_digests
from careplace.casework.mailing import prune_queue
from careplace.casework.tick.registry import job


@job("mails-prune", "Deletes mails from the queue two weeks after they were sent or given up.")
def prune_mails(now: datetime) -> int:
    """How many were deleted."""
    return prune_queue(now)


@job("digest", "Queues the mail of a working day for each person who needs one, from 6 o'clock on, once.")
def daily_mails(now: datetime) -> int:
    """How many were queued."""
    return queue_digests(now)
