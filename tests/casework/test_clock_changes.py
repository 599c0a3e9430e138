"""Both changes of British time, and a server's clock that is set back: days, clocks, the timer, mails and the audit."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.escalation.records import a_case, a_decision, person, values
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import PLACE, member

from careplace.casework.accounts.sign_ins import note_lock_out, note_sign_in
from careplace.casework.assurance.caseload.window import start_of
from careplace.casework.assurance.escalation import actions as escalation
from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.escalation.levels_by_day import levels_on
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.audit.history import export_rows
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.clocks import Clock, local_day
from careplace.casework.digest.daily import queue_digests
from careplace.casework.digest.models import DigestDay
from careplace.casework.mailing import ATTEMPTS, WAIT, send_queued, send_to_member
from careplace.casework.scope.models import Membership
from careplace.casework.tick.models import JobRun
from careplace.casework.tick.registry import jobs
from careplace.casework.tick.run import run_jobs
from careplace.casework.workflow.actions import changes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which the clocks change."""
REPEATED = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
"""Two moments at which clocks in England show 01:30."""
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def slow_local_day(moment: datetime) -> date:
    """An hour ahead of UTC from 01:00 UTC of the last Sunday of March to that of October (SI 2002/262)."""
    first, last = (
        datetime.combine(last_sunday(moment.year, month), datetime.min.time(), UTC) + HOUR
        for month in (3, 10)
    )
    return (moment + HOUR if first <= moment < last else moment).date()


@given(
    MOMENTS
    | st.sampled_from([SPRING, AUTUMN]).flatmap(
        lambda day: st.integers(-2880, 2880).map(
            lambda m: datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=m)
        )
    )
)
def test_a_local_day_is_that_of_the_law(moment):
    assert local_day(moment) == slow_local_day(moment) == timezone.localdate(moment)


@given(st.dates(date(2000, 1, 1), date(2037, 12, 30)))
def test_a_day_begins_once_and_lasts_23_24_or_25_hours(day):
    start, end = start_of(day), start_of(day + DAY)
    length = end.astimezone(UTC) - start.astimezone(UTC)
    expected = {last_sunday(day.year, 3): 23, last_sunday(day.year, 10): 25}.get(day, 24)
    assert length == expected * HOUR
    assert [local_day(start - timedelta(microseconds=1)), local_day(start)] == [day - DAY, day]


