"""What people do with meetings: plan, list items, declare interests, hold, decide, write minutes, finalise, correct."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.minutes import content_of
from careplace.casework.assurance.panels.models import Decision, Interest, Item, Meeting, Minutes
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.scope.people import people_with
from careplace.casework.workflow.actions import Changes, changes
from careplace.publish.wording import day

ALLOWED = {
    "list": ("planned", "held"),
    "withdraw": ("planned",),
    "minute": ("held", "correcting"),
    "declare": ("planned", "held"),
    "decide": ("held",),
}
"""{action on an item: the states of its meeting in which it is possible}"""
NO_DECIDER = "Members of the panel decide who attended this meeting and declared no interest in this item."
NOT_NOW = "“{}” is not possible now: {}."


def check_meeting(meeting: Meeting, action: str) -> None:
    """Raises NotAllowed for an action on an item that its meeting's state does not allow."""
    if meeting.state not in ALLOWED[action]:
        raise NotAllowed(NOT_NOW.format(action, Meeting.WORKFLOW.states[meeting.state]))


def check_item(item: Item, action: str) -> None:
    """Raises NotAllowed for an action on an item that was withdrawn, or that its meeting's state does not allow."""
    check_meeting(item.meeting, action)
    if item.state != "listed":
        raise NotAllowed(NOT_NOW.format(action, Item.WORKFLOW.states[item.state]))


def plan(actor: Actor, values: Mapping[str, Any], entries: Iterable[tuple[Service, str]]) -> Meeting:
    """Plan a meeting, with an item for each service of `entries` and why it is on the agenda."""
    with changes(actor) as transaction:
        meeting = transaction.add(Meeting(**values), "plan")
        _list(transaction, meeting, entries)
        return meeting


def list_services(actor: Actor, id: UUID, version: int, entries: Iterable[tuple[Service, str]]) -> Meeting:
    """Bring the agenda up to date: services that are not on it yet are listed."""
    with changes(actor) as transaction:
        meeting = transaction.seen(Meeting, id, version)
        check_meeting(meeting, "list")
        _list(transaction, meeting, entries)
        return meeting


def _list(transaction: Changes, meeting: Meeting, entries: Iterable[tuple[Service, str]]) -> None:
    listed = set(meeting.items.values_list("service_id", flat=True))
    for service, why in entries:
        if service.pk not in listed:
            item = Item(meeting=meeting, service=service, title=f"Case: {service.name}"[:200], why=why)
            transaction.add(item, "list")


def list_item(actor: Actor, id: UUID, values: Mapping[str, Any]) -> Item:
    """Put an item on the agenda by hand."""
    with changes(actor) as transaction:
        meeting = Meeting.objects.at(actor.place).get(pk=id)
        check_meeting(meeting, "list")
        return transaction.add(Item(meeting=meeting, **values), "list")


def change_item(actor: Actor, id: UUID, action: str, values: Mapping[str, Any], version: int) -> Item:
    """Minute or withdraw an item.

    Raises:
        NotAllowed: where its meeting's state does not allow it.
    """
    with changes(actor) as transaction:
        item = transaction.seen(Item, id, version)
        check_item(item, action)
        return transaction.change(Item, id, action, values, version)


def declare(actor: Actor, item: UUID, values: Mapping[str, Any]) -> Interest:
    """Declare a member's interest in an item (`member`, `interest`).

    Raises:
        NotAllowed: for a panel member who declares for somebody else.
        ValidationError: for a member who has decided the item.
    """
    with changes(actor) as transaction:
        record = Item.objects.at(actor.place).select_related("meeting").get(pk=item)
        check_item(record, "declare")
        member = str(values["member"].pk)
        if member != actor.person and not actor.may("panels.write"):
            raise NotAllowed("You can declare your own interests. Officers note those of others.")
        if any(member in decision.deciders for decision in record.decisions.all()):
            raise ValidationError(
                {
                    "member": "This member has decided the item. Put it to the next meeting, and decide it again."
                }
            )
        return transaction.add(Interest(item=record, **values), "declare")


