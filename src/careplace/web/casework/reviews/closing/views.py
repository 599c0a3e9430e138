"""What followed a review: its summits, its follow-up visits, and what stands in the way of closing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.reviews.closing.actions import SUMMIT_IN
from careplace.casework.reviews.closing.aftermath import numbers_of, summits_of, visits_of
from careplace.casework.reviews.closing.checklist import checklist, closing_of
from careplace.casework.reviews.closing.models import DECISIONS
from careplace.casework.reviews.followup.actions import FOLLOWED_IN, WRITERS
from careplace.casework.reviews.followup.plan import plan_of, recommendations_of
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.team import part_of
from careplace.publications.action_plan import ENDINGS, VERDICTS
from careplace.web.casework.reviews.scope import at_review


@at_review()
def summits(request: HttpRequest, review: Review) -> HttpResponse:
    """The summits of a review, with what each agreed."""
    context = _context(request, review, SUMMIT_IN) | {"summits": summits_of(review), "decisions": DECISIONS}
    return render(request, "closing/summits.html", context | _recommendations(review))


@at_review()
def visits(request: HttpRequest, review: Review) -> HttpResponse:
    """The regulator's follow-up visits, with what each found."""
    context = _context(request, review, FOLLOWED_IN) | {"visits": visits_of(review), "verdicts": VERDICTS}
    return render(request, "closing/visits.html", context | _recommendations(review))


@at_review()
def closing(request: HttpRequest, review: Review) -> HttpResponse:
    """Each recommendation, how it ended, and what stands in the way of closing the review."""
    after = closing_of(review)
    context = _context(request, review, FOLLOWED_IN) | {
        "after": after,
        "list": checklist(plan_of(review), after),
        "endings": ENDINGS,
        "verdicts": VERDICTS,
    }
    return render(request, "closing/checklist.html", context)


def _context(request: HttpRequest, review: Review, states: tuple[str, ...]) -> dict[str, Any]:
    part = part_of(request.actor, review.pk)
    return {
        "review": review,
        "may_write": part in WRITERS and review.state in states,
        "leads": part == "lead" and request.actor.may("reviews.lead"),
    }


def _recommendations(review: Review) -> dict[str, Any]:
    rows = recommendations_of(review)
    return {"texts": {row.pk: row.text for row in rows}, "numbers": numbers_of(rows)}
