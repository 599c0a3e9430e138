"""The sheet of a place to print."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.web.public.place.addresses import place_address, slug_of, suggested
from careplace.web.public.place.params import asked_day, asked_place
from careplace.web.public.place.queries import snapshots
from careplace.web.public.provider.names import provider_names
from careplace.web.public.visits.queries import MOST, services_by_sector
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage


@require_safe
def visits(request, slug: str, day: str):
    """/places/<slug>/<date>/list/: every location of a place on paper, with room to write."""
    edition, area, requested = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    dates = snapshots(edition, area)
    on = next((snapshot for snapshot in dates if snapshot <= requested), None)
    if on is None:
        message = (
            f"The first register that covers {area.name} is of {dates[-1].isoformat()}."
            if dates
            else (f"No register of this edition covers {area.name}.")
        )
        raise NoSuchPage(message, suggested(edition, area.name))
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
