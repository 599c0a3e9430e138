"""Which address a place has, and which place an address means."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from careplace.measures.cache import cached
from careplace.places.area import KINDS, Area
from careplace.publish.wording import filename
from careplace.web.public.editions import EditionCursor
from careplace.web.shell import errors

SUGGESTED = 8


@cached()
def slugs(edition: EditionCursor) -> dict[str, Area]:
    """{slug: place} of every place that pages may be about.

    A name that two places bear goes to the one that stands, then to the kind that comes first in KINDS; the other's
    slug ends in its kind (`west-midlands-combined-authority`), or its code.
    """
    by_slug: dict[str, Area] = {}
    for area in sorted(edition.gazetteer.areas.values(), key=_first):
        short = filename(area.name)
        for slug in (short, f"{short}-{filename(area.kind)}", f"{short}-{area.code.lower()}"):
            if by_slug.setdefault(slug, area) is area:
                break
    return by_slug


def _first(area: Area) -> tuple:
    ended = area.to_date or date.max
    return (area.to_date is not None, -ended.toordinal(), KINDS.index(area.kind), area.code)


def slug_of(edition: EditionCursor, area: Area) -> str:
    """The slug of a place."""
    return _slugs_by_code(edition)[area.code]


@cached()
def _slugs_by_code(edition: EditionCursor) -> dict[str, str]:
    return {area.code: slug for slug, area in slugs(edition).items()}


def place_address(edition: EditionCursor, area: Area, on: date | None = None) -> str:
    """The address of a place: of its newest page, or of its page at a date."""
    slug = slug_of(edition, area)
    return reverse("place", args=[slug]) if on is None else reverse("place-at", args=[slug, on.isoformat()])


def place_called(edition: EditionCursor, slug: str) -> Area | None:
    """The place that a slug means: its own, a code, or a name that it had; None where it means none or several."""
    if area := slugs(edition).get(slug):
        return area
    candidates = edition.gazetteer.candidates(slug.replace("-", " "))
    return candidates[0] if len(candidates) == 1 else None


def suggested(edition: EditionCursor, text: str) -> list[dict]:
    """Places whose names are like a text, best first, as `_place_list.html` shows them."""
    return [entry(edition, area) for area in edition.gazetteer.find(text)[:SUGGESTED]]


def page_not_found(request, exception: Exception | None = None) -> HttpResponse:
    """404, with the places whose names are like the last words of the address."""
    suggests = hasattr(exception, "suggestions")
    return errors.not_found(request, exception, () if suggests else _like_address(request))


def _like_address(request) -> list[dict]:
    if not hasattr(request, "edition") or request.path_info.startswith(errors.API):
        return []
    words = [part for part in request.path_info.split("/") if len(part) > 2 and not part[0].isdigit()]
    return suggested(request.edition, words[-1].replace("-", " ")) if words else []


def entry(edition: EditionCursor, area: Area) -> dict:
    """A place in a list: name, kind, code, address, and in `description` where it is or what became of it."""
    return {
        "name": area.name,
        "kind": area.kind,
        "code": area.code,
        "address": place_address(edition, area),
        "description": _described(edition, area),
    }


def _described(edition: EditionCursor, area: Area) -> str:
    if area.council:
        return f"district, in {edition.gazetteer.areas[area.council].name}"
    within = [
        parent.name
        for parent in edition.gazetteer.parents(area)
        if parent.kind == "region" and parent is not area
    ]
    description = ", ".join([area.kind, *(f"in {name}" for name in within)])
    return f"{description}, until {area.to_date.year}" if area.to_date else description
