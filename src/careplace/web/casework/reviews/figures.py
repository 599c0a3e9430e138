"""Figures of the edition that a review reads: what its team looks up, and adds as a source by its id."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.edition_reader import NoEdition
from careplace.casework.reviews import editions
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.sources import COLLECTING
from careplace.publish.wording import written
from careplace.web.casework.reviews.scope import at_review

LONGEST = 100


@at_review()
def figures(request: HttpRequest, record: Review) -> HttpResponse:
    """Figures of the place whose measures have the words of ?q= in their titles."""
    words, rows, missing = request.GET.get("q", "").strip()[:LONGEST], [], False
    try:
        rows = editions.search(settings.CAREPLACE.home, record.edition, record.place, words)
    except NoEdition:
        missing = True
    context = {
        "review": record,
        "query": words,
        "rows": [(row, written(row.figure)) for row in rows],
        "missing": missing,
        "most": editions.MOST,
        "may_add": record.state in COLLECTING and request.actor.may("reviews.write"),
    }
    return render(request, "reviews/figures.html", context)
