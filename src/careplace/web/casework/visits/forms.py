"""Forms of visits, challenges and actions."""

from typing import Any, get_args

from django import forms

from careplace.casework.assurance.visits.models import ASKED_BY, DECISIONS, KINDS
from careplace.casework.assurance.visits.record import Kind, VisitRecord
from careplace.casework.assurance.visits.template import VisitTemplate
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm


class PlanForm(forms.Form):
    """A visit to a service."""

    kind = forms.ChoiceField(
        label="Why is the visit made?", choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    planned_on = DateField(label="When is it planned?", help_text="For example, 27 3 2026.")
    trigger = forms.CharField(
        label="What gave rise to it?",
        help_text=NO_NAMES,
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    values = VersionForm.values


class PlanAgainForm(VersionForm, PlanForm):
    """The plan, changed."""


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label="Why?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea)


class StartForm(VersionForm):
    """The visit took place: the person who writes it is the officer."""

    visited_on = DateField(label="When did the visit take place?", help_text="For example, 27 3 2026.")
    notice_days = forms.IntegerField(
        label="Days of notice",
        help_text="0 if the provider did not know.",
        min_value=0,
        max_value=365,
        required=False,
    )
    spoken_to = forms.CharField(
        label="Who was spoken to?",
        help_text="Numbers only: 6 people, 2 relatives, 4 staff.",
        max_length=300,
        required=False,
    )
    sampled = forms.CharField(
        label="Which records were sampled?",
        help_text="Numbers only: 5 care plans, 4 staff files.",
        max_length=300,
        required=False,
    )


class EvidenceForm(VersionForm):
    """One piece of evidence, and every standard that it supports."""

    kind = forms.ChoiceField(label="What kind of evidence is it?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="What was seen or said?", help_text=NO_NAMES, max_length=10_000, widget=forms.Textarea
    )
    standards = forms.MultipleChoiceField(
        label="Which standards does it support?", widget=forms.CheckboxSelectMultiple, required=False
    )
    remove = forms.BooleanField(label="Remove this evidence", required=False)
    field_order = ("kind", "text", "standards", "remove", "version")

    def __init__(self, *args: Any, template: VisitTemplate, new: bool, **more: Any):
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(kind, kind.capitalize()) for kind in get_args(Kind)]
        titles = [(key, f"{one.number}. {one.title}") for key, one in template.standards.items()]
        self.fields["standards"].choices = titles
        if new:
            del self.fields["remove"]


class GradesForm(VersionForm):
    """A grade for each standard, or why it was not looked at."""

    def __init__(self, *args: Any, template: VisitTemplate, **more: Any):
        super().__init__(*args, **more)
        choices = [("", "No grade yet"), *((grade.key, grade.title) for grade in template.grades)]
        for key, standard in template.standards.items():
            label = f"{standard.number}. {standard.title}"
            self.fields[f"grade_{key}"] = forms.ChoiceField(
                label=label,
                help_text=standard.question,
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"why_{key}"] = forms.CharField(
                label=f"{standard.title}: why it was not looked at", max_length=600, required=False
            )

    @staticmethod
    def initial_of(record: VisitRecord) -> dict[str, str]:
        """The fields of a record."""
        grades = {f"grade_{key}": grade for key, grade in record.grades.items()}
        return grades | {f"why_{key}": why for key, why in record.not_looked_at.items()}

    def of(self, kind: str) -> dict[str, str]:
        """{standard: what is written} of the fields "grade" or "why" that are not empty."""
        start = f"{kind}_"
        return {
            name.removeprefix(start): v
            for name, v in self.cleaned_data.items()
            if name.startswith(start) and v
        }


class SendDraftForm(VersionForm):
    """The draft goes to the provider."""

    draft_sent_on = DateField(
        label="When was the draft sent?", help_text="The provider has 14 days from then."
    )


class EndAccuracyForm(VersionForm):
    """The provider's check of the facts is over."""

    provider_agrees = forms.BooleanField(
        label="The provider has said that it has no more to say", required=False
    )


class ChallengeForm(forms.Form):
    """A sentence that the provider says is wrong."""

    sentence = forms.ChoiceField(label="Which sentence?", widget=forms.RadioSelect)
    says = forms.CharField(label="What does the provider say?", max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, sentences: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["sentence"].choices = sentences


class AnswerForm(VersionForm):
    """The team's answer to a challenge."""

    decision = forms.ChoiceField(
        label="What did you decide?", choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    reply = forms.CharField(label="Why?", max_length=4000, widget=forms.Textarea)


class ProposeForm(forms.Form):
    """Something to put right. The provider says later how, who and by when."""

    asked_by = forms.ChoiceField(
        label="Who asks for it?", choices=list(ASKED_BY.items()), widget=forms.RadioSelect
    )
    standard = forms.ChoiceField(label="Which standard is it about?", required=False)
    issue = forms.CharField(
        label="What is wrong?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, template: VisitTemplate, **more: Any):
        super().__init__(*args, **more)
        titles = [(key, f"{one.number}. {one.title}") for key, one in template.standards.items()]
        self.fields["standard"].choices = [("", "None of the visit's"), *titles]


class AgreeForm(VersionForm):
    """What the provider will do."""

    step = forms.CharField(label="What will the provider do?", max_length=2000, widget=forms.Textarea)
    responsible = forms.CharField(
        label="Who does it?", help_text="A role, such as registered manager.", max_length=200
    )
    due_on = DateField(label="By when?", help_text="For example, 27 3 2026.")


class DoneForm(VersionForm):
    """The provider says that it is done."""

    proof = forms.CharField(label="What shows that it is done?", max_length=4000, widget=forms.Textarea)


class NotEnoughForm(ReasonForm):
    """The proof is not enough."""

    due_on = DateField(label="By when must it be done now?", help_text="For example, 27 3 2026.")


class VerifyForm(VersionForm):
    """An officer saw the proof."""

    verified_on = DateField(label="When did you see the proof?", help_text="For example, 27 3 2026.")