@pytest.mark.parametrize(
    ("moment", "working_days", "due"),
    [
        (
            datetime(2026, 3, 27, 23, 30, tzinfo=UTC),
            10,
            date(2026, 4, 14),
        ),  # over Good Friday and Easter Monday
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1, date(2026, 3, 30)),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), 1, date(2026, 3, 31)),  # it is Monday already
        (datetime(2026, 10, 23, 22, 30, tzinfo=UTC), 10, date(2026, 11, 6)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 1, date(2026, 10, 26)),  # it is Sunday already
        (REPEATED[0], 1, date(2026, 10, 26)),
        (REPEATED[1], 1, date(2026, 10, 26)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), 1, date(2026, 10, 26)),  # it is still Sunday
    ],
)
def test_a_working_day_clock_runs_over_a_change_of_time(moment, working_days, due):
    assert Clock(local_day(moment), working_days).due() == due


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_the_database_has_the_same_days(day):
    """Rules of retention and what changed go by the days of a database."""
    one = Membership.objects.get(user=member("auditor"))
    for minutes in range(-1500, 1560, 60):
        moment = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        Membership.objects.filter(pk=one.pk).update(began_at=moment)
        assert Membership.objects.filter(began_at__date=slow_local_day(moment)).exists(), moment


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets the clock of the server."""

    def set_to(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def outbox():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield mail.outbox


@pytest.fixture
def officer(both):
    """An officer whom something needs every day."""
    ann = officer_at(role="quality_officer")
    values = {
        "kind": "responsive",
        "planned_on": date(2026, 1, 5),
        "officer_id": UUID(ann.person),
        "trigger": "x",
    }
    visits.plan(ann, a_service(ann).pk, values)
    return ann


@pytest.mark.parametrize(
    ("monday", "first"),
    [
        (date(2026, 3, 30), datetime(2026, 3, 30, 5, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 6, tzinfo=UTC)),
    ],
)
def test_after_a_change_of_time_one_mail_leaves_at_six_by_the_clocks_of_england(officer, monday, first):
    """A tick each half hour from Saturday evening to Monday noon."""
    sunday_and_monday = [first - 36 * HOUR + n * HOUR / 2 for n in range(84)]
    queued = [now for now in sunday_and_monday if queue_digests(now)]
    assert queued == [first]
    assert list(DigestDay.objects.values_list("day", flat=True)) == [monday]


def test_every_job_run_twice_in_the_repeated_hour_does_nothing_more(officer, clock):
    for number, moment in enumerate(REPEATED):
        results = run_jobs(jobs(), clock(moment))
        assert [result.error for result in results] == [""] * len(results)
        assert number == 0 or {result.changes for result in results} == {0}
    assert not DigestDay.objects.exists()
    assert set(JobRun.objects.values_list("ended_at", flat=True)) == {REPEATED[1]}


MONDAY = datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize("back", [HOUR / 2, HOUR, DAY, 3 * DAY])
def test_a_clock_that_is_set_back_mails_nobody_twice(officer, outbox, clock, back):
    """The days before were mailed when they were there."""
    start = MONDAY - 3 * DAY
    for day in range(4):
        queue_digests(clock(start + day * DAY))
    send_queued()
    sent = len(outbox)
    assert sent == DigestDay.objects.count() == 2  # Friday and Monday
    assert queue_digests(clock(MONDAY - back)) == queue_digests(clock(MONDAY + HOUR)) == 0
    assert queue_digests(clock(MONDAY + DAY)) == 1
    send_queued()
    assert len(outbox) == sent + 1


def test_a_clock_that_ran_a_day_ahead_leaves_nothing_out_of_the_next_mail(officer, outbox, clock):
    """Tuesday's mail left on Monday; Wednesday's has all that still needs the person."""
    assert queue_digests(clock(MONDAY + DAY)) == 1
    assert queue_digests(clock(MONDAY)) == 1
    assert queue_digests(clock(MONDAY + DAY)) == 0
    assert queue_digests(clock(MONDAY + 2 * DAY)) == 1
    send_queued()
    assert len(outbox) == 3
    assert all("was due on 5 January 2026" in sent.body for sent in outbox)


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, _messages):
        raise SMTPException("421 try again later")


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_a_mail_that_waits_is_sent_once_after_the_clock_was_set_back(both, outbox, clock, back):
    """It waits for longer, and is neither lost nor sent twice."""
    ann = member("team_manager")
    clock(MONDAY)
    send_to_member.enqueue(str(ann.pk), [PLACE], "Careplace: today", "Visit Rose House.")
    with override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"):
        assert send_queued() == 1
    clock(MONDAY - back)
    assert (send_queued(), outbox) == (0, [])
    send_to_member.enqueue(
        str(ann.pk), [PLACE], "Careplace: another", "It was queued after the clock was set back."
    )
    assert send_queued() == 1
    clock(MONDAY + WAIT)
    assert (send_queued(), send_queued()) == (1, 0)
    assert [sent.subject for sent in outbox] == ["Careplace: another", "Careplace: today"]
    assert ATTEMPTS > 1


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_the_audit_is_in_the_order_of_its_numbers_and_whole(both, clock, back):
    manager = officer_at()
    clock(MONDAY)
    with changes(manager) as at_once:
        service = at_once.add(Service(name="Rose House", kind="care_home"))
    clock(MONDAY - back)
    with changes(manager) as at_once:
        service = at_once.change(Service, service.pk, "edit", {"name": "Rose Court"}, 1)
    events = list(Event.objects.filter(place=PLACE).order_by("number"))
    assert [(event.number, event.action, event.at) for event in events] == [
        (1, "add", MONDAY),
        (2, "edit", MONDAY - back),
    ]
    assert list(faults()) == []
    assert [row[0] for row in export_rows(PLACE)] == ["1", "2"]
    assert (service.version, service.name) == (2, "Rose Court")


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_the_last_move_of_a_case_is_the_one_that_was_made_last(both, clock, back):
    """Its level on a day was that of the move with the latest moment."""
    clock(MONDAY)
    today = local_day(MONDAY)
    case, manager = a_case(), person("team_manager")
    level = current_ladder().levels[2]
    decision = a_decision(manager, case.service, level.key)
    before = clock(MONDAY - back)
    raised = values(manager, level.key, decision=decision, review_on=today + 14 * DAY)
    escalation.move(manager, case.pk, case.version, raised, max(local_day(before), case.moves.get().moved_on))
    assert levels_on(PLACE, today + DAY) == {str(case.service_id): level.title}


def test_a_lock_out_after_the_clock_was_set_back_is_noted(both, clock):
    """The last event was looked for by its moment, which was that of an earlier lock-out."""
    ann = member("auditor")
    clock(MONDAY)
    note_lock_out(ann, "192.0.2.1")
    clock(MONDAY - HOUR)
    note_sign_in(ann, "sign-in", "192.0.2.1")
    note_lock_out(ann, "192.0.2.1")
    note_lock_out(ann, "192.0.2.1")
    actions = list(Event.objects.filter(place=PLACE).order_by("number").values_list("action", flat=True))
    assert actions == ["lock-out", "sign-in", "lock-out"]
    assert list(faults()) == []
