"""Forms that add and change a service."""

from django import forms

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.models import Service
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm


def _hint(name: str) -> str:
    """What a model's field is, in its own words."""
    return str(Service._meta.get_field(name).help_text)


class ServiceForm(VersionForm):
    """What the team writes about a service. `version` is the one that the person saw; a new service has none."""

    name = forms.CharField(label="Name of the service", max_length=200)
    kind = forms.ChoiceField(
        label="Kind of service", choices=lambda: [("", "Choose a kind"), *service_kinds().items()]
    )
    location_id = forms.CharField(
        label="CQC location ID", help_text=_hint("location_id"), max_length=24, required=False
    )
    provider_name = forms.CharField(
        label="Provider", help_text=_hint("provider_name"), max_length=200, required=False
    )
    contract_reference = forms.CharField(label="Contract reference", max_length=60, required=False)
    commissioned_places = forms.IntegerField(
        label="Places that the council pays for",
        help_text=_hint("commissioned_places"),
        min_value=0,
        required=False,
    )
    contacts = forms.CharField(
        label="Contacts",
        help_text=_hint("contacts"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(VersionForm):
    """Why a service's state changes."""

    reason = forms.CharField(
        label="Why?",
        help_text=f"Colleagues and auditors read this. {NO_NAMES}",
        max_length=2000,
        widget=forms.Textarea,
    )


class EndContractForm(ReasonForm):
    """When and why a contract ended."""

    contract_ended_on = DateField(label="When did the contract end?", help_text="For example, 27 3 2026.")
    field_order = ("contract_ended_on", "reason", "version")
