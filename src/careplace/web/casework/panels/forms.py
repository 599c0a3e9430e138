"""Forms of meetings, items, interests, decisions and minutes."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.models import Service
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label="Why?", help_text=NO_NAMES, max_length=2000, widget=forms.Textarea)


class PlanForm(VersionForm):
    """When the panel meets, and who chairs. A new meeting has no version."""

    held_on = DateField(label="When does the panel meet?", help_text="For example, 27 3 2026.")
    chair = forms.ModelChoiceField(queryset=None, label="Who chairs?", empty_label="Choose a person")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet, **more: Any):
        super().__init__(*args, **more)
        self.fields["chair"].queryset = people


class HoldForm(VersionForm):
    """The meeting took place."""

    attendees = forms.MultipleChoiceField(
        label="Who attended?", help_text="The chair too.", widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label="Who else attended?",
        help_text="By role: a nurse of the NHS, an inspector of CQC.",
        max_length=600,
        required=False,
    )
    field_order = ("attendees", "guests", "version")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["attendees"].choices = people


class ItemForm(forms.Form):
    """An item that is put on the agenda by hand."""

    service = forms.ModelChoiceField(
        queryset=None, label="Which service is it about?", empty_label="None", required=False
    )
    title = forms.CharField(label="What is it about?", help_text="In a line.", max_length=200)
    why = forms.CharField(
        label="Why is it on the agenda?", help_text=NO_NAMES, max_length=600, widget=forms.Textarea
    )

    def __init__(self, *args: Any, services: QuerySet[Service], **more: Any):
        super().__init__(*args, **more)
        self.fields["service"].queryset = services


class MinuteForm(VersionForm):
    """What was said about an item."""

    minutes = forms.CharField(
        label="What was said?", help_text=NO_NAMES, max_length=10_000, widget=forms.Textarea
    )


class InterestForm(forms.Form):
    """A member's interest in an item."""

    member = forms.ModelChoiceField(
        queryset=None, label="Who has the interest?", empty_label="Choose a person"
    )
    interest = forms.CharField(
        label="What is the interest?", help_text="For example: a relative works there.", max_length=600
    )

    def __init__(self, *args: Any, people: QuerySet, **more: Any):
        super().__init__(*args, **more)
        self.fields["member"].queryset = people


class DecisionForm(forms.Form):
    """A decision on an item."""

    level = forms.ChoiceField(
        label="Which level did the panel decide?",
        help_text="A move of the case to this level can then name the decision.",
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label="What was decided, and why?", help_text=NO_NAMES, max_length=4000, widget=forms.Textarea
    )
    deciders = forms.MultipleChoiceField(
        label="Who decided?",
        help_text="Members who declared an interest in this item are not on the list.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], of_service: bool, **more: Any):
        super().__init__(*args, **more)
        levels = [(level.key, level.title) for level in current_ladder().levels]
        self.fields["level"].choices = [("", "No level: another decision"), *levels]
        self.fields["deciders"].choices = people
        if not of_service:
            del self.fields["level"]
