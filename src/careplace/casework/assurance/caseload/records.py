"""What casework has of the services of a place, in a fixed number of queries, whatever the number of services.

Only what the reader may read is loaded: nothing else can shape a priority, a date, a count or a list that is made from it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models import Window as SqlWindow
from django.db.models.functions import RowNumber

from careplace.casework.assurance.caseload.unfinished import (
    ACTIVE_OVERRIDES,
    UNFINISHED_ACTIONS,
    UNFINISHED_VISITS,
    Unfinished,
    about,
    actions_of,
    cases_of,
    overrides_of,
    services_of,
    visits_of,
    with_services,
)
from careplace.casework.assurance.models import Service, Signal, signals_for
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.models import Event
from careplace.casework.clocks import local_day
from careplace.casework.scope.actor import Actor

_EVENT_FIELDS = ("place", "number", "at", "person", "action", "kind", "record")
"""What is gone by: the texts of thousands of events are not loaded."""


class Noted(NamedTuple):
    """A signal that officers noted, as far as a priority goes by it: of the texts nothing is loaded."""

    service_id: UUID
    kind: str
    happened_on: date
    state: str


@dataclass(frozen=True)
class Window:
    """Which part of the past is loaded.

    Signals of the kinds `events` are loaded that happened in the past `months`, and of the kinds `while_open` those that
    are open: no kind is of both. `since` is the moment from which changes are named; `most_events` is how many of the last
    events of the audit are looked at.
    """

    events: Collection[str]
    while_open: Collection[str]
    months: int
    since: datetime
    most_events: int = 0


@dataclass(frozen=True)
class Records(Unfinished):
    """The records of a place that a reader may read: what is not finished, and what a window shows of the past.

    `services` has those of ended contracts too; `visits` the latest final one of each service, and those that changed since
    the window's moment; `actions` and `overrides` likewise. `suspended_on` is {service: day}.
    """

    window: Window
    services: dict[UUID, Service]
    noted: list[Noted]
    events: list[Event]
    suspended_on: dict[UUID, date]

    @property
    def current(self) -> list[Service]:
        """Services whose contract has not ended."""
        return [service for service in self.services.values() if service.state != "ended"]


def records(
    reader: Actor, today: date, window: Window, only: UUID | None = None, with_work: bool = True
) -> Records:
    """What a reader may read of a place, or of one service of it.

    Args:
        with_work: whether what is not finished, and what changed, is loaded too: a priority does not go by it.

    Returns:
        the records; six queries make them.
    """
    services = services_of(reader, only)
    events, suspended_on = _events(reader.place, window.most_events, services.values())
    changed = Q(changed_at__gte=window.since)
    visits, overrides = _latest_final(), ACTIVE_OVERRIDES
    if with_work:
        visits, overrides = UNFINISHED_VISITS | visits | changed, overrides | changed

    def of(rows: QuerySet) -> list[Any]:
        return with_services(about(rows, "service", only), services)

    return Records(
        reader=reader,
        today=today,
        window=window,
        services=services,
        noted=[row for row in _noted(reader, today, window, only) if row.service_id in services],
        visits=of(visits_of(reader, visits)),
        actions=of(actions_of(reader, UNFINISHED_ACTIONS | changed)) if with_work else [],
        overrides=of(overrides_of(reader, overrides)),
        cases=cases_of(services.values()),
        events=events,
        suspended_on=suspended_on,
    )


def signals_of(
    records: Records, services: Collection[UUID], ids: Collection[str], most: int
) -> tuple[list[Signal], list[Signal]]:
    """The `most` latest open signals of each of some services, and the signals with some ids, that the reader may read.

    Each has `open_count`: how many open ones of its service the reader may read.
    """
    by_service: dict[str, Any] = {"partition_by": [F("service"), F("state")]}
    latest = [F("happened_on").desc(), F("created_at").desc(), F("id")]
    numbered = signals_for(records.reader).filter(Q(state="open", service__in=services) | Q(pk__in=ids))
    numbered = numbered.annotate(
        position=SqlWindow(RowNumber(), order_by=latest, **by_service),
        open_count=SqlWindow(Count("pk"), **by_service),
    )
    rows = numbered.filter(Q(position__lte=most, service__in=services, state="open") | Q(pk__in=ids))
    signals = with_services(rows, records.services)
    shown = [
        row for row in signals if row.state == "open" and row.service_id in services and row.position <= most
    ]
    return shown, [row for row in signals if str(row.pk) in ids]


def _noted(reader: Actor, today: date, window: Window, only: UUID | None) -> list[Noted]:
    """Both kinds of signals, each found in its index: of one condition with "or" a database reads every signal."""
    since = today - relativedelta(months=window.months)
    signals = about(signals_for(reader), "service", only).order_by()
    counted = signals.filter(kind__in=window.events, happened_on__gt=since).values_list(*Noted._fields)
    waiting = signals.filter(kind__in=window.while_open, state="open").values_list(*Noted._fields)
    return [Noted(*row) for row in counted.union(waiting, all=True)]


def _latest_final() -> Q:
    """Visits with the latest final report of their service."""
    finals = Visit.objects.filter(service=OuterRef("service"), state="final")
    return Q(state="final") & ~Exists(finals.filter(visited_on__gt=OuterRef("visited_on")))


def _events(place: str, most: int, services: Iterable[Service]) -> tuple[list[Event], dict[UUID, date]]:
    """The last events of a place, the latest first, and when each suspended service was suspended, by one query."""
    suspended = {str(service.pk): service.pk for service in services if service.state == "suspended"}
    last = Event.objects.filter(place=place).order_by("-number").values("pk")[:most]
    suspensions = Event.objects.filter(place=place, record__in=suspended, action="suspend").values("pk")
    needed = Q(pk__in=suspensions) | Q(pk__in=last) if most else Q(pk__in=suspensions)
    rows = (
        list(Event.objects.filter(needed).only(*_EVENT_FIELDS).order_by("-number"))
        if most or suspended
        else []
    )
    return rows[:most], _days(rows, suspended)


def _days(events: Iterable[Event], suspended: dict[str, UUID]) -> dict[UUID, date]:
    """{service: the day of its latest suspension}."""
    rows = (event for event in events if event.action == "suspend" and event.record in suspended)
    return {suspended[event.record]: local_day(event.at) for event in sorted(rows, key=lambda e: e.number)}
