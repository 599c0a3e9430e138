"""The team of a review is the boundary of its pages, within the place; a person's declared interests open its sources."""

from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careplace.casework.reviews.models import OfReview
from careplace.casework.reviews.team import check_declared, of_reviews, part_in, reviews_of
from careplace.web.casework.scope import View, at_place, record_of

R = TypeVar("R", bound=OfReview)


def at_review(permission: str = "reviews.read", form: bool = False, undeclared: bool = False) -> Any:
    """A page of a review, whose `id` is in the address: the view gets the review. Arguments as for `at_place`.

    Args:
        undeclared: whether it is also for people of the team who have not declared their interests.

    Raises:
        NoSuchPage: for somebody who is not on its team, as for a review that there is not.
        NotAllowed: for somebody who is, and has not declared their interests.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, id: UUID, **parts: Any) -> HttpResponse:
            review = record_of(reviews_of(request.actor), id, "review")
            if not undeclared:
                check_declared(review.declared)
            return view(request, review, **parts)

        return at_place(permission, form)(page)

    return declare


def review_record(request: HttpRequest, model: type[R], id: UUID, noun: str, undeclared: bool = False) -> R:
    """A record of a review that the person is on the team of; `own_part` is what they do there. Raises as `at_review`."""
    rows = of_reviews(model, request.actor, undeclared=True).select_related("review")
    record: R = record_of(rows.annotate(own_part=part_in(request.actor, "review_id")), id, noun)
    if not undeclared:
        check_declared(record.declared)
    return record
