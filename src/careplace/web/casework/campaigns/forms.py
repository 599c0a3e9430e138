"""Forms of campaigns."""

from typing import Any

from django import forms

from careplace.casework.assurance.campaigns.models import (
    POLARITIES,
    ROLES,
    Accreditation,
    Campaign,
    CampaignSite,
    Measurement,
    Step,
)
from careplace.casework.assurance.models import Service
from careplace.casework.workflow.records import Record
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.months import MonthField
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.visits.forms import ReasonForm

EXAMPLE = "For example, 27 3 2026."


def _hint(model: type[Record], name: str) -> str:
    return str(model._meta.get_field(name).help_text)


class CampaignForm(VersionForm):
    """What is to become better, and by which measure. A new campaign has no version."""

    name = forms.CharField(label="Name of the campaign", max_length=120)
    aim = forms.CharField(
        label="Aim", help_text=_hint(Campaign, "aim"), max_length=2000, widget=forms.Textarea
    )
    lead = forms.CharField(label="Who leads it?", help_text=_hint(Campaign, "lead"), max_length=200)
    measure = forms.CharField(label="Measure", help_text=_hint(Campaign, "measure"), max_length=200)
    unit = forms.CharField(label="Unit", help_text=_hint(Campaign, "unit"), max_length=60)
    per = forms.IntegerField(
        label="Per how many?", help_text=_hint(Campaign, "per"), min_value=1, max_value=100_000
    )
    polarity = forms.ChoiceField(
        label="Which values are good?", choices=list(POLARITIES.items()), widget=forms.RadioSelect
    )
    starts_on = DateField(label="When does it begin at its first site?", help_text=EXAMPLE)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndForm(ReasonForm):
    """When and why a campaign ended."""

    ends_on = DateField(label="When did it end?", help_text=EXAMPLE)
    field_order = ("ends_on", "reason", "version")


class SiteForm(VersionForm):
    """What a service is for the campaign, and how many of its staff were trained. A new site has no version."""

    role = forms.ChoiceField(
        label="What is it for the campaign?", choices=list(ROLES.items()), widget=forms.RadioSelect
    )
    starts_in = MonthField(label="First month of the campaign there", required=False)
    staff = forms.IntegerField(
        label="Staff to be trained", help_text=_hint(CampaignSite, "staff"), min_value=0, required=False
    )
    trained = forms.IntegerField(
        label="Staff trained", help_text=_hint(CampaignSite, "trained"), min_value=0, required=False
    )
    trained_by = DateField(
        label="Counted up to which day?", help_text=_hint(CampaignSite, "trained_by"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewSiteForm(SiteForm):
    """A service of the place as a site."""

    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label="Choose a service")
    field_order = ("service",)

    def __init__(self, *args: Any, services: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["service"].queryset = services


class StepForm(forms.Form):
    """Something that the campaign does."""

    text = forms.CharField(label="What will be done?", help_text=_hint(Step, "text"), max_length=300)
    due_on = DateField(label="By when?", help_text=EXAMPLE, required=False)


class FinishForm(VersionForm):
    """A step was done."""

    done_on = DateField(label="When was it done?", help_text=EXAMPLE)


class AccreditationForm(VersionForm):
    """A level that a site reached. A new one has no version."""

    level = forms.CharField(label="Level", help_text=_hint(Accreditation, "level"), max_length=60)
    awarded_on = DateField(label="When was it awarded?", help_text=EXAMPLE)
    expires_on = DateField(
        label="Until when does it count?", help_text=_hint(Accreditation, "expires_on"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MeasurementForm(VersionForm):
    """What was counted in a month. A new one has no version."""

    month = MonthField(label="Which month?")
    numerator = forms.DecimalField(
        label="How many were counted?",
        help_text=_hint(Measurement, "numerator"),
        decimal_places=2,
        min_value=0,
    )
    denominator = forms.DecimalField(
        label="Of how many?", help_text=_hint(Measurement, "denominator"), decimal_places=2, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
