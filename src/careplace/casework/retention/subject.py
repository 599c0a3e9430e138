"""Everything about a person at a place, for a request of access (UK GDPR, article 15).

It is a search of texts: it finds the words that were asked for, in every record and in the history of every record. A
person decides what is given out: each text says who else it may be about.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from json import dumps, loads
from typing import Any

from careplace.casework.accounts.models import Invitation, User
from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.residents import EMAIL, TITLED
from careplace.casework.retention.rules import kinds
from careplace.casework.scope.actor import Actor
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.records import Record

SHORTEST = 3
"""Letters of a phrase: a shorter one would find everybody."""


@dataclass(frozen=True)
class Mention:
    """A text that has one of the words: where it is, and who else it may be about."""

    kind: str
    record: str
    field: str
    text: str
    third_parties: list[str]
    history: int = 0
    """The number of the event that it is in; 0 for the record as it is now."""


@dataclass(frozen=True)
class Subject:
    """What there is about a person."""

    words: list[str]
    account: dict[str, Any] = field(default_factory=dict)
    roles: list[dict[str, Any]] = field(default_factory=list)
    invitations: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> str:
        """All of it, for a program."""
        return dumps(asdict(self), ensure_ascii=False, indent=1, default=str)


def subject_export(actor: Actor, user: User | None, phrase: str, reason: str) -> Subject:
    """Collect what there is at the actor's place about a user, or about a phrase, with an event that says so.

    Raises:
        NotAllowed: for a person who may not export.
        ValueError: for a phrase that is too short.
    """
    actor.check("subjects.export")
    words = [user.name, user.email] if user is not None else [phrase.strip()]
    if min(map(len, words)) < SHORTEST:
        raise ValueError(f"Enter at least {SHORTEST} letters.")
    with locked_chain(actor.place, actor.person) as chain:
        collected = _subject(actor.place, user, words)
        after = {"words": words, "reason": reason, "mentions": len(collected.mentions)}
        id = str(user.pk) if user is not None else "phrase"
        chain.append("export", ("subject-access", id), {}, after, personal=("words", "reason"))
    return collected


def _subject(place: str, user: User | None, words: list[str]) -> Subject:
    mentions = [*_in_records(place, words), *_in_history(place, words)]
    invited = Invitation.objects.filter(place=place, email__in=[word.lower() for word in words])
    invitations = [_row(entry, "role", "invited_at", "expires_at", "used_at") for entry in invited]
    if user is None:
        return Subject(words, invitations=invitations, mentions=mentions)
    memberships = Membership.objects.filter(place=place, user=user)
    return Subject(
        words,
        account=_row(user, "name", "email", "joined_at", "is_active"),
        roles=[_row(entry, "role", "began_at", "ended_at") for entry in memberships],
        invitations=invitations,
        records=list(_of_user(place, str(user.pk))),
        mentions=mentions,
        changes=list(
            Event.objects.filter(place=place, person=str(user.pk)).values(
                "number", "at", "action", "kind", "record"
            )
        ),
    )


def _row(entry: Any, *names: str) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in names}
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in values.items()}


def _records(place: str) -> Iterator[Record]:
    for _kind, model in sorted(kinds().items()):
        yield from model.objects.at(place).order_by("pk").iterator()


def _of_user(place: str, user: str) -> Iterator[dict[str, Any]]:
    """Records that name the person as officer, or as whose they are."""
    for record in _records(place):
        names = [name for name in record.FIELDS if str(getattr(record, name)) == user]
        if names:
            yield {"kind": record.WORKFLOW.kind, "record": str(record.pk), "as": names, "state": record.state}


def _in_records(place: str, words: list[str]) -> Iterator[Mention]:
    for record in _records(place):
        for name in record.FIELDS:
            for text in _texts(getattr(record, name)):
                if has_word(text, words):
                    yield Mention(
                        record.WORKFLOW.kind, str(record.pk), name, text, third_parties(text, words)
                    )


def _in_history(place: str, words: list[str]) -> Iterator[Mention]:
    rows = PersonalText.objects.filter(event__place=place, erased_at=None).select_related("event")
    for row in rows.order_by("event__number", "pk").iterator():
        for text in _texts(loads(row.text)):
            if has_word(text, words):
                event = row.event
                yield Mention(
                    event.kind, event.record, row.field, text, third_parties(text, words), event.number
                )


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def has_word(text: str, words: list[str]) -> bool:
    """Whether one of the words is in a text, in large or small letters."""
    return any(" ".join(word.split()).casefold() in " ".join(text.split()).casefold() for word in words)


def third_parties(text: str, words: list[str]) -> list[str]:
    """Names with a title and e-mail addresses in a text that are not the words themselves: who else it may be about."""
    matches = [*TITLED.findall(text), *EMAIL.findall(text)]
    return sorted(
        {match for match in matches if not has_word(match, words) and not has_word(" ".join(words), [match])}
    )
