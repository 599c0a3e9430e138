"""What the timer does with surveys by link: it collects their answers, closes those that are due, and counts them."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from careplace.casework.programmes.survey.collection import collect, end_due
from careplace.casework.tick.registry import job
from careplace.consultations.inbox import Inbox, address

log = logging.getLogger("careplace.casework.programmes")


@job(
    "survey-answers",
    "Collects answers to surveys by link, closes surveys whose last day has passed, and counts them.",
)
def collect_answers(now: datetime) -> int:
    """How many responses were taken in and surveys counted. What fits no survey stays in the inbox, and is logged."""
    taken, left = collect(Inbox(address(settings.CAREPLACE.home, settings.CAREPLACE.inbox)))
    if left:
        log.warning("answers fit no survey", extra={"left": left})
    return taken + end_due(timezone.localdate(now), settings.CAREPLACE.home)
