"""Forms of a judgement: its text with the evidence for and against, why it goes back, and dissent."""

from typing import Any

from django import forms

from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.judgement import Confidence
from careplace.web.casework.forms.versions import VersionForm

Choices = list[tuple[str, str]]


class JudgementForm(VersionForm):
    """What a person judges. `version` is empty for the first draft."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    statement = forms.CharField(
        label="What do you judge?",
        help_text="In one or two sentences, without names of people. It stands in the report as you write it.",
        max_length=4000,
        widget=forms.Textarea,
    )
    direction = forms.ChoiceField(
        label="Is it a strength or a concern?",
        choices=[(way.value, way.value.capitalize()) for way in Direction],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label="Which level?", widget=forms.RadioSelect)
    confidence = forms.ChoiceField(
        label="How sure are you?",
        choices=[(word.value, word.value.capitalize()) for word in Confidence],
        widget=forms.RadioSelect,
    )
    supporting = forms.MultipleChoiceField(
        label="Which sources support it?", widget=forms.CheckboxSelectMultiple, required=False
    )
    opposing = forms.MultipleChoiceField(
        label="Which sources speak against it?", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label="Why does it go against the weight of the sources?",
        help_text="Only where most sources that take a side say the opposite.",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, levels: Choices, sources: Choices, **more: Any):
        super().__init__(*args, **more)
        self.fields["supporting"].choices = self.fields["opposing"].choices = sources
        self.fields["level"].choices = levels
        if not levels:
            del self.fields["level"]


class BackForm(VersionForm):
    """Why a judgement is sent back or opened again."""

    reason_back = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea)


class DissentForm(forms.Form):
    """What somebody says against a judgement."""

    text = forms.CharField(
        label="What do you say against it?",
        help_text="It is kept for as long as the judgement, and published with it, without your name.",
        max_length=4000,
        widget=forms.Textarea,
    )
