"""Forms of overrides."""

from typing import Any

from django import forms

from careplace.casework.assurance.models import SENSITIVITIES
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm


def _hint(name: str) -> str:
    return str(Override._meta.get_field(name).help_text)


class OverrideForm(forms.Form):
    """A person's own band for a service."""

    band = forms.ChoiceField(label="Which priority should it have?", widget=forms.RadioSelect)
    until = DateField(label="Until when?", help_text="At most a year from today. For example, 27 3 2027.")
    reason = forms.CharField(label="Why?", help_text=_hint("reason"), max_length=2000, widget=forms.Textarea)
    sensitivity = forms.ChoiceField(
        label="Who reads it?", widget=forms.RadioSelect, choices=list(SENSITIVITIES.items())
    )
    values = VersionForm.values

    def __init__(self, *args: Any, scheme: Scheme, **more: Any):
        super().__init__(*args, **more)
        self.fields["band"].choices = [(band.key, band.title.capitalize()) for band in scheme.bands]


class ReviewForm(VersionForm, OverrideForm):
    """The decision, looked at again."""


class EndForm(VersionForm):
    """Why a decision ends before its last day."""

    end_reason = forms.CharField(
        label="Why does it end?", help_text=_hint("reason"), max_length=2000, widget=forms.Textarea
    )
