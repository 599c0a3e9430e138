"""The mails of providers' users: when something was shared, and two days before a day ends; for nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings
from tests.casework.assurance.sharing.records import a_provider, a_visit_as, an_action_as
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import PLACE

from careplace.casework.assurance.reminder_records import reminder_records
from careplace.casework.assurance.sharing.reminders import notice_day, of_shared
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.clocks import is_working_day, last_working_day, local_day
from careplace.casework.digest.daily import queue_digests
from careplace.casework.mailing import send_queued

pytestmark = pytest.mark.usefixtures("sqlite")


def sentences(today: date, person=None) -> list[str]:
    return [
        r.sentence
        for r in of_shared(reminder_records(PLACE, today))
        if person is None or r.person == person.person
    ]


def next_working_day() -> date:
    """The first working day after the events of a test."""
    day = local_day(datetime.now(UTC)) + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def test_a_draft_is_in_the_mail_of_the_next_working_day_and_then_two_days_before_its_end():
    today = next_working_day()
    visit = a_visit_as("accuracy", today=today)
    ann = a_provider(visit.service)
    last = visit.accuracy_due_on
    assert sentences(today, ann) == ["Rose House: a draft report was shared with you."]
    days = [last - timedelta(days=n) for n in range(9, -2, -1)]
    reminded = [day for day in days if sentences(day)]
    assert reminded == [day for day in days if notice_day(last) <= day <= last]
    assert "you have until" in sentences(last)[0]


@pytest.mark.parametrize(
    ("due", "notice"),
    [
        (date(2026, 12, 4), date(2026, 12, 2)),  # a Friday
        (date(2026, 12, 7), date(2026, 12, 4)),  # a Monday: the Saturday before is no working day
        (date(2026, 12, 28), date(2026, 12, 24)),  # after Christmas and a Sunday
    ],
)
def test_the_notice_leaves_on_a_working_day(due, notice):
    assert notice_day(due) == notice
    assert last_working_day(due) < due


def test_nobody_is_reminded_of_another_service_or_of_what_is_not_shared():
    today = next_working_day()
    a_visit_as("accuracy", today=today)
    for state in ("planned", "recording", "review", "final"):
        a_provider(a_visit_as(state).service)
    a_provider(a_service(officer_at(), "Other"))
    a_provider(an_action_as("before-final").service)
    assert sentences(today) == []


def test_reports_and_actions_are_in_the_mail_once():
    today = next_working_day()
    shared, asked, enough = a_visit_as("shared"), an_action_as("proposed"), an_action_as("done")
    values = {"reason": "No dates", "due_on": today + timedelta(days=60)}
    actions.move_action(officer_at(), enough.pk, "not-enough", enough.version, values)
    a_provider(shared.service, asked.service, enough.service)
    assert sorted(sentences(today)) == [
        "Rose House: the final report of a visit was shared with you.",
        "Rose House: the proof of an action was not enough.",
        "Rose House: the team asks for an action.",
    ]
    assert sentences(today + timedelta(days=7)) == []


def test_an_action_that_followed_a_visit_is_asked_for_once_its_report_is_final():
    today = next_working_day()
    action, visit = an_action_as("proposed"), a_visit_as("final")
    Visit.objects.filter(pk=visit.pk).update(service=action.service)
    Action.objects.filter(pk=action.pk).update(visit=visit)
    a_provider(action.service)
    assert sentences(today) == ["Rose House: the team asks for an action."]


def test_an_action_is_in_the_mail_before_its_day_and_not_after_it():
    action = an_action_as("agreed")
    a_provider(action.service)
    due = date(2027, 3, 3)
    Action.objects.filter(pk=action.pk).update(due_on=due)
    days = (date(2027, 2, 26), date(2027, 3, 1), due, due + timedelta(days=1))
    assert [bool(sentences(day)) for day in days] == [False, True, True, False]


def test_the_mail_has_the_service_and_the_day_and_nothing_that_anybody_wrote():
    visit = a_visit_as("accuracy", today=date(2027, 2, 15))
    a_provider(visit.service)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        queue_digests(datetime(2027, 3, 1, 7, tzinfo=UTC))
        send_queued()
    bodies = [sent.body for sent in mail.outbox if "provider_user" in sent.to[0]]
    assert len(bodies) == 1
    assert "Rose House: you have until 1 March 2027 to check the facts of the draft report." in bodies[0]
    assert "Records were seen" not in bodies[0]
