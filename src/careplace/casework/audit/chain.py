"""Adding to a place's chain, in the transaction of the change that is recorded."""

import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from careplace.casework.audit.digests import canonical, digest_of, salted, without_texts
from careplace.casework.audit.models import Event, Head, PersonalText


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
        texts = [
            PersonalText(side=side, field=name, salt=secrets.token_hex(32), text=canonical(values[name]))
            for side, values in (("before", before), ("after", after))
            for name in sorted(set(personal) & set(values))
        ]
        digests = {(text.side, text.field): salted(text.salt, text.text) for text in texts}
        event = self._next(
            action, record, _hidden("before", before, digests), _hidden("after", after, digests)
        )
        for text in texts:
            text.event = event
        PersonalText.objects.bulk_create(texts)
        return event

    def _next(self, action: str, record: tuple[str, str], before: str, after: str) -> Event:
        kind, id = record
        event = Event(
            place=self.head.place,
            number=self.head.count + 1,
            at=timezone.now(),
            person=self.person,
            action=action,
            kind=kind,
            record=id,
            before=before,
            after=after,
            previous=self.head.digest,
        )
        event.digest = digest_of(event)
        event.save(force_insert=True)
        self.head.count, self.head.digest = event.number, event.digest
        self.head.save(update_fields=["count", "digest"])
        return event


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
