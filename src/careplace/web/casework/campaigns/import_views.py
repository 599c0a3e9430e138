"""Importing measurements: a file, then a preview of what it changes, then the change; and the file that goes back in."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render

from careplace.casework.assurance.campaigns.changes import check_open
from careplace.casework.assurance.campaigns.import_plan import (
    COLUMNS,
    REQUIRED,
    Item,
    carry_out,
    fingerprint,
    plan,
)
from careplace.casework.assurance.campaigns.models import Campaign, Measurement, plain_number
from careplace.casework.assurance.import_file import Row, read_rows
from careplace.casework.table_file import MOST_BYTES, FileRefused
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.campaigns.edit import campaign_address
from careplace.web.casework.campaigns.views import campaign_at
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.scope import at_place
from careplace.web.casework.services.import_views import HOURS, FileForm

SALT = "careplace.measurements"


@at_place("visits.write", form=True)
def import_measurements(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page that takes a file, its preview, and what a person confirmed of it."""
    campaign = campaign_at(request, id)
    check_open(campaign)
    if "plan" in request.POST:
        return _confirmed(request, campaign)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_rows(file.name, file.read(MOST_BYTES + 1), COLUMNS, REQUIRED)
            return _preview(request, campaign, file.name, rows, plan(file.name, rows, campaign))
        except FileRefused as refusal:
            return _page(request, campaign, form, refusal.problems, 422)
    return _page(request, campaign, form, [], 422 if form.errors else 200)


def _page(
    request: HttpRequest, campaign: Campaign, form: FileForm, problems: list[Any], status: int
) -> HttpResponse:
    context = {"form": form, "problems": problems, "columns": COLUMNS, "campaign": campaign}
    return render(request, "campaigns/import.html", context, status=status)


def _preview(
    request: HttpRequest,
    campaign: Campaign,
    name: str,
    rows: list[Row],
    items: list[Item],
    changed: bool = False,
) -> HttpResponse:
    sealed = {"campaign": str(campaign.pk), "name": name, "rows": rows, "plan": fingerprint(items)}
    counts = {action: sum(i.action == action for i in items) for action in ("enter", "correct", "same")}
    context = {
        "campaign": campaign,
        "items": items,
        "counts": counts,
        "plan": signing.dumps(sealed, salt=SALT, compress=True),
        "changed": changed,
    }
    return render(request, "campaigns/import_preview.html", context, status=409 if changed else 200)


def _confirmed(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Do what the preview showed; where a colleague changed a value since, show what it would do now."""
    try:
        sealed = signing.loads(request.POST["plan"], salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return _page(request, campaign, FileForm(), [], 422)
    if sealed["campaign"] != str(campaign.pk):
        return _page(request, campaign, FileForm(), [], 422)
    try:
        items = plan(sealed["name"], sealed["rows"], campaign)
        if fingerprint(items) != sealed["plan"]:
            return _preview(request, campaign, sealed["name"], sealed["rows"], items, changed=True)
        carry_out(request.actor, campaign, items)
    except FileRefused as refusal:
        return _page(request, campaign, FileForm(), refusal.problems, 422)
    return HttpResponseRedirect(campaign_address(campaign))


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
