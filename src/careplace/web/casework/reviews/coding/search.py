"""Search in a review's texts, and coding of what it finds."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict

from careplace.casework.reviews.coding import actions, book
from careplace.casework.reviews.coding.actions import Choice
from careplace.casework.reviews.coding.models import Code, Passage
from careplace.casework.reviews.coding.search import Filters, codings_in, ids_of, passages, with_content
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.models import Review, Text
from careplace.casework.workflow.actions import Conflict
from careplace.casework.workflow.transitions import NEW
from careplace.voices.texts import Span
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.coding.forms import DIRECTIONS, BulkForm
from careplace.web.casework.reviews.coding.pages import shown_with
from careplace.web.casework.reviews.scope import at_review

RESULTS = 50
CHANGED = (
    "The texts changed since you searched, so nothing was coded. Look at what is found now, and save again."
)


@at_review(form=True)
def search(request: HttpRequest, review: Review) -> HttpResponse:
    """The passages that the address asks for; a form codes those that are ticked. Without words, the review's texts."""
    filters = filters_of(request.GET)
    if request.method == "POST":
        CODING.check(NEW, "code", request.actor.roles)
    rows = passages(request.actor, review.pk, filters) if filters.any else Passage.objects.none()
    results = Paginator(ids_of(rows), RESULTS).get_page(request.GET.get("page"))
    page_passages = with_content(results.object_list)
    branches = book.tree(Code.objects.filter(review=review))
    make = partial(
        BulkForm, framework=review.framework_used, branches=branches, passages=[p.pk for p in page_passages]
    )
    page = FormPage(
        "Search the texts",
        "Save the codes",
        make,
        partial(_save, request, review, rows, page_passages),
        {"total": results.paginator.count},
        template="coding/search.html",
    )
    texts = {} if filters.any else {"texts": _texts(review)}
    return page.answer(
        request,
        filters=filters,
        results=results,
        page_passages=page_passages,
        codings=codings_in(request.actor, page_passages),
        branches=branches,
        directions=DIRECTIONS,
        address=_address(request),
        **texts,
        **shown_with(request, review, review.own_part),
    )


def filters_of(query: QueryDict) -> Filters:
    """The filters of an address; what is none is left aside."""
    return Filters(
        query.get("q", "").strip()[:400],
        _id(query.get("code", "")),
        query.get("direction", "") if query.get("direction") in dict(DIRECTIONS) else "",
        query.get("population", "")[:60],
        _id(query.get("source", "")),
        query.get("uncoded") == "on",
    )


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _texts(review: Review) -> list[Text]:
    """The current texts of the review, each with `count`, its codings that are evidence."""
    rows = Text.objects.filter(review=review, state="current", source__state="used").select_related("source")
    counted = rows.annotate(count=Count("codings", filter=Q(codings__state="coded")))
    return list(counted.defer("content").order_by("source__held_on", "source__title"))


def _address(request: HttpRequest) -> str:
    """The address of the search without its page, to which one is added."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}&" if query else "?"


def _save(request: HttpRequest, review: Review, rows: Any, page_passages: list[Passage], form: Any) -> str:
    values = form.cleaned_data
    if values["total"] != rows.count():
        raise ValidationError(CHANGED)
    ids = {int(id) for id in values["passages"]}
    chosen = list(rows) if values["everything"] else [p for p in page_passages if p.pk in ids]
    places = [(Text(pk=p.text_id, source_id=p.source_id), Span(p.start, p.end)) for p in chosen]
    codes = tuple(UUID(code) for code in values["codes"])
    choice = Choice(codes, values["direction"], tuple(values["populations"]), values["memo"])
    try:
        actions.code_all(request.actor, review.pk, places, choice)
    except Conflict as conflict:
        raise ValidationError(CHANGED) from conflict
    return request.get_full_path()
