"""Forms of records."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms

from careplace.casework.assurance.models import Service
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm


class HoldForm(forms.Form):
    """A reason for which nothing about a service is deleted."""

    service = forms.ChoiceField(label="Service")
    reason = forms.CharField(
        label="Why must it be kept?",
        help_text=f"For example, a claim or an inquiry. {NO_NAMES}",
        max_length=2000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, services: Iterable[Service], **more: Any):
        super().__init__(*args, **more)
        self.fields["service"].choices = [(str(service.pk), service.name) for service in services]


class LiftForm(VersionForm):
    """Why the rules decide again."""

    reason = forms.CharField(label="Why may it be lifted?", max_length=2000, widget=forms.Textarea)


class SubjectForm(forms.Form):
    """Who asks: a person with an account, or words in texts."""

    person = forms.ChoiceField(label="A person with a role here, now or before", required=False)
    phrase = forms.CharField(
        label="Or words to search for",
        help_text="A name as the team would have written it. Search again for other ways of writing it.",
        max_length=100,
        required=False,
    )
    reason = forms.CharField(
        label="The request", help_text="Its date and reference. It is in the audit.", max_length=200
    )

    def __init__(self, *args: Any, people: Mapping[UUID, str], **more: Any):
        super().__init__(*args, **more)
        self.fields["person"].choices = [("", "Nobody"), *((str(id), name) for id, name in people.items())]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and not both."""
        fields = super().clean() or {}
        if bool(fields.get("person")) == bool((fields.get("phrase") or "").strip()):
            raise forms.ValidationError("Choose a person, or enter words to search for.")
        return fields
