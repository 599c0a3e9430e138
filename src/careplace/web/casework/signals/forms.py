"""Forms of signals."""

from django import forms

from careplace.casework.assurance.kinds import signal_kinds
from careplace.casework.assurance.models import SENSITIVITIES, Signal
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm


def _hint(name: str) -> str:
    return str(Signal._meta.get_field(name).help_text)


class SignalForm(forms.Form):
    """What an officer heard or saw."""

    kind = forms.ChoiceField(
        label="What is it about?", choices=lambda: [("", "Choose a kind"), *signal_kinds().items()]
    )
    happened_on = DateField(label="When?", help_text="For example, 27 3 2026.")
    source = forms.CharField(label="Who told the team?", help_text=_hint("source"), max_length=200)
    text = forms.CharField(
        label="What happened?", help_text=_hint("text"), max_length=4000, widget=forms.Textarea
    )
    sensitivity = forms.ChoiceField(
        label="Who reads it?",
        widget=forms.RadioSelect,
        choices=list(SENSITIVITIES.items()),
        initial="ordinary",
    )


class CloseForm(VersionForm):
    """What the team did about a signal."""

    outcome = forms.CharField(label="What did the team do about it?", max_length=2000, widget=forms.Textarea)
