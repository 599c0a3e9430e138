"""What holds for every page of casework: never stored, only for people who signed in, with a second factor."""

from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from careplace.casework.scope.actor import NotAllowed
from careplace.web.casework import errors
from careplace.web.casework.drafts.keeping import keep_draft
from careplace.web.shell.page_cache import PRIVATE

OPEN = frozenset(
    (
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "account_email_verification_sent",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "invitation",
        "calendar-file",
        "health",
        "robots",
        "print-styles",
        "visits-worker",
        "favicon",
    )
)
"""Pages that people see before they have signed in."""
ENROLMENT = frozenset(
    (
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "health",
        "robots",
        "print-styles",
        "visits-worker",
        "favicon",
    )
)
"""Pages that a person without a second factor sees after signing in: those on the way to one."""


class NeverStored:
    """Middleware: no browser and no proxy keeps an answer of casework, whatever the view said."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Cache-Control"] = PRIVATE
        return response


class SignedIn:
    """Middleware: every page needs a person who signed in, unless it is in OPEN.

    What a person wrote into a form whose session had ended is kept for them (drafts/).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        """The way to the sign-in page, or None to go on."""
        # The name first: /health asks for nobody, so that it needs no database.
        if request.resolver_match.url_name in OPEN or request.user.is_authenticated:
            return None
        keep_draft(request)
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}")

    def process_exception(self, request, error):
        """403 with the reason, for an action that the person's role or the record's state does not allow."""
        return errors.not_allowed(request, str(error)) if isinstance(error, NotAllowed) else None


class SecondFactor:
    """Middleware: a person who signed in without a second factor is taken to set one up, and sees nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        """The way to setting up a second factor, or None to go on."""
        name = request.resolver_match.url_name
        if name in ENROLMENT or not request.user.is_authenticated or is_mfa_enabled(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
