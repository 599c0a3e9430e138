"""How django-allauth behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError

from careplace.casework.accounts.sign_in_signals import locked_out

log = logging.getLogger(__name__)


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


class ConnectedOnly(DefaultSocialAccountAdapter):
    """A council's own sign-in lets people in who connected it to their account, and nobody else."""

    def is_open_for_signup(self, _request: Any, _sociallogin: Any) -> bool:
        """No."""
        return False

    def on_authentication_error(self, _request: Any, _provider: Any, **reasons: Any) -> None:
        """What failed, for the people who run the site: never what the provider sent, which may have a token."""
        kind = type(reasons.get("exception")).__name__
        log.warning("the council's sign-in failed: %s (%s)", reasons.get("error"), kind)
