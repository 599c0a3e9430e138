"""Which signals of Django and django-allauth become events of sign-ins."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied
from django.dispatch import Signal, receiver

from careplace.casework.accounts.invitations import known_user
from careplace.casework.accounts.sign_ins import note_lock_out, note_sign_in


def address_of(request: Any) -> str:
    """The network address of a request's device, as django-allauth's limits see it; "" where it cannot be known."""
    try:
        return str(get_adapter().get_client_ip(request)) if request is not None else ""
    except PermissionDenied:
        return ""


@receiver(account.user_logged_in)
def signed_in(request: Any, user: Any, **_more: Any) -> None:
    """The person is in, by every factor."""
    records = get_authentication_records(request, user)
    factors = [record.get("type") or record["method"] for record in records]
    note_sign_in(user, "sign-in", address_of(request), {"factors": factors})


@receiver(user_logged_out)
def signed_out(request: Any, user: Any, **_more: Any) -> None:
    """The person left."""
    if user is not None:
        note_sign_in(user, "sign-out", address_of(request))


@receiver(user_login_failed)
def wrong_password(credentials: dict[str, Any], request: Any = None, **_more: Any) -> None:
    """A password was wrong, or nobody has the address."""
    note_sign_in(known_user(str(credentials.get("email", ""))), "wrong-password", address_of(request))


@receiver(mfa.authentication_failed)
def wrong_code(request: Any, user: Any, **_more: Any) -> None:
    """The password was right, and the code of the app was not."""
    note_sign_in(user, "wrong-code", address_of(request))


def locked_out(request: Any, email: str) -> None:
    """Too many attempts: django-allauth has no signal for it."""
    note_lock_out(known_user(email), address_of(request))


def _by_signal(signal: Signal, action: str) -> None:
    def note(request: Any, user: Any, **_more: Any) -> None:
        note_sign_in(user, action, address_of(request))

    signal.connect(note, weak=False, dispatch_uid=action)


_by_signal(account.password_changed, "change-password")
_by_signal(account.password_reset, "reset-password")
_by_signal(mfa.authenticator_added, "add-factor")
_by_signal(mfa.authenticator_removed, "remove-factor")
_by_signal(mfa.authenticator_reset, "reset-factor")
