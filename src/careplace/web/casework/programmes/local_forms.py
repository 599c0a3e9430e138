"""Forms of local outcomes."""

from typing import Any

from django import forms

from careplace.casework.programmes.local.models import DESIGNS, PERIOD_TYPES, UNITS, LocalMeasure
from careplace.casework.programmes.models import HOPED
from careplace.casework.table_file import MOST_BYTES
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.programmes.forms import theme_field

MOST_TYPED = 200_000
"""Characters: more figures than that come in a file."""


def _hint(name: str) -> str:
    return str(LocalMeasure._meta.get_field(name).help_text)


def _text(name: str, label: str, required: bool = True) -> forms.CharField:
    longest = LocalMeasure._meta.get_field(name).max_length
    widget = forms.Textarea if longest and longest > 300 else forms.TextInput
    return forms.CharField(
        label=label, help_text=_hint(name), max_length=longest, required=required, widget=widget
    )


class DescriptionForm(VersionForm):
    """What a local outcome counts."""

    title = _text("title", "Title")
    numerator = _text("numerator", "What is counted or measured?")
    denominator = _text("denominator", "Out of what?", required=False)
    unit = forms.ChoiceField(label="Unit", choices=list(UNITS.items()), widget=forms.RadioSelect)
    counts_people = forms.TypedChoiceField(
        label="Does it count people?",
        help_text="The paper is then not published where a figure of this council counts one to four people.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    period_type = forms.ChoiceField(
        label="Periods of the figures", choices=list(PERIOD_TYPES.items()), widget=forms.RadioSelect
    )
    design = forms.ChoiceField(
        label="With what are the figures compared?",
        help_text="A change of this council alone can have come with what changed everywhere.",
        choices=list(DESIGNS.items()),
        widget=forms.RadioSelect,
    )
    source = _text("source", "Who counts it, and from what?")


class LocalOutcomeForm(DescriptionForm):
    """A new local outcome. It has no version."""

    theme = theme_field()
    hoped = forms.ChoiceField(
        label="Which way is better, and hoped for?", choices=list(HOPED.items()), widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FiguresForm(forms.Form):
    """Figures as a file, or typed. `seen` is the version that was the latest when the form was opened."""

    file = forms.FileField(label="CSV or XLSX file", required=False)
    typed = forms.CharField(
        label="Or the figures, typed or pasted from a spreadsheet",
        help_text="The first line has the names of the columns, then a line for each figure.",
        max_length=MOST_TYPED,
        required=False,
        widget=forms.Textarea,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for neither a file nor typed figures, and for both."""
        values = super().clean() or self.cleaned_data
        is_typed = _packed(values.get("typed", "")) not in self._begins_with()
        if bool(values.get("file")) == is_typed:
            self.add_error("file", "Choose a file, or type the figures: one of them.")
        elif values.get("file") and values["file"].size > MOST_BYTES:
            self.add_error("file", f"The file is larger than {MOST_BYTES >> 20} MB.")
        return values

    def _begins_with(self) -> set[str]:
        """What the box may have without anything typed: nothing, the names of the columns, or the latest figures."""
        return {"", *(_packed(str(self.initial.get(name, ""))) for name in ("heading", "typed"))}


def _packed(text: str) -> str:
    return "".join(text.split())
