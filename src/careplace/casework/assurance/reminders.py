"""Promises that are missed or will be, steps that wait for the team, visits in leave, what colleagues changed and what
providers were given, as reminders: one source, so that their records are read once."""

from collections.abc import Iterable
from datetime import date

from careplace.casework.assurance.caseload.promises import Promise, promises
from careplace.casework.assurance.planning.reminders import of_leave
from careplace.casework.assurance.reminder_records import ReminderRecords, reminder_records
from careplace.casework.assurance.sharing.reminders import of_shared
from careplace.casework.assurance.visits.changed_visits import changed_visits
from careplace.casework.digest.sources import Reminder, reminders


@reminders("work")
def of_work(place: str, today: date) -> Iterable[Reminder]:
    """Every reminder of the work of a place's team, and of its providers."""
    records = reminder_records(place, today)
    yield from _of_promises(records)
    yield from changed_visits(records.unfinished.visits, _changes_of_visits(records))
    yield from of_leave(records)
    yield from of_shared(records)


def _of_promises(records: ReminderRecords) -> Iterable[Reminder]:
    """Every promise of which somebody is reminded."""
    today = records.today
    return (_reminder(promise, today) for promise in promises(records.unfinished) if promise.calls(today))


def _changes_of_visits(records: ReminderRecords) -> Iterable[tuple[str, str]]:
    return ((change.record, change.person) for change in records.changes if change.kind == "visit")


def _reminder(promise: Promise, today: date) -> Reminder:
    return Reminder(
        sentence=f"{promise.service.name}: {promise.words(today)}.",
        page=(promise.page, str(promise.record)),
        person=promise.person or "",
        roles=promise.roles,
        due_on=promise.due,
        turn=promise.turn,
    )
