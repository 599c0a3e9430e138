"""The form that accepts an invitation."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from careplace.casework.accounts.invitations import InvitationRefused, known_user, open_invitation
from careplace.casework.accounts.models import Invitation, User


class InvitationForm(forms.Form):
    """The address and the code of an invitation; for a person who has no account yet, a name and a password."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The one that the invitation was sent to.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = forms.CharField(
        label="Code from the mail",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    name = forms.CharField(
        label="Your name",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that do not belong together are good.",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    offer: Invitation | None = None

    def clean(self) -> dict[str, object]:
        """The code is looked at first: only its holder is shown whether the address has an account."""
        fields = super().clean() or {}
        try:
            self.offer = open_invitation(fields.get("email", ""), fields.get("code", ""))
        except InvitationRefused as refusal:
            self.add_error("code", str(refusal))
            return fields
        if not known_user(fields["email"]):
            self._check_new(fields)
        return fields

    def _check_new(self, fields: dict[str, object]) -> None:
        if not fields.get("name"):
            self.add_error("name", "Enter your name.")
        try:
            user = User(email=fields["email"], name=fields.get("name"))
            validate_password(str(fields.get("password") or ""), user)
        except ValidationError as error:
            self.add_error("password", error)
