"""Importing a list of services."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from careplace.casework import edition_reader
from careplace.casework.assurance.import_items import counted
from careplace.casework.assurance.import_plan import COLUMNS, REQUIRED, Item, carry_out, plan
from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.scope.actor import Actor
from careplace.web.casework.imports.pages import Import
from careplace.web.casework.scope import at_place

CANDIDATES = 100
"""For how many new services a location is looked up: a person looks at each."""


@at_place("services.import", form=True)
def import_services(request: HttpRequest) -> HttpResponse:
    """The page that takes a file, its preview, and what a person confirmed of it."""
    place = request.actor.place
    pages = Import(
        subject=f"services of {place}",
        columns=COLUMNS,
        required=REQUIRED,
        templates=("services/import.html", "services/import_preview.html"),
        plan=partial(plan, place=place),
        previewed=partial(_previewed, place),
        carry_out=partial(_carried_out, request.actor),
        context={"kinds": service_kinds()},
    )
    return pages.answer(request)


def _previewed(place: str, items: list[Item]) -> dict[str, Any]:
    return {
        "counts": counted(items, ("add", "change", "same")),
        "candidates": candidates(place, items),
    }


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


def _carried_out(actor: Actor, items: list[Item], choices: QueryDict) -> str:
    carry_out(actor, items, _chosen(actor.place, items, choices))
    return reverse("services", args=[actor.place])


def _chosen(place: str, items: list[Item], choices: QueryDict) -> dict[int, str]:
    """{row: the location that a person chose for it}, of those that were offered."""
    offered = candidates(place, items)
    chosen = {number: choices.get(f"location_{number}", "") for number in offered}
    return {
        number: choice
        for number, choice in chosen.items()
        if choice in {location["location_id"] for location in offered[number]}
    }
