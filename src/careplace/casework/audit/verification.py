"""Whether a chain is whole: nothing changed, deleted, reordered, or cut off at the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import JSONDecodeError, loads
from typing import Any

from careplace.casework.audit.digests import digest_of, salted
from careplace.casework.audit.models import Event, Head, PersonalText

CHUNK = 2000
"""Events that are in memory at once."""


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: the place, the number of the event (0 for the chain), and what is wrong."""

    place: str
    number: int
    message: str

    def __str__(self) -> str:
        return (
            f"{self.place}, event {self.number}: {self.message}"
            if self.number
            else f"{self.place}: {self.message}"
        )


@dataclass(frozen=True)
class Anchor:
    """The end of a chain as it was at some time, kept outside the database: nobody can rewrite a chain up to it."""

    place: str
    count: int
    digest: str


def anchors() -> list[Anchor]:
    """The end of every chain now, by place."""
    rows = Head.objects.order_by("place").values_list("place", "count", "digest")
    return [Anchor(*row) for row in rows]


def faults(known: Mapping[str, Anchor] | None = None) -> Iterator[Fault]:
    """Everything wrong with every chain, also compared with the anchors of an earlier time."""
    heads = {head.place: head for head in Head.objects.all()}
    places = set(Event.objects.values_list("place", flat=True).distinct()) | set(heads) | set(known or {})
    for place in sorted(places):
        yield from faults_of(place, heads.get(place), (known or {}).get(place))
    yield from _changed_texts()


def faults_of(place: str, head: Head | None, anchor: Anchor | None = None) -> Iterator[Fault]:
    """Everything wrong with a place's chain."""
    number, digest, anchored = 0, "", anchor is None or anchor.count == 0
    for event in Event.objects.filter(place=place).order_by("number").iterator(chunk_size=CHUNK):
        number += 1
        yield from _event_faults(event, number, digest)
        number, digest = event.number, event.digest
        anchored = anchored or (anchor is not None and (number, digest) == (anchor.count, anchor.digest))
    if head is None:
        yield Fault(place, 0, "the row that counts its events is not there")
    elif (head.count, head.digest) != (number, digest):
        yield Fault(
            place,
            0,
            f"it ends at event {number}, and {head.count} were counted: its end is not as it was written",
        )
    if not anchored and anchor is not None:
        yield Fault(
            place, anchor.count, "it is not the event that the earlier list names: the chain was rewritten"
        )


def _event_faults(event: Event, expected: int, previous: str) -> Iterator[Fault]:
    if event.number != expected:
        yield Fault(event.place, expected, f"it is not there; event {event.number} follows")
    elif event.previous != previous:
        yield Fault(event.place, event.number, "it does not follow the event before it")
    if digest_of(event) != event.digest:
        yield Fault(event.place, event.number, "it is not as it was written")


def _changed_texts() -> Iterator[Fault]:
    """Personal texts that are not those that were hashed, and those that went without being erased."""
    events = Event.objects.filter(after__contains='{"sha256"') | Event.objects.filter(
        before__contains='{"sha256"'
    )
    for event in events.prefetch_related("texts").order_by("place", "number").iterator(chunk_size=CHUNK):
        texts = {(event.pk, text.side, text.field): text for text in event.texts.all()}
        for (side, field), digest in sorted(_digests(event).items()):
            yield from _text_faults(event, texts.get((event.pk, side, field)), field, digest)


def _text_faults(event: Event, text: PersonalText | None, field: str, digest: str) -> Iterator[Fault]:
    if text is None:
        yield Fault(event.place, event.number, f"its text of {field!r} went without a record of its erasure")
    elif text.erased_at is None and salted(text.salt, text.text) != digest:
        yield Fault(event.place, event.number, f"its text of {field!r} is not as it was written")


def _digests(event: Event) -> dict[tuple[str, str], str]:
    return {
        (side, field): value["sha256"]
        for side in ("before", "after")
        for field, value in _fields(getattr(event, side)).items()
        if isinstance(value, dict) and set(value) == {"sha256"}
    }


def _fields(text: str) -> dict[str, Any]:
    """The fields of an event; none where someone changed them into what is no JSON, which its digest shows."""
    try:
        value = loads(text)
    except JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
