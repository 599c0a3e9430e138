"""The pages of a place: the whole at a date, and each of its parts."""

from datetime import date

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.measures.providers.definitions import sectors
from careplace.places.area import Area, UnknownPlace
from careplace.places.comparators import split_specs
from careplace.web.errors import NoSuchPage, answer
from careplace.web.pages import SOON
from careplace.web.place.addresses import place_address, place_called, slug_of, suggested
from careplace.web.place.reading import CHOICES, MOST, dates, place_page

PARTS = {key: one for key, one in {**sectors(), **dictionary.sections()}.items() if key != "providers"}
"""What has a page of its own below a place: the sectors of providers, and the sections of outcomes."""


@require_safe
def newest(request, slug: str):
    """/places/<slug>/: to the newest page of the place."""
    area = asked_place(request, slug)
    return led_to(request, place_address(request.edition, area, dates(request.edition, area)[0]))


@require_safe
def at(request, slug: str, day: str):
    """/places/<slug>/<date>/: the brief and the chapters of a place at a date."""
    return _shown(request, slug, day, "", "place/place.html")


@require_safe
def part(request, slug: str, day: str, key: str):
    """/places/<slug>/<date>/<part>/: one sector of the place's providers, or one section of its outcomes, whole."""
    if key not in PARTS:
        raise NoSuchPage("No part of a place's page has this address.", suggested(request.edition, slug))
    template = "place/sector.html" if key in sectors() else "place/section.html"
    return _shown(request, slug, day, key, template)


def _shown(request, slug: str, day: str, key: str, template: str):
    edition, area, asked = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    known = dates(edition, area)
    on = next((one for one in known if one <= asked), None)
    if on is None:
        said = f"The first date at which anything is known of {area.name} is {known[-1].isoformat()}."
        raise NoSuchPage(said, suggested(edition, area.name))
    if (slug, asked) != (slug_of(edition, area), on):
        # An address says what it shows: a day between two of the place's dates leads to the one before it.
        address = reverse("part", args=[slug_of(edition, area), on, key]) if key else ""
        return led_to(request, address or place_address(edition, area, on))
    try:
        page = place_page(edition, area, on, comparators(request), key)
    except UnknownPlace as error:
        return answer(request, 400, "These comparators cannot be read", str(error))
    context = {
        "page": page,
        "report": page.report,
        "exhibits": page.exhibits,
        "choices": CHOICES,
        "slug": slug,
    }
    against = ",".join(page.against or ())
    return render(request, template, context | {"key": key, "part": PARTS.get(key), "asked_against": against})


def comparators(request) -> tuple[str, ...] | None:
    """The comparators of ?against=, given once with commas or several times; None for the usual ones.

    Raises:
        UnknownPlace: for more than MOST.
    """
    found = split_specs(",".join(request.GET.getlist("against")))
    if len(found) > MOST:
        raise UnknownPlace(f"{len(found)} comparators are too many for one page: name at most {MOST}.")
    if any("=" in spec for spec in found):
        request.edition.keep_apart()
    return found or None


def asked_place(request, slug: str) -> Area:
    area = place_called(request.edition, slug)
    if area is None:
        words = slug.replace("-", " ")
        raise NoSuchPage(f"No place is called {words!r}.", suggested(request.edition, words))
    return area


def asked_day(request, slug: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchPage(f"{text} is not a date.", suggested(request.edition, slug)) from None


def led_to(request, address: str) -> HttpResponseRedirect:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = SOON
    return response
