"""What the timer does with people's own priorities."""

from datetime import datetime

from django.utils import timezone

from careplace.casework.assurance.overrides.actions import end_lapsed
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.scope.actor import TIMER, Actor
from careplace.casework.tick.registry import job


@job("overrides-end", "Ends people's own priorities of services whose last day has passed.")
def end_overrides(now: datetime) -> int:
    """How many were ended."""
    today = timezone.localdate(now)
    lapsed = Override.objects.filter(state="active", until__lt=today)
    places = sorted(set(lapsed.values_list("place", flat=True)))
    return sum(end_lapsed(Actor(TIMER, place, frozenset(("team_manager",))), today) for place in places)