def hold(
    actor: Actor,
    id: UUID,
    version: int,
    values: Mapping[str, Any],
    papers: Mapping[UUID, Mapping[str, Any]],
    on: date,
) -> Meeting:
    """Note that a meeting took place and who attended, and keep its papers as they are now: {service id: facts}.

    Raises:
        NotAllowed: before the day of the meeting.
        ValidationError: where the chair did not attend.
    """
    with changes(actor) as transaction:
        check_has_come(transaction.seen(Meeting, id, version), on)
        meeting = transaction.change(Meeting, id, "hold", values, version)
        _check_attendees(meeting)
        for item in meeting.items.filter(state="listed", service__isnull=False):
            paper = dict(papers.get(item.service_id, {}))
            transaction.change(Item, item.pk, "brief", {"paper": paper}, item.version)
        return meeting


def _check_attendees(meeting: Meeting) -> None:
    if str(meeting.chair_id) not in meeting.attendees:
        raise ValidationError({"attendees": "The chair attends. Change the plan, if somebody else chaired."})


def decide(actor: Actor, item: UUID, values: Mapping[str, Any]) -> Decision:
    """Record a decision of a meeting on an item: `level` (or ""), `text`, `deciders`.

    Raises:
        NotAllowed: before the meeting is held, and for a member who did not attend or declared an interest.
        ValidationError: for deciders who did not attend or declared an interest.
    """
    with changes(actor) as transaction:
        record = Item.objects.at(actor.place).select_related("meeting").get(pk=item)
        check_item(record, "decide")
        may = may_decide(record)
        if actor.person not in may:
            raise NotAllowed(NO_DECIDER)
        if set(values["deciders"]) - may:
            raise ValidationError(
                {
                    "deciders": "Only members of the panel decide who attended and declared no interest in this item."
                }
            )
        _check_level(record, values.get("level", ""))
        decision = Decision(item=record, decided_on=record.meeting.held_on, **values)
        return transaction.add(decision, "decide")


def _check_level(item: Item, level: str) -> None:
    if level and item.service_id is None:
        raise ValidationError({"level": "A level is decided for an item about a service."})
    if level and level not in {entry.key for entry in current_ladder().levels}:
        raise ValidationError({"level": "Choose a level of the ladder."})


def may_decide(item: Item) -> set[str]:
    """The ids of people who may decide an item: members of the panel who attended and declared no interest in it."""
    declared = {str(member) for member in item.interests.values_list("member_id", flat=True)}
    members = {str(id) for id in people_with(item.place, "panels.decide").values_list("pk", flat=True)}
    return members & set(item.meeting.attendees) - declared


def finalise(actor: Actor, id: UUID, version: int, on: date) -> Meeting:
    """Make the minutes final: this version is kept as it is, for good.

    Raises:
        ValidationError: for items on the agenda without minutes.
    """
    with changes(actor) as transaction:
        meeting = transaction.change(Meeting, id, "finalise", {}, version)
        items = meeting.items.filter(state="listed")
        if bare := [item.title for item in items if not item.minutes.strip()]:
            raise ValidationError([f"{title}: the item has no minutes yet." for title in bare])
        number = meeting.versions.count() + 1
        reason = meeting.reason if number > 1 else ""
        content = content_of(meeting, on)
        transaction.add(Minutes(meeting=meeting, number=number, content=content, reason=reason), "freeze")
        return meeting


def change_meeting(actor: Actor, id: UUID, action: str, values: Mapping[str, Any], version: int) -> Meeting:
    """Plan a meeting again, cancel it, or open its final minutes for a correction."""
    with changes(actor) as transaction:
        return transaction.change(Meeting, id, action, values, version)


def check_has_come(meeting: Meeting, today: date) -> None:
    """Raises NotAllowed for a meeting that cannot have been held yet."""
    if meeting.held_on > today:
        raise NotAllowed(f"This meeting is on {day(meeting.held_on)}: it cannot have been held yet.")
