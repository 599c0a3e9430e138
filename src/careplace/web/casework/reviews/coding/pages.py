"""What every page of coding shows: the way to the others, and what this person may do with a coding."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from careplace.casework.reviews.coding.actions import CODERS
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.models import Review
from careplace.web.casework.reviews.coding.codings import STEPS

PAGES = (
    ("review-codes", "Code book"),
    ("review-search", "Texts and search"),
    ("review-rounds", "Double coding"),
    ("review-exchange", "Import and export"),
)
"""(name of a page of coding, its words)"""


def shown_with(request: HttpRequest, review: Review, part: str) -> dict[str, Any]:
    """The context of a page of coding.

    `coder` is whether the person codes, for the panel reads; `leads` whether they lead the review.

    Args:
        part: what the person does on the review's team.
    """
    coder = part in CODERS
    populations = {kind.key: kind.title for kind in review.framework_used.populations}
    return {
        "review": review,
        "coding_pages": PAGES,
        "populations": populations,
        "coder": coder,
        "leads": part == "lead",
        "coding_actions": partial(_actions, request) if coder else lambda _coding: [],
    }


def _actions(request: HttpRequest, coding: Coding) -> list[str]:
    return [a for a in CODING.actions(coding.state, request.actor.roles) if a in STEPS]
