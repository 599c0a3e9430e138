"""Forms of summits, follow-up visits, what they said of a recommendation, and what closes one."""

from typing import Any

from django import forms

from careplace.casework.reviews.closing.models import DECISIONS
from careplace.publications.action_plan import VERDICTS
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.versions import VersionForm

LONG = {"max_length": 4000, "widget": forms.Textarea}
SHORT = {"max_length": 2000, "widget": forms.Textarea}
PUBLISHED = "It is published with the plan. Do not name people who use services, or their families."


class SummitForm(VersionForm):
    """A summit. `version` is empty for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = DateField(label="When was the summit held?", help_text="For example, 14 1 2027.")
    venue = forms.CharField(label="Where was it held?", max_length=160)
    attendance = forms.CharField(
        label="Who attended?",
        help_text="A line for each: the organisation, a colon, the role. For example, “Coventry City Council: "
        "Director of Adult Services”. Do not write names.",
        **LONG,
    )
    agreed = forms.CharField(label="What was agreed?", help_text=PUBLISHED, **LONG)


class VisitForm(VersionForm):
    """A follow-up visit. `version` is empty for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    visited_on = DateField(label="When did the visit begin?", help_text="For example, 14 9 2027.")
    visitors = forms.CharField(
        label="Who visited?",
        help_text="The organisation and the roles. Do not write names.",
        max_length=300,
    )
    looked_at = forms.CharField(label="What was looked at?", help_text=PUBLISHED, **LONG)
    concerns = forms.CharField(
        label="Which concerns are new?",
        help_text="Those that no recommendation is about. Leave it empty where there are none.",
        required=False,
        **LONG,
    )


class EntryForm(VersionForm):
    """What is said of a recommendation: which one is chosen for a new entry, and stays.

    Args:
        recommendations: (id, words) of those that may be chosen; None where the entry is there already.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    recommendation = forms.ChoiceField(label="Which recommendation?")

    def __init__(self, *args: Any, recommendations: list[tuple[str, str]] | None = None, **more: Any):
        super().__init__(*args, **more)
        if recommendations is None:
            del self.fields["recommendation"]
        else:
            self.fields["recommendation"].choices = recommendations


class AgreementForm(EntryForm):
    """What a summit agreed about a recommendation."""

    decision = forms.ChoiceField(
        label="What did the summit decide?", choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(label="What was agreed about it?", help_text=PUBLISHED, **SHORT)


class FindingForm(EntryForm):
    """What a follow-up visit found about a recommendation."""

    verdict = forms.ChoiceField(
        label="Is the recommendation met?", choices=list(VERDICTS.items()), widget=forms.RadioSelect
    )
    evidence = forms.CharField(label="What shows it?", help_text=PUBLISHED, **SHORT)


class ClosureForm(forms.Form):
    """Why a recommendation is not followed any more, and what shows it."""

    reason = forms.CharField(label="Why is it not followed any more?", help_text=PUBLISHED, **SHORT)
    evidence = forms.CharField(label="What shows it?", **SHORT)
