"""Forms of providers' own users, and of what the team shares with them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing.files import KINDS, CheckedFile, checked
from careplace.casework.assurance.visits.models import Action
from careplace.casework.table_file import MOST_BYTES
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.visits.forms import ChallengeForm

MAY_SEND = f"One file: {', '.join(KINDS)}, at most {MOST_BYTES >> 20} MB. {NO_NAMES}"


class SentFileField(forms.FileField):
    """A file that may be kept, as a CheckedFile; None where there is none.

    Raises:
        ValidationError: for a file that may not be kept.
    """

    def __init__(self, **more: Any):
        super().__init__(required=False, help_text=MAY_SEND, **more)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The file, checked."""
        file = super().clean(data, initial)
        return checked(file.name, file.read(MOST_BYTES + 1)) if file else None


class SayWrongForm(ChallengeForm):
    """A sentence of the draft that is wrong, and what shows it. The sentence is chosen, unless the link named it."""

    says = forms.CharField(
        label="What is wrong, and what is right?",
        help_text=NO_NAMES,
        max_length=4000,
        widget=forms.Textarea,
    )
    file = SentFileField(label="What shows it")

    def __init__(self, *args: Any, chosen: bool, **more: Any):
        super().__init__(*args, **more)
        if chosen:
            self.fields["sentence"].widget = forms.HiddenInput()


class DoneTogetherForm(forms.Form):
    """What was done for one or more actions, and one proof of all of them."""

    actions = forms.MultipleChoiceField(
        label="Which actions are done?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "An action was changed while you wrote. Choose the actions again."},
    )
    proof = forms.CharField(
        label="What was done, and what shows it?", help_text=NO_NAMES, max_length=4000, widget=forms.Textarea
    )
    file = SentFileField(label="Proof of all these actions")

    def __init__(self, *args: Any, actions: Iterable[Action], **more: Any):
        super().__init__(*args, **more)
        self.fields["actions"].choices = [(f"{row.pk}:{row.version}", row.issue) for row in actions]

    def versions(self) -> dict[UUID, int]:
        """{action: the version that the person saw}"""
        pairs = (value.split(":") for value in self.cleaned_data["actions"])
        return {UUID(id): int(version) for id, version in pairs}


class SharingForm(forms.Form):
    """Whether the provider reads the final report."""

    share = forms.ChoiceField(
        label="Who reads the final report?",
        choices=[("yes", "The team and the provider"), ("no", "The team alone")],
        widget=forms.RadioSelect,
    )


class ServicesForm(forms.Form):
    """The services that a provider's user acts for."""

    services = forms.TypedMultipleChoiceField(
        label="Which services does the person act for?",
        help_text="The person sees what the team shares about these, and about no other.",
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, listed: Iterable[Service], **more: Any):
        super().__init__(*args, **more)
        self.fields["services"].choices = [(str(row.pk), _named(row)) for row in listed]


class InviteProviderForm(ServicesForm):
    """Who is invited, and for which services."""

    email = forms.EmailField(
        label="E-mail address", help_text="Use an address at work that only this person reads."
    )
    field_order = ("email", "services")


class RemoveForm(VersionForm):
    """Why what is in a file is removed."""

    reason = forms.CharField(label="Why?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea)


def _named(service: Service) -> str:
    return f"{service.name} ({service.provider_name})" if service.provider_name else service.name
