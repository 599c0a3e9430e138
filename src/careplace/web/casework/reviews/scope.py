"""The team of a review is the boundary of its pages, within the place."""

from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careplace.casework.reviews.models import OfReview
from careplace.casework.reviews.team import of_reviews, reviews_of
from careplace.web.casework.scope import View, at_place, record_of

R = TypeVar("R", bound=OfReview)


def at_review(permission: str = "reviews.read", form: bool = False) -> Any:
    """A page of a review, whose `id` is in the address: the view gets the review. Arguments as for `at_place`.

    Raises:
        NoSuchPage: for somebody who is not on its team, as for a review that there is not.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, id: UUID, **parts: Any) -> HttpResponse:
            return view(request, record_of(reviews_of(request.actor), id, "review"), **parts)

        return at_place(permission, form)(page)

    return declare


def review_record(request: HttpRequest, model: type[R], id: UUID, noun: str) -> R:
    """A record of a review that the person is on the team of. Raises NoSuchPage for any other."""
    record: R = record_of(of_reviews(model, request.actor).select_related("review"), id, noun)
    return record
