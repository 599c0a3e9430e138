"""The sheet of a place to print."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.web.public.place.addresses import place_address, slug_of
from careplace.web.public.place.params import asked_day, asked_place, last_register
from careplace.web.public.provider.names import provider_names
from careplace.web.public.visits.queries import MOST, services_by_sector
from careplace.web.shell import redirects


@require_safe
def visits(request, slug: str, day: str):
    """/places/<slug>/<date>/list/: every location of a place on paper, with room to write."""
    edition, area, requested = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    on = last_register(edition, area, requested)
    if (slug, requested) != (slug_of(edition, area), on):
        return redirects.with_query(request, reverse("visits", args=[slug_of(edition, area), on]))
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
