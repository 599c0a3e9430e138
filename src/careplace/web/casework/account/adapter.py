"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError

from careplace.casework.accounts.sign_in_signals import locked_out


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are invited."""

    def is_open_for_signup(self, _request: Any) -> bool:
        """No."""
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not for a first second factor: a person who has none gets no further than the page that sets it up."""
        first = app == "allauth.mfa" and not is_mfa_enabled(context.request.user)
        return bool(super().is_reauthentication_required(app=app, **more)) and not first

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Raises ValidationError for too many attempts, as django-allauth does, and notes it in the audit."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            locked_out(request, str(credentials.get("email", "")))
            raise
