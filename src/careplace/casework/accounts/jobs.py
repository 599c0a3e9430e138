"""What the timer does with accounts: ends of invitations and of sessions."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from careplace.casework.accounts.invitations import withdraw_expired
from careplace.casework.tick.registry import job


@job("invitations-end", "Withdraws invitations whose time is over.")
def end_invitations(now: datetime) -> int:
    """How many were withdrawn."""
    return withdraw_expired(now)


@job(
    "sessions-clean", "Deletes sessions that have ended, with the network address and browser noted for them."
)
def clean_sessions(now: datetime) -> int:
    """How many were deleted."""
    ended, _by_model = Session.objects.filter(expire_date__lte=now).delete()
    keys = Session.objects.values_list("session_key", flat=True)
    orphans, _by_model = UserSession.objects.exclude(session_key__in=keys).delete()
    return int(ended + orphans)
