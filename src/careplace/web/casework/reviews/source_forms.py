"""Forms of sources and their texts."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from careplace.casework.residents import Detail
from careplace.casework.reviews.evidence import Category
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.models import CONSENTS
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.forms import choices_of

SALT = "careplace.review-document"


class SourceForm(forms.Form):
    """Who was heard, or what was read, and what the source allows."""

    title = forms.CharField(
        label="What does the team call it?",
        help_text="Such as Interview 4. No names of people.",
        max_length=160,
    )
    category = forms.ChoiceField(
        label="What kind of source is it?",
        choices=[(kind.value, kind.value.capitalize()) for kind in Category],
        widget=forms.RadioSelect,
    )
    organisation = forms.ChoiceField(label="From which kind of organisation?")
    role = forms.CharField(
        label="In which role?", help_text="Such as a social worker. No name.", max_length=160, required=False
    )
    populations = forms.MultipleChoiceField(
        label="Which people is it about?", required=False, widget=forms.CheckboxSelectMultiple
    )
    held_on = DateField(label="When was it heard, or written?", help_text="For example, 27 3 2027.")
    people = forms.IntegerField(
        label="How many people were heard?", min_value=1, max_value=500, required=False
    )
    consent = forms.ChoiceField(
        label="What does the source allow?", choices=list(CONSENTS.items()), widget=forms.RadioSelect
    )
    figure = forms.CharField(
        label="Which figure is it?",
        help_text="For a figure only: its id. “Figures of the edition” finds it.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, framework: Framework, **more: Any):
        super().__init__(*args, **more)
        self.fields["organisation"].choices = choices_of(framework.organisations)
        self.fields["populations"].choices = choices_of(framework.populations)

    def clean_people(self) -> int:
        """One person, where nobody said how many."""
        return int(self.cleaned_data["people"] or 1)


class SourceEditForm(VersionForm, SourceForm):
    """The same, changed."""


class TextForm(forms.Form):
    """The text of a source: from a document, which is read and shown before it is kept, or typed."""

    file = forms.FileField(
        label="Document",
        help_text="TXT, DOCX, ODT or PDF, at most 5 MB. It is read and not kept.",
        required=False,
    )
    content = forms.CharField(
        label="Or type or paste the text", required=False, strip=False, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError without a document and without words."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("file") and not (values.get("content") or "").strip():
            raise ValidationError({"content": "Choose a document, or enter the text."})
        return values


class ExtractedForm(forms.Form):
    """What was read from a document, to look at and to correct before it is kept."""

    content = forms.CharField(label="Text of the document", strip=False, widget=forms.Textarea)
    document = forms.CharField(widget=forms.HiddenInput)

    def clean_document(self) -> str:
        """The digest of the document."""
        try:
            return str(signing.loads(self.cleaned_data["document"], salt=SALT))
        except signing.BadSignature:
            raise ValidationError("Choose the document again.") from None


class EditTextForm(VersionForm):
    """The words of a text, corrected."""

    content = forms.CharField(label="Text", strip=False, widget=forms.Textarea)


class RedactForm(VersionForm):
    """What is taken out."""

    details = forms.MultipleChoiceField(
        label="What rules found",
        help_text="Choose what somebody could be recognised by.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Other words to take out",
        help_text="One on each line: names without a title, places, anything else. Every place where they are is changed.",
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, details: list[Detail], **more: Any):
        super().__init__(*args, **more)
        self.fields["details"].choices = [
            (detail.words, f"{' '.join(detail.words.split())} ({detail.kind})") for detail in details
        ]
        if not details:
            del self.fields["details"]

    def clean(self) -> dict[str, Any]:
        """Adds `chosen`: all that is taken out. Raises ValidationError where that is nothing."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        lines = values.get("words", "").splitlines()
        chosen = [*values.get("details", []), *(line for line in lines if line.strip())]
        if not chosen:
            raise ValidationError({"words": "Choose or enter what is taken out."})
        return values | {"chosen": chosen}
