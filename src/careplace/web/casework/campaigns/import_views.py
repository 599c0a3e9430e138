"""Importing measurements; and the file that goes back in."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse

from careplace.casework.assurance.campaigns.changes import check_open
from careplace.casework.assurance.campaigns.import_plan import COLUMNS, REQUIRED, Item, carry_out, plan
from careplace.casework.assurance.campaigns.models import Campaign, Measurement, plain_number
from careplace.casework.assurance.import_items import counted
from careplace.casework.scope.actor import Actor
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.campaigns.edit import campaign_address
from careplace.web.casework.campaigns.views import campaign_at
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.imports.pages import Import
from careplace.web.casework.scope import at_place


@at_place("visits.write", form=True)
def import_measurements(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page that takes a file, its preview, and what a person confirmed of it."""
    campaign = campaign_at(request, id)
    check_open(campaign)
    pages = Import(
        subject=f"measurements of {campaign.pk}",
        columns=COLUMNS,
        required=REQUIRED,
        templates=("campaigns/import.html", "campaigns/import_preview.html"),
        plan=partial(plan, campaign=campaign),
        previewed=_previewed,
        carry_out=partial(_carried_out, request.actor, campaign),
        context={"campaign": campaign},
    )
    return pages.answer(request)


def _previewed(items: list[Item]) -> dict[str, Any]:
    return {"counts": counted(items, ("enter", "correct", "same"))}


def _carried_out(actor: Actor, campaign: Campaign, items: list[Item], choices: QueryDict) -> str:
    carry_out(actor, campaign, items)
    return campaign_address(campaign)


@at_place("visits.read")
def measurements_csv(request: HttpRequest, id: UUID) -> StreamingHttpResponse:
    """Every measurement of a campaign, safe for spreadsheets: a file that the import takes back."""
    campaign = campaign_at(request, id)
    return csv_lines(f"measurements-{campaign.pk}.csv", COLUMNS, _rows(campaign))


def _rows(campaign: Campaign) -> Iterator[list[str]]:
    rows = Measurement.objects.filter(site__campaign=campaign, site__state="listed")
    fields = ("site__service__location_id", "site__service__name", "month", "numerator", "denominator")
    ordered = rows.order_by("site__service__name", "month").values_list(*fields)
    for location, name, month, *numbers in ordered:
        texts = (plain_number(number) or "" for number in numbers)
        yield [spreadsheet_safe_text(location or name), f"{month:%Y-%m}", *texts]
