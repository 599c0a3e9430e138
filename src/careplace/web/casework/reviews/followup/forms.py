"""Forms of recommendations, actions and progress."""

from typing import Any

from django import forms

from careplace.casework.reviews.followup.models import STATUSES
from careplace.casework.reviews.framework import Framework
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm

WORDS = {"max_length": 2000, "widget": forms.Textarea}


class RecommendationForm(VersionForm):
    """What the review recommends. `version` is empty for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    line = forms.ChoiceField(label="Which key line is it on?")
    organisation = forms.ChoiceField(label="Which kind of organisation is it for?")
    text = forms.CharField(label="What is recommended?", **WORDS)

    def __init__(self, *args: Any, framework: Framework, **more: Any):
        super().__init__(*args, **more)
        self.fields["line"].choices = [
            (line.key, f"{theme.title}: {line.title}") for theme in framework.themes for line in theme.lines
        ]
        self.fields["organisation"].choices = [(kind.key, kind.title) for kind in framework.organisations]


class ActionForm(VersionForm):
    """What an organisation does. `version` is empty for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="What is done?", **WORDS)
    owner = forms.CharField(label="Which organisation does it?", max_length=160)
    due_on = DateField(label="By when?", help_text="For example, 31 3 2027.")
    measure = forms.CharField(
        label="Which measure shows it?",
        help_text="Its id in the dictionary, such as criteria-to-reside-rate.",
        max_length=120,
        required=False,
    )
    target = forms.CharField(label="What should the measure reach?", max_length=160, required=False)


class EvidenceForm(VersionForm):
    """What shows that an action is done."""

    evidence = forms.CharField(label="What shows that it is done?", **WORDS)


class TransferForm(VersionForm):
    """Where an action is followed instead."""

    transferred_to = forms.CharField(label="Where is it followed now?", max_length=160)
    reason = forms.CharField(label="Why?", **WORDS)


class ProgressForm(VersionForm):
    """How an action stands at a meeting. `version` is empty for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    board_on = DateField(label="When does the board meet?", help_text="For example, 14 1 2027.")
    status = forms.ChoiceField(
        label="How does the action stand?", choices=list(STATUSES.items()), widget=forms.RadioSelect
    )
    says = forms.CharField(label="What was done since the last meeting?", **WORDS)


class PublishForm(forms.Form):
    """What is different from the version that is published."""

    note = forms.CharField(
        label="What is different from the version before?",
        help_text="Readers of the public site see it. Leave it empty for the first version.",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
