"""What the template of a timeline needs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.overrides.models import overrides_for
from careplace.casework.assurance.timeline.chart import rating_chart
from careplace.casework.assurance.timeline.entries import entries, state_entries
from careplace.casework.assurance.timeline.published import PublishedHistory, published_history
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.edition_reader import NoEdition


def timeline_of(
    request: HttpRequest, service: Service, visits: Iterable[Visit], signals: Iterable[Signal]
) -> dict[str, Any]:
    """The timeline of a service from its visits and signals that the reader may read, and what is published of it."""
    history, edition = _history(service)
    overrides = overrides_for(request.actor).filter(service=service).select_related("decided_by")
    found = entries(history, visits, signals, overrides, state_entries(service), default())
    chart = rating_chart(history.ratings, timezone.localdate()) if history else None
    return {"timeline": found, "rating_chart": chart, "published_history": history, "edition": edition}


def _history(service: Service) -> tuple[PublishedHistory | None, bool]:
    """(the history, None for a service without a location; whether there is an edition)."""
    try:
        home = settings.CAREPLACE.home
        return (published_history(home, service.location_id) if service.location_id else None), True
    except NoEdition:
        return None, False
