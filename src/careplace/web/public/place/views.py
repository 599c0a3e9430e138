"""The pages of a place: the whole at a date, and each of its parts."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.measures.providers.definitions import sectors
from careplace.places.area import UnknownPlace
from careplace.publications.action_plan import ENDINGS
from careplace.publications.records import KINDS as PUBLICATION_KINDS
from careplace.web.public.place.addresses import place_address, slug_of, suggested
from careplace.web.public.place.params import asked_day, asked_place, comparators, elsewhere, last_date
from careplace.web.public.place.queries import CHOICES, dates, place_page
from careplace.web.public.publications.follow_up import follow_ups
from careplace.web.public.reports.formats import REPORTS
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage, answer
from careplace.web.shell.templating import query

PARTS = {key: entry for key, entry in {**sectors(), **dictionary.sections()}.items() if key != "providers"}
"""What has a page of its own below a place: the sectors of providers, and the sections of outcomes."""


@require_safe
def newest(request, slug: str):
    """/places/<slug>/: to the newest page of the place."""
    area = asked_place(request, slug)
    return redirects.with_query(
        request, place_address(request.edition, area, dates(request.edition, area)[0])
    )


@require_safe
def at(request, slug: str, day: str):
    """/places/<slug>/<date>/: the brief and the chapters of a place at a date."""
    return _rendered(request, slug, day, "", "place/place.html")


@require_safe
def part(request, slug: str, day: str, key: str):
    """/places/<slug>/<date>/<part>/: one sector of the place's providers, or one section of its outcomes, whole."""
    if key not in PARTS:
        raise NoSuchPage("No part of a place's page has this address.", suggested(request.edition, slug))
    template = "place/sector.html" if key in sectors() else "place/section.html"
    return _rendered(request, slug, day, key, template)


@require_safe
def newest_path(request, slug: str):
    """/places/<slug>/path/: to a person's path at the newest date of the place."""
    area = asked_place(request, slug)
    newest = dates(request.edition, area)[0]
    return redirects.with_query(request, reverse("path", args=[slug_of(request.edition, area), newest]))


@require_safe
def path(request, slug: str, day: str):
    """/places/<slug>/<date>/path/: a person's path from home to hospital and back, in figures of many people."""
    return _rendered(request, slug, day, "path", "place/path.html")


def _rendered(request, slug: str, day: str, key: str, template: str):
    edition, area, requested = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    on = last_date(edition, area, requested)
    # A day between two of the place's dates leads to the one before it.
    name, more = ("part", (key,)) if key else ("place-at", ())
    if redirect := elsewhere(request, (slug, day), area, on, name, *more):
        return redirect
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
        "reports": REPORTS,
        "publications": request.publications.about(area.code),
        "publication_kinds": PUBLICATION_KINDS,
        "follow_ups": follow_ups(request.publications, area.code),
        "endings": ENDINGS,
    }
    against = ",".join(page.against or ())
    context |= {
        "chart_files": f"{reverse('place-at', args=[slug, on])}charts/",
        "chart_query": query(against=against),
    }
    return render(request, template, context | {"key": key, "part": PARTS.get(key), "asked_against": against})
