"""What the timer does with drafts."""

from datetime import datetime

from careplace.casework.tick.registry import job
from careplace.web.casework.drafts.keeping import delete_old_drafts


@job("drafts-expire", "Deletes drafts of forms that nobody came back for within seven days.")
def expire_drafts(now: datetime) -> int:
    """How many were deleted."""
    return delete_old_drafts(now)
