"""The sources of a review, and one of them with its text."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.edition_reader import NoEdition
from careplace.casework.reviews import editions
from careplace.casework.reviews import sources as actions
from careplace.casework.reviews.attribution import NotToBeQuoted, attribution
from careplace.casework.reviews.changes import UNFINISHED, check_may
from careplace.casework.reviews.evidence import Category
from careplace.casework.reviews.models import CONSENTS, REASONS, Review, Source, Text
from careplace.casework.reviews.states import SOURCE, TEXT
from careplace.casework.workflow.transitions import NEW
from careplace.publish.wording import period, written
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.reviews.forms import ReasonForm
from careplace.web.casework.reviews.kept_forms import forget_drafts
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.reviews.source_forms import SourceEditForm, SourceForm
from careplace.web.casework.scope import at_place

NO_EDITION = "The edition of this review is no longer there, so its figures cannot be read."


@at_review()
def sources(request: HttpRequest, record: Review) -> HttpResponse:
    """Every source, by day, with what it allows and whether it has a text."""
    rows = list(Source.objects.filter(review=record))
    texts = Text.objects.filter(review=record, state="current").values_list("source_id", flat=True)
    context = {
        "review": record,
        "sources": rows,
        "with_text": set(texts),
        "consents": CONSENTS,
        "organisations": titles(record, "organisations"),
        "may_add": _may_work(request, record.own_part) and record.state in actions.COLLECTING,
    }
    return render(request, "reviews/sources.html", context)


def titles(record: Review, name: str) -> dict[str, str]:
    """{key: title} of the framework's "populations" or "organisations"."""
    return {kind.key: kind.title for kind in getattr(record.framework_used, name)}


def _may_work(request: HttpRequest, part: str) -> bool:
    return request.actor.may("reviews.write") and part in actions.WORKERS


@at_place("reviews.read")
def source(request: HttpRequest, id: UUID) -> HttpResponse:
    """A source: what is known of it, how it is named where it is quoted, its text and the versions of that."""
    record = source_at(request, id)
    versions = list(Text.objects.filter(source=record).order_by("-number"))
    context = {
        "source": record,
        "review": record.review,
        "organisation": titles(record.review, "organisations")[record.organisation],
        "populations": [titles(record.review, "populations")[key] for key in record.populations],
        "consent": CONSENTS[record.consent],
        "attribution": _attribution(record),
        "figure": _figure_words(record),
        "text": next((text for text in versions if text.state == "current"), None),
        "versions": versions,
        "reasons": REASONS,
        "states": TEXT.states,
        "may_work": record.state == "used"
        and record.review.state in UNFINISHED
        and _may_work(request, record.own_part),
        "may_add": record.review.state in actions.COLLECTING,
    }
    return render(request, "reviews/source.html", context)


def _attribution(record: Source) -> str:
    try:
        return attribution(record, record.review.framework_used)
    except NotToBeQuoted:
        return ""


def _figure_words(record: Source) -> str:
    """The figure with its value, or why it cannot be read; "" for a source that is none."""
    if not record.figure:
        return ""
    try:
        match = editions.figure_of(
            settings.CAREPLACE.home, record.review.edition, record.place, record.figure
        )
    except NoEdition:
        return NO_EDITION
    if match is None:
        return "The edition of this review has no such figure."
    return f"{match.title}: {written(match.figure)}, {period(match.figure.period)}"


@at_review("reviews.write", form=True)
def add(request: HttpRequest, record: Review) -> HttpResponse:
    """A new source; with ?figure= of a figure of the edition."""
    SOURCE.check(NEW, "add", request.actor.roles)
    check_may(request.actor, record, actions.COLLECTING, actions.WORKERS)

    def save(form: Any) -> str:
        _check_figure(record, form.cleaned_data)
        return address(actions.add(request.actor, record, form.cleaned_data))

    make = partial(SourceForm, framework=record.framework_used)
    back = reverse("review-sources", args=[record.place, record.pk])
    return FormPage("Add a source", "Add the source", make, save, _initial(request), back=back).answer(
        request
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    figure = request.GET.get("figure", "")[:200]
    return {"figure": figure, "category": Category.FIGURE.value} if figure else {}


def _check_figure(record: Review, values: dict[str, Any]) -> None:
    """Raises ValidationError for a figure that the edition of the review does not have."""
    if not values["figure"]:
        return
    try:
        match = editions.figure_of(settings.CAREPLACE.home, record.edition, record.place, values["figure"])
    except NoEdition:
        raise ValidationError({"figure": NO_EDITION}) from None
    if match is None:
        raise ValidationError({"figure": "The edition of this review has no such figure of this place."})


@at_place("reviews.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Change what is known of a source."""
    record = source_at(request, id)
    SOURCE.check(record.state, "edit", request.actor.roles)
    check_may(request.actor, record.review, parts=actions.WORKERS)

    def save(form: Any) -> str:
        _check_figure(record.review, form.cleaned_data)
        return address(actions.edit(request.actor, record, form.cleaned_data["version"], form.values()))

    make = partial(SourceEditForm, framework=record.review.framework_used)
    initial = initial_of(record, SourceEditForm)
    return FormPage("Change the source", "Save", make, save, initial, back=address(record)).answer(request)


@at_place("reviews.write", form=True)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponse:
    """Use a source no more."""
    record = source_at(request, id)
    SOURCE.check(record.state, "withdraw", request.actor.roles)
    check_may(request.actor, record.review, parts=actions.WORKERS)

    def save(form: Any) -> str:
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        withdrawn = actions.withdraw(request.actor, record, version, reason)
        forget_drafts(record)
        return address(withdrawn)

    page = FormPage(
        f"Withdraw the source: {record}", "Withdraw it", ReasonForm, save, {"version": record.version},
        back=address(record),
        explanation="It counts no more, and its text is erased in every version. This cannot be taken back.",
    )  # fmt: skip
    return page.answer(request)


def source_at(request: HttpRequest, id: UUID) -> Source:
    """A source of a review of the person. Raises NoSuchPage for any other."""
    return review_record(request, Source, id, "source")


def address(record: Source) -> str:
    """The page of a source."""
    return reverse("review-source", args=[record.place, record.pk])
