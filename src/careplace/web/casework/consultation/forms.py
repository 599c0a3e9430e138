"""Forms of consultations, questions, responses and the report."""

from typing import Any

from django import forms
from django.utils import timezone

from careplace.casework.consultation.models import SMALLEST_GROUP
from careplace.consultations.questionnaire import KINDS, LONGEST_ANSWER, Question
from careplace.consultations.response_file import Column
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.shell.answers_form import AnswersForm


def _long(label: str, most: int, help_text: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=required, widget=forms.Textarea
    )


class ConsultationForm(forms.Form):
    """A consultation, before it opens."""

    title = forms.CharField(label="What is it called?", max_length=200)
    organisation = forms.CharField(
        label="Who asks?", help_text="For example, the council of Northmoor.", max_length=200
    )
    about = _long("What is it about?", 20_000, "Readers see this before the questions. You can use Markdown.")
    easy_about = _long(
        "The same in easy words",
        10_000,
        "With this, and easy words for every question, people can choose an easy read version.",
        required=False,
    )
    privacy = _long(
        "What happens with a response?",
        10_000,
        "Who reads it, that names are taken out, how long it is kept, and who answers questions about that.",
    )
    smallest_group = forms.IntegerField(
        label="What is the smallest count of people that is shown?",
        help_text="Smaller counts are not shown, nor what would give them away.",
        min_value=2,
        max_value=100,
        initial=SMALLEST_GROUP,
    )
    values = VersionForm.values


class ConsultationEditForm(VersionForm, ConsultationForm):
    """A draft, changed."""


class OpenForm(VersionForm):
    """The days in which people can respond."""

    opens_on = DateField(label="On which day does it open?", help_text="For example, 27 3 2026.")
    closes_on = DateField(label="What is its last day?", help_text="People can respond on this day too.")


class CloseForm(VersionForm):
    """No more responses."""

    reason = _long("Why does it close?", 500, "Before its last day, readers see this.")


class ReportForm(VersionForm):
    """What the report begins with."""

    introduction = _long("What does the report begin with?", 20_000, "You can use Markdown.")
    group_by = forms.ChoiceField(
        label="By which groups are the answers shown?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["group_by"].choices = [("", "Not by groups"), *groups]


class CorrectForm(VersionForm):
    """The published report with other words."""

    introduction = _long("What does the report begin with?", 20_000, "You can use Markdown.")
    note = forms.CharField(label="What is different?", help_text="Readers see this.", max_length=500)


class QuestionForm(forms.Form):
    """A question."""

    words = _long("What is the question?", 1000)
    easy = _long("The question in easy words", 1000, required=False)
    help = _long("What helps to answer it?", 1000, required=False)
    kind = forms.ChoiceField(
        label="What kind of answer does it take?", choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    choices = _long(
        "What are the answers to choose from?",
        8000,
        "One a line. Easy words go after a bar: Strongly agree | I like it. A scale goes from one end to the other.",
        required=False,
    )
    required = forms.BooleanField(label="Everybody has to answer it", required=False)
    about_person = forms.BooleanField(
        label="It asks who answers, such as their age", help_text="Nobody has to answer it.", required=False
    )
    number = forms.IntegerField(label="Its position in the form", min_value=1, max_value=200)
    values = VersionForm.values


class QuestionEditForm(VersionForm, QuestionForm):
    """A question, changed."""


class ThemeForm(forms.Form):
    """Something that people said, and what was done."""

    number = forms.IntegerField(label="Its position in the report", min_value=1, max_value=200)
    statement = _long(
        "What did people say?", 4000, "Do not quote words by which a person could be recognised."
    )
    outcome = _long("What was done, or why was nothing done?", 4000)
    values = VersionForm.values


class ThemeEditForm(VersionForm, ThemeForm):
    """The same, changed."""


class PaperForm(AnswersForm):
    """A response that came on paper."""

    received_on = DateField(label="On which day did it come?", help_text="For example, 27 3 2026.")

    def clean_received_on(self) -> Any:
        """Raises ValidationError for a day after today."""
        day = self.cleaned_data["received_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return day


class ReasonForm(VersionForm):
    """Why."""

    reason = _long("Why?", 2000, "Do not name anybody.")


class AcceptForm(forms.Form):
    """Which of the responses that wait count."""

    responses = forms.MultipleChoiceField(label="Which count?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, responses: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["responses"].choices = responses


class RepeatForm(VersionForm):
    """The same person's first response."""

    first = forms.ChoiceField(
        label="Which response did the same person send before?", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, responses: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["first"].choices = responses


class ReadForm(VersionForm):
    """An answer as it may be shown."""

    text = _long(
        "The answer as it may be shown",
        LONGEST_ANSWER,
        "Take out what says who a person is, and put a word in square brackets in its place, such as [name].",
        required=False,
    )


class QuestionFileForm(forms.Form):
    """A file of questions."""

    file = forms.FileField(
        label="XLSX or JSON file",
        help_text="A workbook that lists questions by sheet, or JSON with “question_text”. At most 5 MB.",
    )


class FileForm(forms.Form):
    """A file of responses."""

    file = forms.FileField(
        label="CSV or XLSX file",
        help_text="At most 5 MB. Columns of names, e-mail addresses and the like are dropped before anything is stored.",
    )


class ColumnsForm(VersionForm):
    """For each column of a file the question that it answers."""

    def __init__(
        self, *args: Any, columns: list[Column], questions: list[Question], suggested: list[str], **more: Any
    ):
        super().__init__(*args, **more)
        for number, (column, suggestion) in enumerate(zip(columns, suggested, strict=True)):
            new = "A question of this file alone" + ("" if column.kind == "text" else ", with choices")
            choices = [("", "Leave it out"), ("new", new), *((q.id, q.words) for q in questions)]
            help_text = "For example: " + "; ".join(column.answers[:3])[:200] if column.kind == "one" else ""
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.heading[:200],
                help_text=help_text,
                choices=choices,
                initial=suggestion,
                required=False,
            )
            self.fields[f"person_{number}"] = forms.BooleanField(
                label=f"“{column.heading[:200]}” is about who answered", required=False
            )
        self.count = len(columns)

    def questions(self) -> list[str]:
        """For each column what was chosen."""
        return [self.cleaned_data[f"column_{number}"] for number in range(self.count)]

    def about_person(self) -> set[int]:
        """The positions of the columns that are about who answered."""
        return {number for number in range(self.count) if self.cleaned_data[f"person_{number}"]}


class OriginalForm(forms.Form):
    """Why a sealed original is read."""

    reason = _long("Why do you need to read it?", 2000, "Do not name anybody.")
