"""What is done with deletions and holds: the timer notes what is due, one person proposes, another deletes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from careplace.casework.assurance.models import Service
from careplace.casework.retention.deletion import delete_record
from careplace.casework.retention.models import Deletion, Hold
from careplace.casework.retention.rules import Due, default, due_at, is_due, kinds
from careplace.casework.retention.subjects import about, label, service_names
from careplace.casework.scope.actor import TIMER, Actor, NotAllowed
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.actions import Changes, changes


def note_due(today: date) -> int:
    """Note what no rule keeps any longer, at every place, and withdraw what changed or is held since; how many.

    Nothing is deleted by this.
    """
    places = sorted(set(Membership.objects.values_list("place", flat=True)))
    return sum(_note_due_at(place, today) for place in places)


def _note_due_at(place: str, today: date) -> int:
    due = _due_without_hold(place, today)
    rows = {(row.subject_kind, row.subject_id): row for row in Deletion.objects.at(place)}
    new = [entry for key, entry in due.items() if key not in rows]
    withdrawn = {key: row for key, row in rows.items() if row.state == "withdrawn"}
    again = [(withdrawn[key], entry) for key, entry in due.items() if key in withdrawn]
    outdated = [row for key, row in rows.items() if key not in due and row.state in ("due", "proposed")]
    if new or again or outdated:
        with changes(Actor(TIMER, place, frozenset(("administrator",)))) as at_once:
            at_once.add_all(_deletions(place, new), "fall-due")
            for row, entry in again:
                at_once.change(Deletion, row.pk, "fall-due", _values(entry), row.version)
            for row in outdated:
                at_once.change(Deletion, row.pk, "withdraw", {"proposed_by": ""}, row.version)
    return len(new) + len(again) + len(outdated)


def _due_without_hold(place: str, today: date) -> dict[tuple[str, UUID], Due]:
    """{(kind, id): what is due} of the records about whose services there is no hold."""
    holds = held_services(place)
    entries = (entry for entry in due_at(place, today) if not about(entry.record) & holds)
    return {(entry.rule.kind, entry.record.pk): entry for entry in entries}


def _deletions(place: str, entries: Sequence[Due]) -> list[Deletion]:
    """What is due for the first time."""
    names = service_names(place) if entries else {}
    return [
        Deletion(
            subject_kind=entry.rule.kind,
            subject_id=entry.record.pk,
            label=label(entry.record, names),
            **_values(entry),
        )
        for entry in entries
    ]


def _values(entry: Due) -> dict[str, Any]:
    return {"rule": entry.rule.key, "rule_version": default().version, "due_on": entry.on}


def propose(actor: Actor, ids: Iterable[UUID]) -> int:
    """Propose that records are deleted: all of them or none; how many."""
    return _moved(actor, ids, "due", "propose", {"proposed_by": actor.person})


def send_back(actor: Actor, ids: Iterable[UUID], reason: str) -> int:
    """Do not agree to what was proposed, with the reason; how many."""
    return _moved(actor, ids, "proposed", "send-back", {"proposed_by": "", "reason": reason})


def _moved(actor: Actor, ids: Iterable[UUID], state: str, action: str, values: dict[str, str]) -> int:
    with changes(actor) as at_once:
        rows = list(Deletion.objects.at(actor.place).filter(pk__in=set(ids), state=state))
        for row in rows:
            at_once.change(Deletion, row.pk, action, values, row.version)
    return len(rows)


def delete(actor: Actor, ids: Iterable[UUID], today: date) -> int:
    """Delete what a colleague proposed: all of it, with its proof, or nothing; how many records.

    Raises:
        NotAllowed: for what the person proposed themselves, for a record that is held, or is not due any more.
    """
    actor.check("records.manage")
    with changes(actor) as at_once:
        holds = held_services(actor.place)
        rows = list(Deletion.objects.at(actor.place).filter(pk__in=set(ids), state="proposed"))
        for row in rows:
            _delete(at_once, row, holds, today)
    return len(rows)


def _delete(at_once: Changes, row: Deletion, holds: set[UUID], today: date) -> None:
    if row.proposed_by == at_once.actor.person:
        raise NotAllowed("You proposed this. A colleague has to agree.")
    record = kinds()[row.subject_kind].objects.at(row.place).select_for_update().get(pk=row.subject_id)
    rule = default().rule(row.rule)
    if rule is None or not is_due(record, rule, today) or about(record) & holds:
        raise NotAllowed(
            f"A record about {row.label or 'a person'} changed, or is held. Nothing was deleted."
        )
    texts = delete_record(at_once.chain, record, rule)
    values = {"approved_by": at_once.actor.person, "texts": texts}
    at_once.change(Deletion, row.pk, "delete", values, row.version)


def hold(actor: Actor, service: UUID, reason: str) -> Hold:
    """Keep everything about a service until the hold is lifted."""
    with changes(actor) as at_once:
        record = Service.objects.at(actor.place).get(pk=service)
        return at_once.add(Hold(service=record, reason=reason), "place")


def lift(actor: Actor, id: UUID, version: int, reason: str) -> Hold:
    """Let the rules decide again about a service."""
    with changes(actor) as at_once:
        return at_once.change(Hold, id, "lift", {"reason": reason}, version)


def held_services(place: str) -> set[UUID]:
    """The ids of services about which nothing is deleted."""
    return set(Hold.objects.at(place).filter(state="active").values_list("service_id", flat=True))
