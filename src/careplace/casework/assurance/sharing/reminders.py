"""What providers' users are mailed about: what was shared with them since the last mail, and days that end soon."""

from collections.abc import Iterable
from datetime import date, timedelta

from careplace.casework.assurance.reminder_records import ReminderRecords
from careplace.casework.assurance.sharing.readers import acting_users
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.clocks import is_working_day, last_working_day, local_day
from careplace.casework.digest.sources import Reminder, Turn
from careplace.publish.wording import day

NOTICE = timedelta(days=2)
"""How long before a day ends its mail leaves; on the working day before, where that is none."""
SHARING = (
    ("visit", "send-draft"),
    ("visit", "finalise"),
    ("shared report", "share"),
    ("action", "propose"),
    ("action", "not-enough"),
)
"""(kind, action) of events that put something before a provider."""


def of_shared(records: ReminderRecords) -> Iterable[Reminder]:
    """For each provider's user: what was shared since the working day before, and what ends within two days."""
    people: dict[object, list[str]] = {}
    for user, service in acting_users(records.place):
        people.setdefault(service, []).append(str(user))
    for service, sentence, page, due in _of_records(records):
        for person in people.get(service, ()):
            yield Reminder(sentence, page, person, due_on=due, turn=Turn.PROVIDER if due else None)


Row = tuple[object, str, tuple[str, str], date | None]


def _of_records(records: ReminderRecords) -> Iterable[Row]:
    recent, today = _recent(records), records.today
    for visit in records.unfinished.visits:
        if visit.state == "accuracy":
            yield from _of_draft(visit, recent, today)
        if visit.report_state == "shared" and str(visit.report) in recent:
            sentence = f"{visit.service.name}: the final report of a visit was shared with you."
            yield visit.service_id, sentence, ("provider-report", str(visit.pk)), None
    for action in records.unfinished.actions:
        if action.state in ("proposed", "agreed"):
            yield from _of_action(action, recent, today)


def _of_draft(visit: Visit, recent: set[str], today: date) -> Iterable[Row]:
    name, page, due = visit.service.name, ("provider-draft", str(visit.pk)), visit.accuracy_due_on
    if due is not None and notice_day(due) <= today <= due:
        sentence = f"{name}: you have until {day(due)} to check the facts of the draft report."
        yield visit.service_id, sentence, page, due
    elif str(visit.pk) in recent:
        sentence = f"{name}: a draft report was shared with you."
        yield visit.service_id, sentence, page, due


def _of_action(action: Action, recent: set[str], today: date) -> Iterable[Row]:
    name, page, due = action.service.name, ("provider-plan", str(action.service_id)), action.due_on
    if action.state == "agreed" and due is not None and notice_day(due) <= today <= due:
        yield action.service_id, f"{name}: an action is due on {day(due)}.", page, due
    elif action.state == "agreed":
        if str(action.pk) in recent and action.reason:
            yield action.service_id, f"{name}: the proof of an action was not enough.", page, due
    elif (action.visit_id is None and str(action.pk) in recent) or str(action.visit_id) in recent:
        yield action.service_id, f"{name}: the team asks for an action.", page, None


def notice_day(due: date) -> date:
    """The day on which the mail about a day that ends leaves: two days before, or the last working day before that."""
    day = due - NOTICE
    return day if is_working_day(day) else last_working_day(day)


def _recent(records: ReminderRecords) -> set[str]:
    """The ids of records that were put before a provider from the working day before until today."""
    return {
        change.record
        for change in records.changes
        if (change.kind, change.action) in SHARING and local_day(change.at) < records.today
    }
