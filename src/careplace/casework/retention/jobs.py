"""What the timer does with records: it notes what is due, and deletes nothing."""

from datetime import datetime

from careplace.casework.clocks import local_day
from careplace.casework.retention.actions import note_due
from careplace.casework.tick.registry import job


@job("retention", "Notes which records no rule keeps any longer. It deletes nothing: two people decide.")
def due_records(now: datetime) -> int:
    """How many were noted, or withdrawn because they changed or are held."""
    return note_due(local_day(now))
