"""The sheet of a place to print."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.web.public.place.addresses import place_address
from careplace.web.public.place.params import asked_day, asked_place, elsewhere, last_register
from careplace.web.public.provider.names import provider_names
from careplace.web.public.visits.queries import MOST, services_by_sector


@require_safe
def visits(request, slug: str, day: str):
    """/places/<slug>/<date>/list/: every location of a place on paper, with room to write."""
    edition, area, requested = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    on = last_register(edition, area, requested)
    if redirect := elsewhere(request, (slug, day), area, on, "visits"):
        return redirect
    parts = services_by_sector(edition, area, on)
    context = {
        "area": area,
        "slug": slug,
        "on": on,
        "place_address": place_address(edition, area, on),
        "parts": parts,
        "providers": provider_names(edition, [row for _title, rows in parts or () for row in rows]),
        "most": MOST,
    }
    return render(request, "visits/list.html", context)
