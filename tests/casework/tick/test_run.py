"""The jobs of the timer: idempotent, one at a time, and one's failure is nobody else's."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connections
from django.utils import timezone
from tests.casework.people import PLACE, actor, user

from careplace.casework.accounts.invitations import InvitationRefused, invite, open_invitation
from careplace.casework.accounts.models import Invitation
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.tick.models import JobRun
from careplace.casework.tick.registry import Job, job, jobs
from careplace.casework.tick.run import run_jobs
from careplace.web.casework.drafts.models import Draft

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("both")


def by_name(name: str) -> Job:
    return next(entry for entry in jobs() if entry.name == name)


def changes(name: str, now=None) -> int:
    (result,) = run_jobs([by_name(name)], now or timezone.now())
    assert result.error == ""
    return result.changes


def test_every_job_has_a_name_of_its_own_and_says_what_it_does():
    names = [entry.name for entry in jobs()]
    assert names == sorted(set(names))
    assert {"drafts-expire", "invitations-end", "mails-prune", "sessions-clean"} <= set(names)
    assert all(entry.does.endswith(".") for entry in jobs())
    with pytest.raises(ValueError, match="two jobs have the name 'drafts-expire'"):
        job("drafts-expire", "x")(lambda _now: 0)


def test_every_job_does_nothing_on_an_empty_database_and_its_run_is_noted():
    results = run_jobs(jobs(), NOW)
    assert [(r.changes, r.error) for r in results] == [(0, "")] * len(results)
    assert JobRun.objects.count() == len(results)
    assert not JobRun.objects.filter(ended_at=None).exists()


def test_a_job_that_fails_changes_nothing_and_the_others_run(caplog):
    def failing(_now):
        user("Ann Smith")
        raise LookupError("a text about Mrs Green")

    results = run_jobs([Job("a", "Fails.", failing), Job("b", "Works.", lambda _now: 3)], NOW)
    assert [(r.changes, r.error) for r in results] == [(0, "LookupError"), (3, "")]
    assert not type(user("Bob Jones")).objects.filter(name="Ann Smith").exists()
    assert JobRun.objects.get(name="a").error == "LookupError"
    assert "a job of the timer failed" in caplog.text
    run_jobs([Job("a", "Works now.", lambda _now: 0)], NOW)
    assert JobRun.objects.get(name="a").error == ""


def test_two_ticks_at_once_do_the_work_once():
    begun, inside, together = threading.Barrier(2, timeout=20), [], []

    def slow(_now) -> int:
        inside.append(1)
        together.append(len(inside))
        threading.Event().wait(0.3)
        inside.pop()
        return 0 if JobRun.objects.get(name="slow").changes else 1

    def tick(results: list) -> None:
        begun.wait()
        results += run_jobs([Job("slow", "Is slow.", slow)], NOW)
        connections.close_all()

    results: list = []
    threads = [threading.Thread(target=tick, args=(results,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [1, 1]
    assert sorted((r.changes, r.error) for r in results) == [(0, ""), (1, "")]


def test_an_invitation_ends_once_with_its_event(settings_mail):
    administrator = actor("administrator")
    invite(administrator, "bob@example.org", "auditor", "http://testserver/")
    assert changes("invitations-end") == 0
    Invitation.objects.update(expires_at=NOW - timedelta(minutes=1))
    assert changes("invitations-end", NOW) == 1
    assert changes("invitations-end", NOW) == 0
    event = Event.objects.get(place=PLACE, action="expire")
    assert (event.kind, event.person) == ("invitation", "the timer on the server")
    assert list(faults()) == []
    with pytest.raises(InvitationRefused):
        open_invitation("bob@example.org", "7K3M-X2QP-9BDF-H4RT")


@pytest.fixture
def settings_mail():
    from django.test import override_settings

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield mail.outbox


def test_ended_sessions_go_with_what_was_noted_about_them_and_others_stay():
    person = user()
    for key, ends in (("a" * 32, NOW - timedelta(hours=1)), ("b" * 32, NOW + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
        UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="x", data={})
    assert changes("sessions-clean", NOW) == 2
    assert [s.session_key for s in UserSession.objects.all()] == ["b" * 32]
    assert changes("sessions-clean", NOW) == 0


def test_a_draft_is_deleted_after_seven_days_and_not_before():
    draft = Draft.objects.create(user=user(), path="/x/", fields="a=1")
    assert changes("drafts-expire", draft.saved_at + timedelta(days=6)) == 0
    assert changes("drafts-expire", draft.saved_at + timedelta(days=8)) == 1
