"""The first page, with the list of places, and the search."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.measures.cache import cached
from careplace.places.area import Area
from careplace.places.folding import fold
from careplace.places.postcodes import ADVICE
from careplace.places.search import ONLY_LIKE
from careplace.web.public.editions import EditionCursor
from careplace.web.public.map.colouring import colouring
from careplace.web.public.map.outlines import drawing
from careplace.web.public.near.filters import NearFilter
from careplace.web.public.near.views import near_address
from careplace.web.public.place.addresses import place_address, slug_of
from careplace.web.public.place.queries import snapshots
from careplace.web.public.search.localities import Locality
from careplace.web.public.search.results import addresses_of, results, suggestions
from careplace.web.shell import redirects
from careplace.web.shell.errors import answer

LONGEST = 100


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
    """/search?q=: to the one place of that name; all else that the words may mean is listed by kind."""
    text = _text(request)
    matches = results(request.edition, text) if text else None
    if matches and len(matches.exact) == 1:
        return redirects.to(place_address(request.edition, matches.exact[0]))
    context = {
        "text": text,
        "results": matches,
        "only_like": ONLY_LIKE,
        "advice": ADVICE,
        "towns": _towns(request.edition, matches.localities if matches else ()),
    }
    return render(request, "search/search.html", context)


@require_safe
def suggest(request):
    """/suggestions?q=: names that begin with some words, for the script of the search box."""
    text = _text(request)
    return JsonResponse({"suggestions": suggestions(request.edition, text) if text else []})


def _text(request) -> str:
    """The words of a request, cut at LONGEST; nothing where no letter or digit is among them."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    return text if fold(text) else ""


def _towns(edition: EditionCursor, towns: tuple[Locality, ...]) -> list[tuple]:
    """(town or postcode, names and addresses of its councils, address of the services near it) of each."""
    return [(town, addresses_of(edition, town), _near(edition, town, towns)) for town in towns]


def _near(edition: EditionCursor, town: Locality, towns: tuple[Locality, ...]) -> str:
    """The address of the services near a town: with its council where another has the same name."""
    council = slug_of(edition, town.councils[0]) if len(towns) > 1 else ""
    return near_address(NearFilter(q=town.name, council=council)) if town.middle else ""


@cached()
def regions(edition: EditionCursor) -> list[dict]:
    """[{name, address, places}]: every council that stands, by region."""
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
