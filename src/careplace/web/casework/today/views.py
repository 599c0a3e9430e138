"""Who needs the person at a place, and why; what changed; the dates that come next; and what their roles are for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from careplace.casework.assurance.caseload.current import Caseload, caseload_at
from careplace.casework.assurance.caseload.promises import Promise, promises
from careplace.casework.assurance.caseload.recent_changes import changed_signals, recent_changes
from careplace.casework.assurance.caseload.records import Records, signals_of
from careplace.casework.assurance.models import Signal
from careplace.casework.clocks import local_day
from careplace.casework.digest.sources import Turn
from careplace.casework.scope.roles import roles
from careplace.web.casework.provider.views import waiting
from careplace.web.casework.scope import at_place

PAGE = 10
"""Services on a page: a morning's work. The others are on the next pages, in their order."""
MOST_EVENTS = 300
"""How many of the last changes of a place are looked at: the page takes as long after ten years as on the first day."""
MOST_SIGNALS = 3
"""Open signals of a service that are shown; its page has them all."""
MOST_LINES = 5
"""Lines of a list that are shown; the pages of visits and actions have them all."""


@at_place()
def today(request: HttpRequest) -> HttpResponse:
    """What needs the person at a place; for a provider's user, what waits for them."""
    if request.actor.is_provider:
        return waiting(request)
    own_roles = [role for key, role in roles().items() if key in request.actor.roles]
    context = {"own_roles": own_roles, "services": None}
    if request.actor.may("services.read"):
        context |= _needs(request)
    return render(request, "today.html", context)


def _needs(request: HttpRequest) -> dict[str, Any]:
    caseload = caseload_at(request.actor, timezone.localdate(), MOST_EVENTS)
    page = Paginator(caseload.services, PAGE).get_page(request.GET.get("page"))
    shown = [entry.service.pk for entry in page.object_list]
    changed = changed_signals(caseload.records)
    waiting, changed_for_reader = signals_of(caseload.records, shown, changed, MOST_SIGNALS)
    return {
        "page": page,
        "services": page.object_list,
        "scheme": caseload.scheme,
        "edition": caseload.facts is not None,
        "ended": _ended(caseload),
        "open_signals": _by_service(waiting),
        "changes": recent_changes(caseload.records, changed_for_reader),
        "since": local_day(caseload.records.window.since),
        "most": MOST_LINES,
        **_promises(caseload.records),
    }


def _by_service(signals: Iterable[Signal]) -> dict[UUID, list[Signal]]:
    """{service: its signals}"""
    by_service: dict[UUID, list[Signal]] = defaultdict(list)
    for signal in signals:
        by_service[signal.service_id].append(signal)
    return dict(by_service)


def _ended(caseload: Caseload) -> dict[UUID, Any]:
    """{service: when its registration ended} of those whose registration has."""
    facts = caseload.facts or {}
    known = ((service, facts.get(service.location_id)) for service in caseload.records.current)
    return {service.pk: fact.ended_on for service, fact in known if fact and fact.ended_on}


def _promises(records: Records) -> dict[str, Any]:
    steps, today = promises(records), records.today
    dated = {"missed": _those(steps, "missed", records), "at_risk": _those(steps, "at_risk", records)}
    visits = [step for step in steps if step.page == "visit" and step.person == records.reader.person]
    waiting = [step for step in steps if step.due is None]
    return dated | {"waiting": waiting, "own_visits": visits, "turns": Turn, "today": today}


def _those(steps: list[Promise], name: str, records: Records) -> list[Promise]:
    return [step for step in steps if getattr(step, name)(records.today)]
