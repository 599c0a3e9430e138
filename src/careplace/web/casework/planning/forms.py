"""Forms of planning."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm


class TimeForm(forms.Form):
    """How many visits a person makes, and where."""

    visits_a_month = forms.IntegerField(
        label="Visits in a month without leave",
        help_text="With the report that follows each. 0 for a person who makes no planned visits.",
        min_value=0,
        max_value=60,
    )
    districts = forms.CharField(
        label="Districts",
        help_text="With commas between. Leave it empty for a person who visits everywhere.",
        max_length=400,
        required=False,
    )


class LeaveForm(forms.Form):
    """Days on which a person makes no visit."""

    officer = forms.ChoiceField(label="Who is away?")
    first_on = DateField(label="First day away", help_text="For example, 27 3 2026.")
    last_on = DateField(label="Last day away", help_text="The same day for one day. Do not write why.")

    def __init__(self, *args: Any, people: Mapping[UUID, str], **more: Any):
        super().__init__(*args, **more)
        self.fields["officer"].choices = [(str(id), name) for id, name in people.items()]


class RulesForm(VersionForm):
    """The period of the plan, and how often services are visited."""

    starts_on = DateField(label="First day of the plan", help_text="For example, 1 4 2026.")
    ends_on = DateField(label="Last day of the plan", help_text="At most two years later.")
    frequency = forms.CharField(
        label="How often each kind of service is visited",
        help_text="As TOML. Leave it empty for the rules that come with Careplace, which are an example.",
        max_length=10_000,
        required=False,
        widget=forms.Textarea,
    )
