"""/compare/?place=…&place=…&measure=…: the address says all that the page shows."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.publish.page import Exhibits
from careplace.web import redirects
from careplace.web.compare.asked import MOST, asked
from careplace.web.compare.reading import Compared, compared
from careplace.web.measures.finding import listed
from careplace.web.templating import query

SPARE = 2
"""Empty fields beside those that are filled in."""


@require_safe
def compare(request):
    """The places side by side, or how to ask for them."""
    edition = request.edition
    places, measures = request.GET.getlist("place"), request.GET.getlist("measure")
    found = asked(edition, places, measures)
    canonical = found.canonical(edition)
    if not found.wrong and found.places and (places, measures) != (canonical["place"], canonical["measure"]):
        return redirects.to(reverse("compare") + query(**canonical))
    told = compared(edition, found.places, found.subjects) if found.enough else []
    fields = [*(found.texts[:MOST] if found.wrong else [area.name for area in found.places])]
    context = {
        "found": found,
        "sections": _sections(told),
        "without": [one for one in found.subjects if not one.newest],
        "fields": fields + [""] * max(2 - len(fields), min(SPARE, MOST - len(fields)), 0),
        "measures": _choices(edition),
        "chosen": {one.key for one in found.subjects},
        "names": _names(edition),
        "nation": next((a.name for a in edition.gazetteer.areas.values() if a.kind == "nation"), ""),
        "titles": {key: one.title for key, one in dictionary.sections().items()},
        "exhibits": Exhibits(),
    }
    return render(request, "compare/compare.html", context, status=400 if found.wrong else 200)


def _sections(told: list[Compared]) -> dict[str, list[Compared]]:
    """Comparisons by the key of their section, in the order asked for."""
    found: dict[str, list[Compared]] = {}
    for one in told:
        found.setdefault(one.subject.measure.section, []).append(one)
    return found


def _choices(edition) -> dict:
    """{section's title: its subjects} of every measure that councils can be compared on."""

    def made() -> dict:
        every = (one for sections in listed(edition).values() for one in sections)
        told = {one.section: [s for s in one.subjects if s.told > 1] for one in every}
        return {section: held for section, held in told.items() if held}

    return edition.remembered(("compared on",), made)


def _names(edition) -> list[str]:
    """What the fields suggest: every council that stands, the regions and the nation."""
    kinds = ("council", "region", "nation")
    areas = edition.gazetteer.areas.values()
    return edition.remembered(
        ("names",), lambda: sorted({a.name for a in areas if a.kind in kinds and a.stands()})
    )
