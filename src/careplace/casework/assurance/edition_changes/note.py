"""Noting what an edition changes about the services of a place: once, however often it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from careplace.casework import edition_reader
from careplace.casework.assurance.edition_changes.models import PublishedState
from careplace.casework.assurance.kinds import EditionKind, edition_kinds
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes
from careplace.engine import sql_text

KEPT = {
    "overall": "overall_before",
    "published_on": "published_before",
    "register_snapshot": "snapshot_before",
    "ended_on": "ended_before",
    "provider_id": "provider_before",
    "successor_id": "successor_before",
}
"""{field of PublishedState: its column in compared.sql}"""
_DAYS = {"published_on", "register_snapshot", "ended_on"}
LISTED = pa.schema(
    [("service", pa.string()), ("location_id", pa.string()), ("compared", pa.bool_())]
    + [(column, pa.date32() if name in _DAYS else pa.string()) for name, column in KEPT.items()]
)
NOT_RATED = "not rated"


@dataclass(frozen=True)
class _Change:
    service: str
    kind: str
    on: date
    text: str


def note_new_edition(home: Path, place: str, today: date) -> int:
    """Note as signals what the current edition changes about the services of a place; how many were noted.

    A second call with the same edition notes nothing, also when two run at once: each waits for the other. The first time
    that a service is compared, and after its location ID was changed, only where it begins is kept.

    Raises:
        NoEdition: when no edition can be read.
    """
    edition = edition_reader.edition_id(home)
    # What a published register says is noted as an officer would; the audit has the edition as the person.
    actor = Actor(f"edition {edition}", place, frozenset(("quality_officer",)))
    with changes(actor) as transaction:
        services = {str(s.pk): s for s in Service.objects.at(place).exclude(location_id="")}
        rows = _compared(home, services)
        noted = [change for row in rows for change in _changes(row, today)]
        for change in noted:
            transaction.add(_signal(services[change.service], change, edition))
        _keep(rows)
    return len(noted)


def note_at_every_place(home: Path, today: date) -> dict[str, int]:
    """`note_new_edition` of every place that has services; {place: how many were noted}.

    Raises:
        NoEdition: when no edition can be read.
    """
    places = Service.objects.order_by("place").values_list("place", flat=True).distinct()
    return {place: note_new_edition(home, place, today) for place in places}


def _compared(home: Path, services: dict[str, Service]) -> list[dict[str, Any]]:
    states = PublishedState.objects.in_bulk([service.pk for service in services.values()])
    listed = [_listed(service, states.get(service.pk)) for service in services.values()]
    with edition_reader.cursor_of(home) as cursor:
        cursor.register("listed", pa.Table.from_pylist(listed, LISTED))
        return cursor.rows(sql_text(__package__, "compared.sql"))


def _listed(service: Service, state: PublishedState | None) -> dict[str, Any]:
    same = state is not None and state.location_id == service.location_id
    kept = {column: getattr(state, name) for name, column in KEPT.items()} if same else {}
    return {"service": str(service.pk), "location_id": service.location_id, "compared": same, **kept}


def _changes(row: dict[str, Any], today: date) -> Iterator[_Change]:
    days = {"rating_changed": row["published_on"], "registration_ended": row["ended_on"]}
    for kind, entry in edition_kinds().items():
        if row[kind]:
            on = days.get(kind) or row["ended_on"] or row["register_snapshot"] or today
            yield _Change(row["service"], kind, min(on, today), _text(entry, row))


def _text(entry: EditionKind, row: dict[str, Any]) -> str:
    return entry.text.format(before=row["overall_before"] or NOT_RATED, after=row["overall"])


def _signal(service: Service, change: _Change, edition: str) -> Signal:
    return Signal(
        service=service,
        kind=change.kind,
        happened_on=change.on,
        source=f"CQC, as published in the edition {edition}",
        text=change.text,
    )


def _keep(rows: list[dict[str, Any]]) -> None:
    states = [
        PublishedState(service_id=row["service"], location_id=row["location_id"], **{n: row[n] for n in KEPT})
        for row in rows
    ]
    PublishedState.objects.bulk_create(
        states, update_conflicts=True, unique_fields=["service"], update_fields=["location_id", *KEPT]
    )
