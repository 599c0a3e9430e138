"""The page of services near a postcode or a town."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures.providers.definitions import sectors
from careplace.web.public.explore.filters import BEDS, RATINGS
from careplace.web.public.my_list.params import MOST, added, list_address, without
from careplace.web.public.near.descriptions import described
from careplace.web.public.near.drawing import drawing
from careplace.web.public.near.filters import MILES, YEARS, NearFilter, near_filter
from careplace.web.public.near.selection import Nearby, nearby, people
from careplace.web.public.parameters import WrongAsked
from careplace.web.public.place.addresses import place_address, slug_of
from careplace.web.public.provider.names import provider_names
from careplace.web.shell import redirects

NATIONAL_SECTORS = [(key, sector.title) for key, sector in sectors().items() if not sector.needs_services]
CHOICES = {
    "ratings": RATINGS,
    "miles_options": [(n, f"{n} {'mile' if n == 1 else 'miles'}") for n in MILES],
    "sector_options": NATIONAL_SECTORS,
    "rated_options": [(n, f"The last {'year' if n == 1 else f'{n} years'}") for n in YEARS],
    "beds_options": [(key, key.replace("-", " ")) for key in BEDS],
    "most": MOST,
}


@require_safe
def near(request):
    """/near/: services near a place, a page of them; 400 with the form where something asked for is not there."""
    try:
        selection = nearby(request.edition, near_filter(request.GET))
    except WrongAsked as error:
        return _wrong(request, error)
    if redirect := _canonical(request, selection.filter):
        return redirect
    return render(request, "near/near.html", _context(request.edition, selection))


def near_address(filter: NearFilter) -> str:
    """The address of a selection."""
    pairs = filter.written()
    return reverse("near") + (f"?{urlencode(pairs)}" if pairs else "")


def _canonical(request, filter: NearFilter) -> HttpResponseRedirect | None:
    """To the one address of a selection, where it was asked for under another."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    return None if pairs == filter.written() else redirects.to(near_address(filter))


def _context(edition, selection: Nearby) -> dict:
    filter = selection.filter
    return CHOICES | {
        "filter": filter,
        "selection": selection,
        "description": described(filter),
        "narrowed": bool(filter.rating or filter.rated or filter.beds or filter.people),
        "problems": {},
        "unrecorded": selection.unrecorded or {},
        "people_options": [(name, name) for name in people(edition)],
        "choices": [(town, near_address(_of_town(edition, filter, town))) for town in selection.choices],
        "councils": [
            (area.name, place_address(edition, area))
            for area in (selection.locality.councils if selection.locality else ())
        ],
        "drawing": drawing(edition, selection),
        "providers": provider_names(edition, list(selection.rows)),
        "toggles": {row["location_id"]: _toggled(filter, row["location_id"]) for row in selection.rows},
        "my_list": list_address(filter.location),
        "before": near_address(replace(filter, page=filter.page - 1)) if filter.page > 1 else "",
        "after": near_address(replace(filter, page=filter.page + 1)) if filter.page < selection.pages else "",
        "wider": [(n, near_address(replace(filter, within=n, page=1))) for n in MILES if n > filter.within],
    }


def _of_town(edition, filter: NearFilter, town) -> NearFilter:
    return replace(filter, council=slug_of(edition, town.councils[0]))


def _toggled(filter: NearFilter, id: str) -> str:
    """The address of the same page with a location added to the list, or taken away; empty where the list is full."""
    is_kept = id in filter.location
    ids = without(filter.location, id) if is_kept else added(filter.location, id)
    return near_address(replace(filter, location=ids)) if is_kept or id in ids else ""


def _wrong(request, error: WrongAsked):
    """The form again, with what is wrong; nothing of what was asked for is shown."""
    values = {name: request.GET.get(name, "")[:200] for name in NearFilter.__dataclass_fields__}
    context = CHOICES | {
        "filter": values | {"rating": request.GET.getlist("rating")[:10], "location": ()},
        "problems": error.problems,
        "selection": None,
        "unrecorded": {},
        "people_options": [(name, name) for name in people(request.edition)],
        "choices": [],
    }
    response = render(request, "near/near.html", context, status=400)
    response.headers["Cache-Control"] = "no-store"
    return response
