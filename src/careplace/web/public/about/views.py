"""The pages about the site. Each is a template of its own under about/, listed here once."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.engine import sql_text
from careplace.measures.providers.definitions import measures
from careplace.publish.corrections import corrections


@dataclass(frozen=True)
class About:
    """One page: its slug, its title, and what it answers."""

    slug: str
    title: str
    says: str


PAGES = {
    page.slug: page
    for page in (
        About(
            "methods",
            "Methods",
            "How figures are counted, what an interval is, when a difference is called one",
        ),
        About(
            "sources", "Sources", "Which published files the figures are made from, their dates and licences"
        ),
        About(
            "dictionary", "Dictionary of measures", "What each number is: counted what, out of what, and how"
        ),
        About("editions", "Editions", "What an edition is, and which one you are reading"),
        About("corrections", "Corrections", "What we got wrong, and when it was put right"),
        About(
            "accessibility",
            "Accessibility statement",
            "How far the site works for everyone, and who to tell",
        ),
        About("privacy", "Privacy", "What the site notes about you: no cookie, no address"),
    )
}


@require_safe
def about(request):
    """/about/: what this is, who it is for, and the pages that say more."""
    return render(request, "about/about.html", {"pages": PAGES.values()})


@require_safe
def page(request, slug: str):
    """/about/<page>/."""
    context = {
        "page": PAGES[slug],
        "sources": _sources(request.edition),
        "left_aside": request.edition.left_aside,
        "registers": request.edition.rows(sql_text(__package__, "registers.sql"))
        if slug == "editions"
        else [],
        "measures": measures().values(),
        "corrections": corrections(),
    }
    return render(request, f"about/{slug}.html", context)


def _sources(edition) -> list[dict]:
    """Every file of the edition, by publisher and date."""
    return sorted(
        edition.made_from, key=lambda file: (file["publisher"], str(file["snapshot"] or ""), file["name"])
    )
