"""Forms of programmes."""

import csv
import io
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import NoEdition, edition
from careplace.casework.programmes.answer_files import AnswersRefused, answers_from
from careplace.casework.programmes.comparators import (
    ALL,
    COMPARATORS,
    NAMED,
    codes_of_names,
    names_of_codes,
)
from careplace.casework.programmes.models import HOPED, KINDS, LARGEST, THEMES, Item, Outcome, Programme, Wave
from careplace.casework.programmes.protocol import outcome_measures
from careplace.casework.programmes.survey.models import Survey
from careplace.casework.workflow.records import Record
from careplace.evaluation.panel import FEWEST_CONTROLS
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm

EXAMPLE = "For example, 27 3 2026."
LARGEST_FILE = 2 << 20
SMALL_GROUP = (
    f"Chance can be judged with at least {FEWEST_CONTROLS} councils. With fewer, the answer says how the place did "
    "beside them, and that it cannot be tested. The councils of a group are settled when the protocol is locked."
)


def _hint(model: type[Record], name: str) -> str:
    return str(model._meta.get_field(name).help_text)


def _text(model: type[Record], name: str, label: str, required: bool = True) -> forms.CharField:
    """A text of several lines."""
    longest = model._meta.get_field(name).max_length
    return forms.CharField(
        label=label,
        help_text=_hint(model, name),
        max_length=longest,
        required=required,
        widget=forms.Textarea,
    )


def theme_field() -> forms.ChoiceField:
    """Which section of the board's paper a record belongs to."""
    return forms.ChoiceField(
        label="Section of the paper", choices=list(THEMES.items()), widget=forms.RadioSelect
    )


class LinesField(forms.CharField):
    """A list, a line each."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed as it is."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """The lines with something on them."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        """Raises ValidationError where a line is needed."""
        if self.required and not value:
            raise ValidationError("Enter this.")

    def run_validators(self, value: Any) -> None:
        """The record checks the lines."""


class CouncilsField(LinesField):
    """Councils by name or code, a line each, as codes. Without an edition nobody knows names, and codes stay as they are."""

    def prepare_value(self, value: Any) -> Any:
        """A list of codes as names; what was typed as it is."""
        names = names_of_codes(value, settings.CAREPLACE.home) if isinstance(value, list) else value
        return super().prepare_value(names)

    def to_python(self, value: Any) -> list[str]:
        """The codes. Raises ValidationError with every line that means no council."""
        return codes_of_names(super().to_python(value), settings.CAREPLACE.home)


def scale_field() -> LinesField:
    """The options of an answer."""
    return LinesField(
        label="Options of the answer",
        help_text="A line each, from one end to the other, those that agree last.",
    )


def agree_field() -> forms.IntegerField:
    """Which of the options count as agreeing."""
    return forms.IntegerField(
        label="How many of the last count as agreeing?", min_value=1, max_value=9, initial=2
    )


def _groups_of_edition(home: Path) -> list[tuple[str, str]]:
    """The groups that the edition has: another nation has no core cities of England. All of them without an edition."""
    try:
        with edition(home) as opened:
            groups = {ALL, NAMED, *opened.gazetteer.specs()}
    except NoEdition:
        return list(COMPARATORS.items())
    return [(key, words) for key, words in COMPARATORS.items() if key in groups]


class ProgrammeForm(VersionForm):
    """A programme and its protocol. A new one has no version."""

    name = forms.CharField(label="Name of the programme", max_length=120)
    purpose = _text(Programme, "purpose", "What is it for?")
    logic = _text(Programme, "logic", "How is it meant to work?", required=False)
    partners = _text(Programme, "partners", "Partners", required=False)
    governance = _text(Programme, "governance", "Governance", required=False)
    starts_on = DateField(label="When did it begin?", help_text=EXAMPLE)
    event = forms.CharField(
        label="First period after it began", help_text=_hint(Programme, "event"), max_length=10
    )
    ends_on = DateField(
        label="Last day that is looked at",
        help_text=(
            "Leave it empty to look as far as the figures go. A measure whose definition changes needs a last day before "
            f"the change. {EXAMPLE}"
        ),
        required=False,
    )
    left_out = CouncilsField(
        label="Councils that had such a programme too",
        help_text="Their names or codes, a line each, such as E08000026. They are not compared with.",
        required=False,
    )
    comparators = forms.ChoiceField(
        label="With which councils is it compared?",
        help_text=SMALL_GROUP,
        choices=list(COMPARATORS.items()),
        initial=ALL,
        widget=forms.RadioSelect,
    )
    compared_with = CouncilsField(
        label="Councils to compare with, where you choose them by name",
        help_text="Their names or codes, a line each.",
        required=False,
    )
    protocol = _text(Programme, "protocol", "Protocol")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["comparators"].choices = _groups_of_edition(settings.CAREPLACE.home)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a list of councils that another choice would leave unused."""
        values = super().clean() or self.cleaned_data
        if values.get("compared_with") and values.get("comparators") not in (None, NAMED):
            self.add_error("compared_with", f"Choose “{COMPARATORS[NAMED]}”, or empty this list.")
        return values


