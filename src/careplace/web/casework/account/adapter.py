"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled


class ClosedSignUp(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are invited."""

    def is_open_for_signup(self, _request: Any) -> bool:
        """No."""
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not for a first second factor: a person who has none gets no further than the page that sets it up."""
        first = app == "allauth.mfa" and not is_mfa_enabled(context.request.user)
        return bool(super().is_reauthentication_required(app=app, **more)) and not first
