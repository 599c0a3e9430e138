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
    services = forms.MultipleChoiceField(label="Which services?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["services"].choices = services


class CorrectForm(VersionForm):
    """The start of one contract, corrected."""

    began_on = DateField(label="When did the contract begin?", help_text="For example, 27 3 2021.")
    source = forms.CharField(**SOURCE)


class IntroductionForm(VersionForm):
    """What the team writes before the figures."""

    introduction = forms.CharField(
        label="Introduction",
        help_text=(
            "What readers should know before the figures, without names of people. A sentence with a number of "
            "the team’s work is compared with the records."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea,
    )


class StatementForm(IntroductionForm):
    """A statement of a year that has ended. It has no version yet."""

    first_year = forms.ChoiceField(label="Which year?")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("first_year", "introduction")

    def __init__(self, *args: Any, years: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["first_year"].choices = years


class RevisionForm(IntroductionForm):
    """The next version of what was published."""

    note = forms.CharField(
        label="What is different from the version before?",
        help_text="Readers of the public site see it.",
        max_length=1000,
        widget=forms.Textarea,
    )
