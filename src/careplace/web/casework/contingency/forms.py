"""Forms of a plan for a closure. Residents are numbers: no field takes a name."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from careplace.casework.assurance.contingency.checklist import needs
from careplace.casework.assurance.contingency.models import MOST, PAYERS, SOURCES, ContingencyPlan
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm

DAY = "For example, 27 3 2026."


class PlanForm(forms.Form):
    """Why there is a plan."""

    reason = forms.CharField(
        label="Why may the service close?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea
    )


class CloseForm(VersionForm):
    """Why the plan is over."""

    reason = forms.CharField(
        label="Why is it over?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea
    )


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False)


class CountForm(VersionForm):
    """How many people live there, by who pays and by need."""

    counted_on = DateField(label="When were they counted?", help_text=DAY)

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields |= {name: _count(words) for name, words in PAYERS.items()}
        self.fields |= {f"need_{key}": _count(words) for key, words in needs().items()}
        self.order_fields([*PAYERS, *(f"need_{key}" for key in needs()), "counted_on", "version"])

    @staticmethod
    def initial_of(plan: ContingencyPlan) -> dict[str, Any]:
        """The fields of a plan."""
        counts = {name: getattr(plan, name) for name in (*PAYERS, "counted_on", "version")}
        return counts | {f"need_{key}": plan.by_need.get(key) for key in needs()}

    def values(self) -> dict[str, Any]:
        """The fields of the plan: kinds of need that nobody counted are left out."""
        sent = self.cleaned_data
        by_need = {key: sent[f"need_{key}"] for key in needs() if sent.get(f"need_{key}") is not None}
        return {name: sent[name] for name in (*PAYERS, "counted_on")} | {"by_need": by_need}


class VacancyForm(VersionForm):
    """How many beds a home nearby has free."""

    beds = forms.IntegerField(label="How many beds are free?", min_value=0, max_value=MOST)
    known_on = DateField(label="On which day?", help_text=DAY)
    source = forms.ChoiceField(
        label="Who told the team?", choices=list(SOURCES.items()), widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("beds", "known_on", "source", "version")


class OwnedForm(VersionForm):
    """Who sees to a step, and by when."""

    owner = forms.ModelChoiceField(queryset=None, label="Who sees to it?", empty_label="Nobody yet")
    due_on = DateField(label="By when?", help_text=DAY)

    def __init__(self, *args: Any, people: QuerySet, **more: Any):
        super().__init__(*args, **more)
        self.fields["owner"].queryset = people


class StepForm(OwnedForm):
    """A step that the checklist does not have."""

    title = forms.CharField(label="What is done?", help_text=NO_NAMES, max_length=600)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "owner", "due_on", "version")

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["owner"].required = False


class FinishForm(VersionForm):
    """A step is done."""

    done_on = DateField(label="When was it done?", help_text=DAY)
    note = forms.CharField(
        label="What came of it?", help_text=NO_NAMES, max_length=2000, required=False, widget=forms.Textarea
    )
    field_order = ("done_on", "note", "version")


class LeaveOutForm(VersionForm):
    """A step is not needed."""

    note = forms.CharField(
        label="Why is it not needed?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea
    )
