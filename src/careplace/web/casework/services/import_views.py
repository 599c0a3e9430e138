"""Importing a list of services: a file, then a preview of what it changes, then the change."""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from careplace.casework import edition_reader
from careplace.casework.assurance.import_file import COLUMNS, Row, read_rows
from careplace.casework.assurance.import_plan import Item, carry_out, fingerprint, plan
from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.table_file import MOST_BYTES, FileRefused
from careplace.sources.contract import Problem
from careplace.web.casework.scope import at_place

SALT, HOURS = "careplace.import", 12
CANDIDATES = 100
"""For how many new services a location is looked up: a person looks at each."""


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="CSV or XLSX file", help_text="At most 5 MB. The first row has the names of the columns."
    )


@at_place("services.import", form=True)
def import_services(request: HttpRequest) -> HttpResponse:
    """The page that takes a file, its preview, and what a person confirmed of it."""
    if "plan" in request.POST:
        return _confirmed(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            rows = read_rows(file.name, content)
            return _preview(request, file.name, rows, plan(file.name, rows, request.actor.place))
        except FileRefused as refusal:
            return _page(request, form, refusal.problems, 422)
    return _page(request, form, [], 422 if form.errors else 200)


def _page(request: HttpRequest, form: FileForm, problems: list[Any], status: int) -> HttpResponse:
    context = {"form": form, "problems": problems, "columns": COLUMNS, "kinds": service_kinds()}
    return render(request, "services/import.html", context, status=status)


def _preview(
    request: HttpRequest, name: str, rows: list[Row], items: list[Item], changed: bool = False
) -> HttpResponse:
    sealed = {"place": request.actor.place, "name": name, "rows": rows, "plan": fingerprint(items)}
    context = {
        "items": items,
        "counts": {
            action: sum(item.action == action for item in items) for action in ("add", "change", "same")
        },
        "candidates": candidates(request.actor.place, items),
        "plan": signing.dumps(sealed, salt=SALT, compress=True),
        "changed": changed,
    }
    return render(request, "services/import_preview.html", context, status=409 if changed else 200)


def candidates(place: str, items: list[Item]) -> dict[int, list[dict[str, Any]]]:
    """{row: locations of the edition that a new service without a location ID may be}; none without an edition."""
    unknown = [item for item in items if item.action == "add" and not item.values.get("location_id")]
    try:
        return {item.number: _locations(place, item.values["name"]) for item in unknown[:CANDIDATES]}
    except edition_reader.NoEdition:
        return {}


def _locations(place: str, name: str) -> list[dict[str, Any]]:
    parameters = {"place": place, "name": name}
    package = "careplace.casework.assurance"
    return edition_reader.rows(settings.CAREPLACE.home, package, "location_candidates.sql", parameters)


def _confirmed(request: HttpRequest) -> HttpResponse:
    """Do what the preview showed; where a colleague changed a service since, show what it would do now."""
    try:
        sealed = signing.loads(request.POST["plan"], salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return _page(request, FileForm(), [], 422)
    if sealed["place"] != request.actor.place:
        return _page(request, FileForm(), [], 422)
    try:
        items = plan(sealed["name"], sealed["rows"], request.actor.place)
    except FileRefused as refusal:
        return _page(request, FileForm(), refusal.problems, 409)
    if fingerprint(items) != sealed["plan"]:
        return _preview(request, sealed["name"], sealed["rows"], items, changed=True)
    try:
        carry_out(request.actor, items, _chosen(request, items))
    except ValidationError as error:
        # Rows that are right each by itself, and not together: two new services with one location.
        together = Problem(sealed["name"], " ".join(error.messages), "rows that can be saved together")
        return _page(request, FileForm(), [together], 422)
    return HttpResponseRedirect(reverse("services", args=[request.actor.place]))


def _chosen(request: HttpRequest, items: list[Item]) -> dict[int, str]:
    """{row: the location that a person chose for it}, of those that were offered."""
    offered = candidates(request.actor.place, items)
    choices = {number: request.POST.get(f"location_{number}", "") for number in offered}
    return {
        number: choice
        for number, choice in choices.items()
        if choice in {location["location_id"] for location in offered[number]}
    }
