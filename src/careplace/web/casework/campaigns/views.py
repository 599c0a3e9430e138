"""Campaigns: the list, a campaign, and a site of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from careplace.casework.assurance.campaigns.models import ROLES, Campaign, CampaignSite, Measurement
from careplace.casework.assurance.campaigns.series import (
    SiteSeries,
    campaign_sentences,
    site_sentence,
    site_series,
    spread,
)
from careplace.casework.assurance.campaigns.states import CAMPAIGN
from careplace.casework.audit.unchanged import while_unchanged
from careplace.web.casework.bars import BarChart, bar_chart
from careplace.web.casework.campaigns.charts import SiteChart, site_chart
from careplace.web.casework.scope import at_place, record_of


@at_place("visits.read")
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign of the place, the latest first, with how many sites it has."""
    listed = Count("sites", filter=Q(sites__state="listed") & ~Q(sites__role="none"))
    rows = Campaign.objects.at(request.actor.place).annotate(site_count=listed)
    return render(request, "campaigns/list.html", {"campaigns": rows, "states": CAMPAIGN.states})


@at_place("visits.read")
def campaign(request: HttpRequest, id: UUID) -> HttpResponse:
    """A campaign: what may be said of it, its sites with a small chart each, its spread and its steps."""
    record, today = campaign_at(request, id), timezone.localdate()
    sites, measured, charts = _measured(record.place, record.pk, today)
    own_sites = [site for site in sites if site.role != "none"]
    without = sum(site.starts_in is not None and not site.measurements.all() for site in own_sites)
    months = spread(own_sites, record.starts_on.replace(day=1), (record.ends_on or today).replace(day=1))
    chart = bar_chart(months, len(own_sites)) if months else None
    context = {
        "campaign": record,
        "sites": sites,
        "charts_of_sites": charts,
        "findings": {site.site.pk: site_sentence(site, record.unit) for site in measured},
        "sentences": campaign_sentences(measured, without),
        "months": months,
        "spread": chart,
        "spread_headline": spread_headline(chart, len(own_sites)) if chart else "",
        "own_sites": own_sites,
        "steps": record.steps.all(),
        "today": today,
    }
    return render(request, "campaigns/campaign.html", context | _of_person(request, record) | _words())


@while_unchanged
def _measured(
    place: str, id: UUID, today: date
) -> tuple[list[CampaignSite], list[SiteSeries], dict[UUID, SiteChart]]:
    """The sites of a campaign, the series of those that were measured, and {site: its chart}."""
    record = Campaign.objects.at(place).get(pk=id)
    sites = list(sites_of(record))
    measured = site_series(record, sites, today)
    return sites, measured, {site.site.pk: site_chart(site, record.polarity) for site in measured}


MEASURED = Measurement.objects.only("site_id", "month", "numerator", "denominator")
"""Of thousands of measurements what a chart has, in the order of their months."""


def _of_person(request: HttpRequest, record: Campaign) -> dict[str, Any]:
    """What the person may do with the campaign in its state."""
    allowed = CAMPAIGN.actions(record.state, request.actor.roles)
    writes = request.actor.may("visits.write") and record.state != "ended"
    return {"allowed": allowed, "may_write": writes}


def _words() -> dict[str, Any]:
    return {"states": CAMPAIGN.states, "roles": ROLES}


@at_place("visits.read")
def site(request: HttpRequest, id: UUID) -> HttpResponse:
    """A site: its control chart with a table, training, accreditations and every measurement."""
    record = site_at(request, id)
    series = next(iter(site_series(record.campaign, [record], timezone.localdate())), None)
    chart = site_chart(series, record.campaign.polarity) if series else None
    context = {
        "site": record,
        "campaign": record.campaign,
        "chart": chart,
        # Of months before the last twenty years the chart has no point.
        "points": {point.month: point for point in chart.points} if chart else {},
        "finding": site_sentence(series, record.campaign.unit) if series else "",
        "measurements": record.measurements.all(),
        "today": timezone.localdate(),
    }
    return render(request, "campaigns/site.html", context | _of_person(request, record.campaign) | _words())


def campaign_at(request: HttpRequest, id: UUID) -> Campaign:
    """The campaign of the request's place; NoSuchPage for an id of another place, or of none."""
    record: Campaign = record_of(Campaign.objects.at(request.actor.place), id, "campaign")
    return record


def site_at(request: HttpRequest, id: UUID) -> CampaignSite:
    """The site of the request's place that was not removed; NoSuchPage as `campaign_at`."""
    rows = CampaignSite.objects.at(request.actor.place).filter(state="listed")
    rows = rows.select_related("service", "campaign").prefetch_related("measurements", "accreditations")
    record: CampaignSite = record_of(rows, id, "site of a campaign")
    return record


def sites_of(campaign: Campaign) -> QuerySet:
    """The sites of a campaign, with their services, measurements and accreditations."""
    rows = campaign.sites.filter(state="listed").select_related("service")
    return rows.prefetch_related(Prefetch("measurements", MEASURED), "accreditations")


def spread_headline(chart: BarChart, sites: int) -> str:
    """How far the campaign has spread, in a sentence."""
    return f"{chart.bars[-1].count} of {sites} sites by {chart.bars[-1].month:%B %Y}."