class OutcomeForm(forms.Form):
    """An outcome: a measure of the dictionary."""

    theme = theme_field()
    measure = forms.ChoiceField(label="Measure", choices=())
    breakdown = forms.CharField(
        label="Breakdown",
        help_text="“all”, or a part such as responsible:nhs.",
        max_length=120,
        initial="all",
    )
    hoped = forms.ChoiceField(
        label=_hint(Outcome, "hoped").rstrip("."), choices=list(HOPED.items()), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        listed = sorted((measure.title, key) for key, measure in outcome_measures().items())
        self.fields["measure"].choices = [(key, title) for title, key in listed]


class MilestoneForm(forms.Form):
    """Something that the programme is to reach."""

    text = forms.CharField(label="What is to be reached?", max_length=300)
    due_on = DateField(label="By when?", help_text=EXAMPLE)


class ReachedForm(VersionForm):
    """A milestone was reached."""

    reached_on = DateField(label="When was it reached?", help_text=EXAMPLE)


class WaveForm(VersionForm):
    """A wave of a survey. Answers are typed as counts, or counted from a file."""

    theme = theme_field()
    question = forms.CharField(label="Question", help_text=_hint(Wave, "question"), max_length=400)
    asked_of = forms.CharField(label="Who was asked?", help_text=_hint(Wave, "asked_of"), max_length=200)
    held_on = DateField(label="When did the wave end?", help_text=EXAMPLE)
    invited = forms.IntegerField(
        label="How many were asked?",
        help_text="Leave it empty where nobody knows: the response rate is then not known.",
        min_value=1,
        required=False,
    )
    scale = scale_field()
    agree = agree_field()
    counts = LinesField(
        label="How many gave each answer?",
        help_text="A number a line, in the order of the options.",
        required=False,
    )
    answers = forms.FileField(
        label="Or a CSV file of answers",
        help_text=(
            "A heading, then an answer a row in the last column. Other columns are not kept; those named below are counted."
        ),
        required=False,
    )
    grouped_by = LinesField(
        label="Columns of the file that say which group a person is in",
        help_text=(
            "To weight the answers to who was asked, write the headings of one or two columns, a line each, such as Kind of "
            "organisation and Role. Leave it empty where there are none."
        ),
        required=False,
    )
    weighting = forms.CharField(
        label="Weighting of counts that you enter",
        help_text=_hint(Wave, "weighting"),
        max_length=300,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_counts(self) -> list[int]:
        """The counts as whole numbers."""
        lines = self.cleaned_data["counts"]
        if not all(line.isascii() and line.isdigit() for line in lines):
            raise ValidationError("Enter a whole number on each line.")
        return [int(line) for line in lines]

    def clean(self) -> dict[str, Any]:
        """Counts from the file, where there is one."""
        values = super().clean() or self.cleaned_data
        upload, columns = values.pop("answers", None), values.pop("grouped_by", [])
        if upload and values.get("scale"):
            self._count(upload, columns, values)
        elif columns != (self.initial.get("grouped_by") or []):
            self.add_error(
                "grouped_by", "Groups are read from the file of answers: upload it with this change."
            )
        return values

    def _count(self, upload: Any, columns: list[str], values: dict[str, Any]) -> None:
        if values.get("counts") and values["counts"] != self.initial.get("counts"):
            self.add_error("answers", "Give counts or a file, not both.")
        elif upload.size > LARGEST_FILE:
            self.add_error("answers", f"The file is larger than {LARGEST_FILE >> 20} MB.")
        else:
            try:
                answers = answers_from(upload.name, upload.read(), values["scale"], columns)
            except AnswersRefused as error:
                self.add_error("answers", str(error))
            else:
                values |= {"counts": answers.counts, "grouped_by": columns, "group_counts": answers.groups}


class FrameField(forms.CharField):
    """Groups of people, a line of CSV each: "Council, Nurse, 120"."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Groups as lines; what was typed as it is."""
        return "\n".join(map(_frame_line, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[list[str]]:
        """The cells of each line."""
        rows = csv.reader(io.StringIO(str(value or "")), skipinitialspace=True)
        return [[cell.strip() for cell in row] for row in rows if any(row)]


def _frame_line(group: list) -> str:
    labels, *numbers = group
    return ", ".join(_cell(str(part)) for part in (*labels, *numbers) if part is not None)


def _cell(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if set(text) & set(',"') else text


class FrameForm(VersionForm):
    """Who was asked in a wave, by group."""

    frame = FrameField(
        label="People in each group",
        help_text=(
            "A line for each group: its labels as in the file, then how many people it has, with commas between. Where only "
            "some of them were asked, add how many. Join small groups that are alike with + on one line: Nurse + Therapist, "
            "60. Empty: answers are not weighted."
        ),
        required=False,
    )

    def clean_frame(self) -> list[list]:
        """[labels, people, how many were asked or None] of each group. Raises ValidationError with every other line."""
        rows, labels = self.cleaned_data["frame"], len(self.initial["frame"][0][0])
        faults = [row for row in rows if not _is_frame_row(row[labels:])]
        if faults:
            words = "write how many people it has, and if only some were asked how many, as whole numbers"
            raise ValidationError([f"“{', '.join(row)}”: {words}." for row in faults])
        return [
            [row[:labels], int(row[labels]), int(row[labels + 1]) if row[labels + 1 :] else None]
            for row in rows
        ]


def _is_frame_row(numbers: list[str]) -> bool:
    return len(numbers) in (1, 2) and all(_is_count(number) for number in numbers)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


class SurveyForm(VersionForm):
    """A survey by link. A new one has no version."""

    title = forms.CharField(label="Title", help_text=_hint(Survey, "title"), max_length=200)
    organisation = forms.CharField(label="Who asks?", max_length=200)
    about = _text(Survey, "about", "What is it about?")
    privacy = _text(Survey, "privacy", "What becomes of an answer?")
    asked_of = forms.CharField(label="Who is asked?", help_text=_hint(Survey, "asked_of"), max_length=200)
    invited = forms.IntegerField(
        label="How many get the link?",
        help_text="Leave it empty where nobody knows: the response rate is then not known.",
        min_value=1,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SurveyQuestionForm(forms.Form):
    """A question of a survey by link, with its scale."""

    theme = theme_field()
    question = forms.CharField(label="Question", help_text=_hint(Wave, "question"), max_length=400)
    scale = scale_field()
    agree = agree_field()


class OpenSurveyForm(VersionForm):
    """The days on which people can answer."""

    opens_on = DateField(label="First day", help_text=EXAMPLE)
    closes_on = DateField(label="Last day", help_text=EXAMPLE)


class NoteForm(VersionForm):
    """What the next version of a published paper has otherwise."""

    note = forms.CharField(
        label="What is different from the version before?",
        help_text="Readers of the public site see it.",
        max_length=1000,
        widget=forms.Textarea,
    )


class ItemForm(VersionForm):
    """Money or activity, as a range."""

    theme = theme_field()
    kind = forms.ChoiceField(label="What is it?", choices=list(KINDS.items()), widget=forms.RadioSelect)
    name = forms.CharField(label="Name", help_text=_hint(Item, "name"), max_length=200)
    low = forms.IntegerField(label="At least", min_value=0, max_value=LARGEST)
    central = forms.IntegerField(label="Most likely", min_value=0, max_value=LARGEST)
    high = forms.IntegerField(label="At most", min_value=0, max_value=LARGEST)
    source = forms.CharField(label="Source", help_text=_hint(Item, "source"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
