"""Second factors: which may be removed, how a passkey is added, and how an app is replaced."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from careplace.casework.scope.actor import NotAllowed

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
LONGEST = 20_000
"""Letters of what a browser gives: some 2,000 with a key of today, a certificate included."""
NOT_RIGHT = "This code or passkey is not right. Try again."
LAST = "This is your last second factor. Add a passkey or an app first."


class Factors(DefaultMFAAdapter):
    """How django-allauth's second factors behave here."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": LAST,
        "incorrect_code": NOT_RIGHT,
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether the person keeps a second factor: recovery codes alone are none."""
        own = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return bool(own.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """What a passkey is called where the person gives it no name."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


class CredentialField(forms.JSONField):
    """What a browser gives for a passkey, of a shape that can be read: django-allauth and fido2 check less.

    Raises:
        ValidationError: for what is none.
    """

    def __init__(self, parse: Callable[[Any], object]):
        super().__init__(widget=forms.HiddenInput)
        self.parse = parse

    def to_python(self, value: Any) -> Any:
        """The credential as a mapping."""
        try:
            credential = super().to_python(value if len(str(value)) <= LONGEST else "")
            if credential is not None:
                self.parse(credential)
        except Exception as error:  # whatever damaged JSON or CBOR makes its reader raise
            raise ValidationError(NOT_RIGHT) from error
        return credential

    def bound_data(self, data: Any, initial: Any) -> None:
        """Nothing: a page never shows again what a browser gave."""

    def prepare_value(self, value: Any) -> str:
        """Nothing, for the same reason."""
        return ""


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey: what the browser gave, and the person's name for it."""

    credential = CredentialField(RegistrationResponse.from_dict)

    name = forms.CharField(
        label="Name",
        help_text="So that you know it again, such as work laptop.",
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(label="Sign in with it alone, without a password", required=False)
    field_order = ("name", "passwordless", "credential")


class SecondPasskeyForm(AuthenticateWebAuthnForm):
    """A passkey as second factor."""

    credential = CredentialField(AuthenticationResponse.from_dict)


class LoginPasskeyForm(LoginWebAuthnForm):
    """A passkey that signs a person in alone."""

    credential = CredentialField(AuthenticationResponse.from_dict)


class ReauthenticatePasskeyForm(ReauthenticateWebAuthnForm):
    """A passkey by which a person shows again who they are."""

    credential = CredentialField(AuthenticationResponse.from_dict)


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless it is the last second factor."""

    def get_object(self, queryset: Any = None) -> Authenticator:
        """The person's passkey.

        Raises:
            NotAllowed: for the last second factor.
        """
        passkey: Authenticator = super().get_object(queryset)
        if not get_adapter().can_delete_authenticator(passkey):
            raise NotAllowed(LAST)
        return passkey


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class ReplaceApp(ActivateTOTPView):
    """Use another authenticator app: the app in use works until the new one has shown a code."""

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        """The page also where the person has an app: django-allauth would show the page that removes it."""
        return FormView.dispatch(self, request, *args, **more)

    def form_valid(self, form: Any) -> HttpResponse:
        """The new app, in place of the one before."""
        with transaction.atomic():
            for app in Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.TOTP):
                app.delete()
                signals.authenticator_removed.send(
                    sender=Authenticator, request=self.request, user=self.request.user, authenticator=app
                )
            return super().form_valid(form)
