"""What the timer does with consultations: it collects the responses that came in."""

import logging
from datetime import datetime

from django.conf import settings

from careplace.casework.consultation.responses import collect
from careplace.casework.tick.registry import job
from careplace.consultations.inbox import Inbox, address

log = logging.getLogger("careplace.casework.consultation")


@job("responses", "Collects the responses to consultations from the inbox.")
def collect_responses(now: datetime) -> int:
    """How many were taken into casework. What fits no consultation stays in the inbox, and is counted in the log."""
    inbox = Inbox(address(settings.CAREPLACE.home, settings.CAREPLACE.inbox))
    result = collect(inbox)
    if result.left:
        log.warning("responses fit no consultation", extra={"left": result.left})
    return result.taken
