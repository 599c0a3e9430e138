"""Forms of a review's plan: the review, its team, its timetable and its requests."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from careplace.casework.data_file import parse
from careplace.casework.faults import Faulty
from careplace.casework.reviews.framework import SHIPPED, Framework, Kind, shipped
from careplace.casework.reviews.models import PARTS
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm

NO_NAMES = "Do not name people who use services."
EXAMPLE = "For example, 27 3 2027."
OWN = "own"
MOST_BYTES = 1 << 20


def choices_of(kinds: tuple[Kind, ...]) -> list[tuple[str, str]]:
    """(key, title) of populations or kinds of organisation."""
    return [(kind.key, kind.title) for kind in kinds]


class PlanForm(forms.Form):
    """What a review is about, and when."""

    title = forms.CharField(label="What is the review called?", max_length=160)
    scope = forms.CharField(
        label="What is reviewed, and what is not?", max_length=4000, widget=forms.Textarea
    )
    starts_on = DateField(label="When does fieldwork begin?", help_text=EXAMPLE)
    ends_on = DateField(label="When does it end?", help_text=EXAMPLE)


class StartForm(PlanForm):
    """A new review."""

    framework = forms.ChoiceField(
        label="Which framework does it use?",
        choices=lambda: [*((id, shipped(id).title) for id in SHIPPED), (OWN, "Our own, from a file")],
        widget=forms.RadioSelect,
        help_text="The review keeps the framework as it is now.",
    )
    file = forms.FileField(
        label="File of your own framework (TOML)", required=False, help_text="At most 1 MB."
    )
    interests = forms.CharField(
        label="What ties you to what is reviewed?",
        help_text="You lead the review. Write “none” where nothing does. The team reads it.",
        max_length=2000,
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        """Adds `content`, the framework whole; every fault of a file is an error of its field."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("framework") == OWN:
            values["content"] = self._own(values.get("file"))
        elif values.get("framework"):
            values["content"] = shipped(values["framework"]).model_dump(mode="json")
        return values

    def _own(self, file: Any) -> dict[str, Any] | None:
        try:
            return _framework(file).model_dump(mode="json")
        except Faulty as faulty:
            self.add_error("file", ValidationError([str(fault) for fault in faulty.faults]))
        except ValueError as error:
            self.add_error("file", str(error))
        return None


def _framework(file: Any) -> Framework:
    if file is None:
        raise ValueError("Choose the file of your framework.")
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("The file has more than 1 MB. A framework has a few hundred lines.")
    try:
        return parse(Framework, content.decode("utf-8"), "the file")
    except UnicodeDecodeError:
        raise ValueError("The file is no text in UTF-8.") from None


class EditForm(VersionForm, PlanForm):
    """The plan, changed."""

    populations = forms.MultipleChoiceField(
        label="Which people is it about?",
        help_text="All of them, where you choose none.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, framework: Framework, **more: Any):
        super().__init__(*args, **more)
        self.fields["populations"].choices = choices_of(framework.populations)


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label="Why?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea)


class JoinForm(forms.Form):
    """A person for the team."""

    person = forms.ChoiceField(label="Who joins the team?", widget=forms.RadioSelect)
    part = forms.ChoiceField(label="What do they do?", choices=list(PARTS.items()), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["person"].choices = people


class DeclareForm(VersionForm):
    """A person's own interests."""

    interests = forms.CharField(
        label="What ties you to what is reviewed?",
        help_text="Posts, contracts, relatives who use it. Write “none” where nothing does. The team reads it.",
        max_length=2000,
        widget=forms.Textarea,
    )


class MilestoneForm(forms.Form):
    """A day of the timetable."""

    title = forms.CharField(label="What is to be done?", max_length=160)
    due_on = DateField(label="By when?", help_text=EXAMPLE)


class MilestoneEditForm(VersionForm, MilestoneForm):
    """The same, changed."""


class DoneForm(VersionForm):
    """It was done."""

    done_on = DateField(label="When was it done?", help_text=EXAMPLE)


class RequestForm(forms.Form):
    """A document that is asked for."""

    document = forms.CharField(label="Which document do you ask for?", max_length=300)
    organisation = forms.ChoiceField(label="Which kind of organisation has it?")
    asked_of = forms.CharField(
        label="Which organisation do you ask?",
        help_text="The organisation and a role there, and no name.",
        max_length=200,
        required=False,
    )
    line = forms.ChoiceField(label="Which key line is it for?", required=False)
    due_on = DateField(label="By when should it arrive?", help_text=EXAMPLE)

    def __init__(self, *args: Any, framework: Framework, **more: Any):
        super().__init__(*args, **more)
        self.fields["organisation"].choices = choices_of(framework.organisations)
        lines = [(line.key, line.title) for line in framework.lines.values()]
        self.fields["line"].choices = [("", "None in particular"), *lines]


class RequestEditForm(VersionForm, RequestForm):
    """The same, changed."""


class ReceivedForm(VersionForm):
    """It arrived."""

    received_on = DateField(label="When did it arrive?", help_text=EXAMPLE)
