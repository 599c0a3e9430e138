"""The form that invites a person."""

from django import forms

from careplace.casework.assurance.sharing.access import ROLE
from careplace.casework.scope.roles import roles


class InviteForm(forms.Form):
    """Who is invited, and to which role. A provider's own user is invited for services, on a page of its own."""

    email = forms.EmailField(
        label="E-mail address", help_text="Use an address at work that only this person reads."
    )
    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        choices=lambda: [
            (role.key, f"{role.title}: {role.does}") for role in roles().values() if role.key != ROLE
        ],
    )
