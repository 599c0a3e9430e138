"""Mails in the background: queued with the transaction, sent to people who still have a role, tried again."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.casework.people import PLACE, member

from careplace.casework.mailing import ATTEMPTS, prune_queue, send_queued, send_to_member
from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.usefixtures("both")


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, _messages):
        raise SMTPException("421 try again later")


@pytest.fixture
def outbox(both):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield mail.outbox


def queue(person) -> None:
    send_to_member.enqueue(str(person.pk), [PLACE], "Careplace: today", "Visit Rose House.")


def test_a_mail_leaves_once(outbox):
    person = member("team_manager")
    queue(person)
    assert outbox == []
    assert send_queued() == 1
    assert [(m.to, m.subject, m.body) for m in outbox] == [
        ([person.email], "Careplace: today", "Visit Rose House.")
    ]
    assert send_queued() == 0


def test_a_transaction_that_is_rolled_back_sends_nothing(outbox):
    person = member("team_manager")

    @transaction.atomic
    def failing() -> None:
        queue(person)
        raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert send_queued() == 0
    assert outbox == []


@pytest.mark.parametrize("end", ["role", "account"])
def test_a_person_whose_role_or_account_ended_meanwhile_gets_nothing(outbox, end):
    person = member("team_manager")
    queue(person)
    if end == "role":
        Membership.objects.update(ended_at=timezone.now())
    else:
        type(person).objects.update(is_active=False)
    assert send_queued() == 1
    assert outbox == []


def test_a_server_that_takes_nothing_is_tried_again_later_and_given_up_in_the_end(outbox):
    queue(member("team_manager"))
    with override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"):
        for attempt in range(1, ATTEMPTS + 1):
            assert send_queued() == 1, attempt
            assert send_queued() == 0, "the next attempt waits"
            DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert DBTaskResult.objects.filter(status="FAILED").count() == 1
    assert send_queued() == 0


def test_what_was_sent_is_pruned_after_two_weeks_and_what_waits_stays(outbox):
    person = member("team_manager")
    queue(person)
    send_queued()
    queue(person)
    now = timezone.now()
    assert prune_queue(now + timedelta(days=13)) == 0
    assert prune_queue(now + timedelta(days=15)) == 1
    assert DBTaskResult.objects.count() == 1
