"""Forms of a report."""

from typing import Any

from django import forms

from careplace.casework.reviews.report.models import DECISIONS
from careplace.web.casework.forms.versions import VersionForm

Choices = list[tuple[str, str]]


class SectionForm(VersionForm):
    """The text of a section."""

    text = forms.CharField(
        label="Text",
        help_text=(
            "In Markdown: an empty line between paragraphs, “## ” before a heading, “- ” before an item of a list. "
            "[[quote:…]] and [[figure:…]] stand for a quotation and a figure: copy them from the page of a key line."
        ),
        max_length=60_000,
        required=False,
        widget=forms.Textarea,
    )


class CommentForm(forms.Form):
    """What an organisation says of a passage."""

    passage = forms.ChoiceField(label="Which passage?", widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label="What kind of organisation says so?")
    name = forms.CharField(label="Which organisation?", max_length=160)
    says = forms.CharField(label="What does it say is wrong?", max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, passages: Choices, organisations: Choices, **more: Any):
        super().__init__(*args, **more)
        self.fields["passage"].choices = passages
        self.fields["organisation"].choices = organisations


class AnswerForm(VersionForm):
    """The team's answer to a comment."""

    decision = forms.ChoiceField(
        label="What did the team decide?", choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="The answer", help_text="The organisation gets it.", max_length=4000, widget=forms.Textarea
    )


class NoteForm(VersionForm):
    """What the next version has otherwise."""

    note = forms.CharField(
        label="What is different from the version before?",
        help_text="Readers of the public site see it.",
        max_length=1000,
        widget=forms.Textarea,
    )
