"""/compare/?place=…&place=…&measure=…: the address says all that the page shows."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.measures.cache import cached
from careplace.publish.page import Exhibits
from careplace.web.public.compare.comparison import Compared, compared, summary
from careplace.web.public.compare.params import MOST, comparison_params
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.listing import listed_by_section
from careplace.web.shell import redirects
from careplace.web.shell.templating import query

SPARE = 2
"""Empty fields beside those that are filled in."""


@require_safe
def compare(request):
    """The places side by side, or how to ask for them."""
    edition = request.edition
    places, measures = request.GET.getlist("place"), request.GET.getlist("measure")
    params = comparison_params(edition, places, measures)
    canonical = params.canonical(edition)
    if (
        not params.wrong
        and params.places
        and (places, measures) != (canonical["place"], canonical["measure"])
    ):
        return redirects.to(reverse("compare") + query(**canonical))
    comparisons = compared(edition, params.places, params.subjects) if params.enough else []
    fields = [*(params.texts[:MOST] if params.wrong else [area.name for area in params.places])]
    context = {
        "found": params,
        "sections": _sections(comparisons),
        "summary": [
            (place, {word: matches for word, matches in by_word.items() if matches})
            for place, by_word in summary(comparisons)
        ],
        "slugs": canonical["place"],
        "chart_files": f"{reverse('compare')}charts/",
        "chart_query": "",
        "without": [subject for subject in params.subjects if not subject.newest],
        "fields": fields + [""] * max(2 - len(fields), min(SPARE, MOST - len(fields)), 0),
        "measures": _choices(edition),
        "chosen": {subject.key for subject in params.subjects},
        "names": _names(edition),
        "nation": nation_name(edition),
        "titles": {key: section.title for key, section in dictionary.sections().items()},
        "exhibits": Exhibits(),
    }
    return render(request, "compare/compare.html", context, status=400 if params.wrong else 200)


def nation_name(edition) -> str:
    """The name of the nation that councils are compared with."""
    return next((a.name for a in edition.gazetteer.areas.values() if a.kind == "nation"), "")


def _sections(comparisons: list[Compared]) -> dict[str, list[Compared]]:
    """Comparisons by the key of their section, in the order asked for."""
    by_section: dict[str, list[Compared]] = {}
    for comparison in comparisons:
        by_section.setdefault(comparison.subject.measure.section, []).append(comparison)
    return by_section


@cached()
def _choices(edition: EditionCursor) -> dict:
    """{section's title: its subjects} of every measure that councils can be compared on."""
    parts = (part for parts in listed_by_section(edition).values() for part in parts)
    by_section = {part.section: [s for s in part.subjects if s.latest_councils > 1] for part in parts}
    return {section: subjects for section, subjects in by_section.items() if subjects}


@cached()
def _names(edition: EditionCursor) -> list[str]:
    """What the fields suggest: every council that stands, the regions and the nation."""
    kinds = ("council", "region", "nation")
    areas = edition.gazetteer.areas.values()
    return sorted({area.name for area in areas if area.kind in kinds and area.stands()})
