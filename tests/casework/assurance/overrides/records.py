"""Overrides for tests, decided by the action that people take."""

from datetime import date, timedelta

from django.utils import timezone
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import PLACE

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.actions import decide
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.scope.actor import Actor

REASON = "Two managers left within a month."


def an_override(
    place: str = PLACE,
    acting: Actor | None = None,
    service: Service | None = None,
    today: date | None = None,
    **values,
) -> Override:
    """A decision that a service is of high priority, from today for thirty days, unless said otherwise."""
    acting = acting or officer_at(place)
    since = today or timezone.localdate()
    defaults = {"band": "high", "reason": REASON, "until": since + timedelta(30), "sensitivity": "ordinary"}
    about = service or a_service(acting)
    return decide(acting, about.pk, defaults | values, since)
