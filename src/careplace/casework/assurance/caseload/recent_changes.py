"""What changed at a place lately, from its audit, in sentences without any text that people wrote."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from careplace.casework.assurance.caseload.records import Records
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.audit.history import names_of
from careplace.casework.audit.models import Event

PAGES = {
    "service": "service",
    "signal": "service",
    "visit": "visit",
    "action": "service-plan",
    "override": "service-priority",
}
"""{kind of record: the page that shows it}"""


@dataclass(frozen=True)
class Change:
    """One person's change, or several of one kind in a row: who, when the last was, and a sentence.

    `page` and `record` name the page of the record; None where there are several.
    """

    person: str
    at: datetime
    sentence: str
    page: str | None
    record: UUID | None


@cache
def change_words() -> dict[str, dict[str, dict[str, str]]]:
    """{kind: {action: {"one" or "many": sentence}}} of change_words.toml."""
    return tomllib.loads(files(__package__).joinpath("change_words.toml").read_text(encoding="utf-8"))


def changed_signals(records: Records) -> set[str]:
    """The ids of signals that recent events are about; which of them the reader may read is not decided here."""
    return {event.record for event in _recent(records) if event.kind == "signal"}


def recent_changes(records: Records, signals: Iterable[Signal]) -> list[Change]:
    """The changes since the window's moment that the reader may read, the latest first.

    Args:
        signals: those of `changed_signals` that the reader may read. Changes of other records are shown where the records
            have them: what a reader may not read is not there.
    """
    about = _services(records, signals)
    events = [event for event in _recent(records) if event.record in about and _words(event)]
    names = names_of({event.person for event in events})
    return [_change(run, about, names) for run in _runs(events)]


def _recent(records: Records) -> list[Event]:
    return [event for event in records.events if event.at >= records.window.since]


def _services(records: Records, signals: Iterable[Signal]) -> dict[str, Service]:
    """{id of a record: the service that it is about} of everything that the reader may read."""
    rows: list[Any] = [*records.visits, *records.actions, *records.overrides, *signals]
    services = {str(id): service for id, service in records.services.items()}
    return services | {str(row.pk): row.service for row in rows}


def _words(event: Event) -> dict[str, str] | None:
    return change_words().get(event.kind, {}).get(event.action)


def _runs(events: list[Event]) -> list[list[Event]]:
    """Events in a row by one person, of one kind and action: an import of 500 services is one line."""
    runs: list[list[Event]] = []
    for event in events:
        same = runs and _key(runs[-1][0]) == _key(event)
        if same:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def _key(event: Event) -> tuple[str, str, str]:
    return event.person, event.kind, event.action


def _change(run: list[Event], about: dict[str, Service], names: dict[str, str]) -> Change:
    last, words = run[0], _words(run[0]) or {}
    person = names.get(last.person, last.person)
    if len({event.record for event in run}) > 1:
        return Change(person, last.at, words["many"].format(count=len(run)), None, None)
    service = about[last.record]
    page = PAGES[last.kind]
    record = UUID(last.record) if page == "visit" else service.pk
    return Change(person, last.at, words["one"].format(service=service.name), page, record)
