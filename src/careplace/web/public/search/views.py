"""The first page, with the list of places, and the search."""

import re

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.places.area import Area
from careplace.places.folding import fold
from careplace.places.search import ONLY_LIKE
from careplace.web.public.editions import EditionCursor
from careplace.web.public.map.colouring import colouring
from careplace.web.public.map.outlines import drawing
from careplace.web.public.place.addresses import entry, place_address
from careplace.web.public.place.queries import snapshots
from careplace.web.shell import redirects
from careplace.web.shell.errors import answer

LONGEST, MOST_PLACES = 100, 25
# A district ("CV6") or a whole postcode ("CV6 5LP"), which say where somebody is: never looked up by guessing.
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?(\s*\d[A-Za-z]{2})?")


@require_safe
def home(request):
    """/?measure=: a search box, the map, every place by region, what this is and what it is not."""
    colours = colouring(request.edition, request.GET.get("measure", ""))
    if colours.wrong:
        return answer(request, 400, "The map has no such measure", colours.wrong)
    context = {"regions": regions(request.edition), "drawing": drawing(request.edition), "colours": colours}
    return render(request, "search/home.html", context)


@require_safe
def search(request):
    """/search?q=: one place of that name is gone to; several, or none, are listed."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    exact = exact_matches(request.edition, text) if fold(text) else []
    if len(exact) == 1:
        return redirects.to(place_address(request.edition, exact[0]))
    matches = exact or (request.edition.gazetteer.find(text)[:MOST_PLACES] if fold(text) else [])
    context = {
        "asked": text,
        "exact": bool(exact),
        "only_like": ONLY_LIKE,
        "postcode": bool(_POSTCODE.fullmatch(text)),
        "found": [entry(request.edition, area) for area in matches],
    }
    return render(request, "search/search.html", context)


def exact_matches(edition: EditionCursor, text: str) -> list[Area]:
    """The places that bear a name: those that stand, or where none does, those that did."""
    candidates = edition.gazetteer.candidates(text)
    return [area for area in candidates if area.stands()] or candidates


def regions(edition: EditionCursor) -> list[dict]:
    """[{name, address, places}]: every council that stands, by region, once an edition."""
    return edition.cached(("regions",), lambda: _regions(edition))


def _regions(edition: EditionCursor) -> list[dict]:
    lists: dict[str, list[Area]] = {}
    for area in edition.gazetteer.areas.values():
        if area.kind == "council" and area.stands():
            within = next(
                (parent for parent in edition.gazetteer.parents(area) if parent.kind == "region"), None
            )
            lists.setdefault(within.code if within else "", []).append(area)
    regions = [_region(edition, edition.gazetteer.areas.get(code), places) for code, places in lists.items()]
    return sorted(regions, key=lambda region: (not region["address"], region["name"]))


def _region(edition: EditionCursor, region: Area | None, places: list[Area]) -> dict:
    entries = [
        {"name": area.name, "address": place_address(edition, area), "known": bool(snapshots(edition, area))}
        for area in sorted(places, key=lambda area: area.name)
    ]
    if region is None:
        return {"name": "In no region", "address": "", "places": entries}
    return {"name": region.name, "address": place_address(edition, region), "places": entries}
