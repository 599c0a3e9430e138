"""Forms about the start of contracts."""

from typing import Any

from django import forms

from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm

SOURCE = {
    "label": "Where does the date come from?",
    "help_text": "Such as the contracts register.",
    "max_length": 200,
}


class NoteForm(forms.Form):
    """One start for several services."""

    began_on = DateField(
        label="When did their contracts begin?",
        help_text="For example, 27 3 2021. Where you only know that it was before some year, enter that year’s first day.",
    )
    source = forms.CharField(**SOURCE)
    services = forms.TypedMultipleChoiceField(
        label="Which services?", widget=forms.CheckboxSelectMultiple, coerce=str
    )

    def __init__(self, *args: Any, services: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["services"].choices = services


class CorrectForm(VersionForm):
    """The start of one contract, corrected."""

    began_on = DateField(label="When did the contract begin?", help_text="For example, 27 3 2021.")
    source = forms.CharField(**SOURCE)
