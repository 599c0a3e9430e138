"""Adding to a campaign and changing it: one page with a form each."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from careplace.casework.assurance.campaigns import changes as campaign_changes
from careplace.casework.assurance.campaigns.models import (
    Accreditation,
    Campaign,
    CampaignSite,
    Measurement,
    Step,
)
from careplace.casework.assurance.campaigns.states import CAMPAIGN, STEP
from careplace.casework.assurance.models import Service
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.records import Record
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.campaigns import forms as campaign_forms
from careplace.web.casework.campaigns.views import campaign_at, site_at
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.visits.forms import ReasonForm

STEPS = {
    "begin": ("Begin the campaign", campaign_forms.VersionForm),
    "end": ("End the campaign", campaign_forms.EndForm),
}
"""{action of a campaign's workflow: (words on its button, its form)}"""


def campaign_address(campaign: Campaign) -> str:
    """The page of a campaign."""
    return reverse("campaign", args=[campaign.place, campaign.pk])


def site_address(site: CampaignSite) -> str:
    """The page of a site."""
    return reverse("campaign-site", args=[site.place, site.pk])


@at_place("visits.write", form=True)
def add(request: HttpRequest) -> HttpResponse:
    """A new campaign."""
    CAMPAIGN.check(NEW, "plan", request.actor.roles)

    def save(form: Any) -> str:
        with changes(request.actor) as at_once:
            return campaign_address(at_once.add(Campaign(**form.values()), "plan"))

    back, initial = reverse("campaigns", args=[request.actor.place]), {"per": 100}
    form = campaign_forms.CampaignForm
    return FormPage("Plan a campaign", "Plan the campaign", form, save, initial, back=back).answer(request)


@at_place("visits.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is written about a campaign."""
    record = campaign_at(request, id)
    CAMPAIGN.check(record.state, "edit", request.actor.roles)
    title = f"Change {record.name}"
    return _changed(request, record, record, "edit", title, campaign_forms.CampaignForm)


@at_place("visits.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """Begin or end a campaign."""
    record, (words, form) = campaign_at(request, id), STEPS[action]
    CAMPAIGN.check(record.state, action, request.actor.roles)
    return _changed(request, record, record, action, f"{words}: {record.name}", form)


@at_place("visits.write", form=True)
def site_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """A service as a site of the campaign."""
    record = campaign_at(request, id)
    taken = record.sites.filter(state="listed").values("service_id")
    services = Service.objects.at(record.place).exclude(state="ended").exclude(pk__in=taken)
    form = partial(campaign_forms.NewSiteForm, services=services)
    return _added(request, record, partial(CampaignSite, campaign=record), "add", "Add a site", form)


@at_place("visits.write", form=True)
def site_edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """What a service is for the campaign, and its training."""
    record = site_at(request, id)
    title = f"{record.service.name} in {record.campaign.name}"
    return _changed(
        request, record.campaign, record, "edit", title, campaign_forms.SiteForm, site_address(record)
    )


@at_place("visits.write", form=True)
def site_remove(request: HttpRequest, id: UUID) -> HttpResponse:
    """A service is no longer a site. What was measured there stays in the audit, and leaves the charts."""
    record = site_at(request, id)
    title = f"Remove {record.service.name} from {record.campaign.name}"
    return _changed(request, record.campaign, record, "remove", title, ReasonForm)


@at_place("visits.write", form=True)
def step_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """Something that the campaign will do."""
    record = campaign_at(request, id)
    return _added(
        request, record, partial(Step, campaign=record), "add", "Add a step", campaign_forms.StepForm
    )


@at_place("visits.write", form=True)
def step_finish(request: HttpRequest, id: UUID) -> HttpResponse:
    """A step was done."""
    rows = Step.objects.at(request.actor.place).select_related("campaign")
    record = record_of(rows, id, "step of a campaign")
    STEP.check(record.state, "finish", request.actor.roles)
    title = f"Note that it is done: {record.text}"
    return _changed(request, record.campaign, record, "finish", title, campaign_forms.FinishForm)


@at_place("visits.write", form=True)
def award(request: HttpRequest, id: UUID) -> HttpResponse:
    """A level that a site reached."""
    record = site_at(request, id)
    title, form = f"Note an accreditation of {record.service.name}", campaign_forms.AccreditationForm
    make = partial(Accreditation, site=record)
    return _added(request, record.campaign, make, "award", title, form, site_address(record))


@at_place("visits.write", form=True)
def accreditation(request: HttpRequest, id: UUID) -> HttpResponse:
    """An accreditation, corrected."""
    rows = Accreditation.objects.at(request.actor.place).select_related("site__campaign")
    record = record_of(rows, id, "accreditation")
    title, form = "Correct an accreditation", campaign_forms.AccreditationForm
    back = site_address(record.site)
    return _changed(request, record.site.campaign, record, "correct", title, form, back)


@at_place("visits.write", form=True)
def enter(request: HttpRequest, id: UUID) -> HttpResponse:
    """What was counted in a month at a site."""
    record = site_at(request, id)
    title, form = f"{record.campaign.measure}: {record.service.name}", campaign_forms.MeasurementForm
    make = partial(Measurement, site=record)
    return _added(request, record.campaign, make, "enter", title, form, site_address(record))


@at_place("visits.write", form=True)
def measurement(request: HttpRequest, id: UUID) -> HttpResponse:
    """A measurement, corrected."""
    rows = Measurement.objects.at(request.actor.place).select_related("site__campaign", "site__service")
    record = record_of(rows, id, "measurement")
    title, form = f"Correct a month of {record.site.service.name}", campaign_forms.MeasurementForm
    back = site_address(record.site)
    return _changed(request, record.site.campaign, record, "correct", title, form, back)


def _added(
    request: HttpRequest,
    campaign: Campaign,
    make: Callable[..., Record],
    action: str,
    title: str,
    form: Callable[..., forms.Form],
    back: str = "",
) -> HttpResponse:
    """A page that adds something to a campaign; it goes back to the campaign unless `back` says where."""
    campaign_changes.check_open(campaign)
    to = back or campaign_address(campaign)

    def save(filled: Any) -> str:
        values = {name: value for name, value in filled.cleaned_data.items() if name != "version"}
        campaign_changes.add(request.actor, campaign.pk, make(**values), action)
        return to

    return FormPage(title, "Save", form, save, {}, back=to).answer(request)


def _changed(
    request: HttpRequest,
    campaign: Campaign,
    record: Record,
    action: str,
    title: str,
    form: type[campaign_forms.VersionForm],
    back: str = "",
) -> HttpResponse:
    """A page that changes something in a campaign by an action of its workflow."""
    campaign_changes.check_open(campaign)
    to = back or campaign_address(campaign)

    def save(filled: Any) -> str:
        version = filled.cleaned_data["version"] or 0
        campaign_changes.change(request.actor, campaign.pk, record, action, filled.values(), version)
        return to

    return FormPage(title, "Save", form, save, initial_of(record, form), back=to).answer(request)
