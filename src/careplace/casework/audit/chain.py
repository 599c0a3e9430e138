"""Adding to a place's chain, in the transaction of the change that is recorded."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from careplace.casework.audit.digests import canonical, digest_of, salted, without_texts
from careplace.casework.audit.models import Event, Head, PersonalText

BATCH = 500
"""Events that are written at once."""


@dataclass(frozen=True)
class Entry:
    """What an event says; the arguments of `Chain.append` explain each."""

    action: str
    record: tuple[str, str]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    personal: Collection[str] = ()


def team_chain(place: str) -> str:
    """The chain of what only a team within a place reads: the code of the place in small letters, E06000001 as e06000001.

    In the chain of the place its events would leave gaps in the numbers, which show that there is something.
    """
    return place.lower()


class Chain:
    """A place's chain, locked until the transaction ends, for one person who changes things there."""

    def __init__(self, head: Head, person: str):
        self.head, self.person = head, person

    @property
    def place(self) -> str:
        """The place whose chain this is."""
        return str(self.head.place)

    def append(
        self,
        action: str,
        record: tuple[str, str],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        personal: Collection[str] = (),
    ) -> Event:
        """Add an event.

        Args:
            record: the kind of the record, and its id.
            before, after: its fields that changed; {} for a record that was not there, or is not any more.
            personal: fields whose values may be about a person: the chain has only their salted digests.
        """
        return self.append_all([Entry(action, record, before, after, personal)])[0]

    def append_all(self, entries: Iterable[Entry]) -> list[Event]:
        """Add an event for each entry, in their order: the same chain as one after the other makes, in few statements."""
        pairs = [self._next(entry) for entry in entries]
        Event.objects.bulk_create([event for event, _texts in pairs], batch_size=BATCH)
        for event, texts in pairs:
            for text in texts:
                text.event = event
        PersonalText.objects.bulk_create([text for _, texts in pairs for text in texts], batch_size=BATCH)
        return [event for event, _texts in pairs]

    def _next(self, entry: Entry) -> tuple[Event, list[PersonalText]]:
        """The event after the head, which it becomes, and its personal texts; neither is written yet."""
        texts = _personal_texts(entry)
        digests = {(text.side, text.field): salted(text.salt, text.text) for text in texts}
        kind, id = entry.record
        event = Event(
            place=self.head.place,
            number=self.head.count + 1,
            at=timezone.now(),
            person=self.person,
            action=entry.action,
            kind=kind,
            record=id,
            before=_hidden("before", entry.before, digests),
            after=_hidden("after", entry.after, digests),
            previous=self.head.digest,
        )
        event.digest = digest_of(event)
        self.head.count, self.head.digest = event.number, event.digest
        self.head.save(update_fields=["count", "digest"])
        return event, texts


def _personal_texts(entry: Entry) -> list[PersonalText]:
    return [
        PersonalText(side=side, field=name, salt=secrets.token_hex(32), text=canonical(values[name]))
        for side, values in (("before", entry.before), ("after", entry.after))
        for name in sorted(set(entry.personal) & set(values))
    ]


def _hidden(side: str, values: Mapping[str, Any], digests: Mapping[tuple[str, str], str]) -> str:
    of_side = {field: digest for (text_side, field), digest in digests.items() if text_side == side}
    return canonical(without_texts(values, of_side))


@contextmanager
def locked_chain(place: str, person: str) -> Iterator[Chain]:
    """A transaction with the place's chain locked: everything in it is kept, with its events, or nothing is.

    The head is locked before anything else, so that two changes of a place never wait for each other in a circle. SQLite
    has no row locks: its transactions begin IMMEDIATE (web/shell/database.py), one after the other.
    """
    with transaction.atomic():
        head, _new = Head.objects.select_for_update().get_or_create(place=place)
        yield Chain(head, person)
