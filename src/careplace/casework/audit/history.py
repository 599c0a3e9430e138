"""Reading a place's audit: as lines for people, and as rows of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json import loads
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import CHUNK
from careplace.publish.opendata import spreadsheet_safe_text

COLUMNS = ("number", "at", "person", "action", "kind", "record", "before", "after", "previous", "digest")
"""Columns of the file, as in the table: with them anyone can calculate the digests again."""
ERASED = "(erased)"


@dataclass(frozen=True)
class Line:
    """An event for people: who did what, and each field that changed with its value before and after."""

    event: Event
    person: str
    fields: list[tuple[str, str, str]]


def events_of(place: str) -> QuerySet:
    """The events of a place's chain."""
    return Event.objects.filter(place=place).prefetch_related("texts")


def lines(events: Iterable[Event]) -> list[Line]:
    """Events with the names of people and the personal texts that were not erased."""
    listed_events = list(events)
    names = names_of({event.person for event in listed_events})
    return [Line(event, names.get(event.person, event.person), _fields(event)) for event in listed_events]


def names_of(ids: set[str]) -> dict[str, str]:
    """{id: name} of people; words that stand for a command on the server are no id, and are not in it."""
    users = get_user_model().objects.filter(pk__in=[id for id in ids if _is_id(id)])
    return {str(user.pk): user.name for user in users}


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _fields(event: Event) -> list[tuple[str, str, str]]:
    texts = {(text.side, text.field): text for text in event.texts.all()}
    sides = {side: loads(getattr(event, side)) for side in ("before", "after")}
    names = list(dict.fromkeys([*sides["before"], *sides["after"]]))
    return [(name, *(_value(sides, texts, side, name) for side in ("before", "after"))) for name in names]


def _value(sides: dict[str, dict[str, Any]], texts: dict, side: str, name: str) -> str:
    text = texts.get((side, name))
    if text is not None:
        return ERASED if text.erased_at else str(loads(text.text) or "")
    value = sides[side].get(name)
    return "" if value is None else str(value)


def positions(place: str, kind: str) -> dict[str, int]:
    """{id of a record: the number of its first event}: the order in which records of a kind came, by no clock."""
    # Sorted here: with an order by number, or a minimum of each record, the tables read every event of the place.
    rows = Event.objects.filter(place=place, kind=kind).order_by().values_list("number", "record")
    return {record: number for number, record in sorted(rows, reverse=True)}


def export_rows(place: str) -> Iterator[list[str]]:
    """A row of COLUMNS for each event, in order, safe for spreadsheets: the texts that may be about people stay out."""
    events = Event.objects.filter(place=place).order_by("number").values_list(*COLUMNS)
    for number, at, *values in events.iterator(chunk_size=CHUNK):
        yield [str(number), at.isoformat(), *map(spreadsheet_safe_text, values)]
