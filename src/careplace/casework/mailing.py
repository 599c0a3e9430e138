"""Mails that leave in the background: queued in the transaction of what they are about, so that a rollback sends nothing.

A mail is built before it is queued, and its text stays in the database until it is pruned: it must have nothing that its
reader may not see, and no code (those of invitations and passwords are sent at once, and never queued).
"""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from careplace.casework.accounts.models import User
from careplace.casework.scope.actor import places_of

ATTEMPTS = 5
WAIT = timedelta(minutes=15)
"""Between two attempts, when the mail server takes none."""
PRUNED_AFTER = timedelta(days=14)
"""How long a mail that was sent, or given up, stays in the queue's table."""


@task()
def send_to_member(user: str, places: list[str], subject: str, text: str, attempt: int = 1) -> bool:
    """Send a mail to a person who still has a role at each of some places; whether it was sent.

    Raises:
        SMTPException, OSError: when the last attempt failed too.
    """
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is None or not set(places) <= set(places_of(person)):
        return False
    try:
        send_mail(subject, text, None, [person.email])
    except (SMTPException, OSError):
        if attempt == ATTEMPTS:
            raise
        later = send_to_member.using(run_after=timezone.now() + WAIT)
        later.enqueue(user, places, subject, text, attempt + 1)
        return False
    return True


def send_queued() -> int:
    """Send every mail that waits now; how many tasks were run."""
    worker = Worker(**_ONCE)
    worker.run()
    return int(worker._run_tasks)


def prune_queue(now: Any) -> int:
    """Delete mails that were sent, or given up, a while ago; how many."""
    return int(DBTaskResult.objects.finished().filter(finished_at__lte=now - PRUNED_AFTER).delete()[0])


_ONCE: dict[str, Any] = {
    "queue_names": ["default"],
    "excluded_queue_names": [],
    "interval": 0,
    "batch": True,
    "backend_name": "default",
    "startup_delay": False,
    "max_tasks": None,
    "worker_id": "tick",
}
