"""Pages that change what ends a review."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from careplace.casework.reviews.changes import check_may
from careplace.casework.reviews.closing import actions
from careplace.casework.reviews.closing.models import Agreement, Closure, Finding, FollowUpVisit, Summit
from careplace.casework.reviews.closing.states import CLOSURE
from careplace.casework.reviews.followup.actions import FOLLOWED_IN, WRITERS
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.followup.plan import recommendations_of
from careplace.casework.reviews.models import Review
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.reviews.closing.forms import (
    AgreementForm,
    ClosureForm,
    EntryForm,
    FindingForm,
    SummitForm,
    VisitForm,
)
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place


@dataclass(frozen=True)
class Meeting:
    """A kind of meeting after a review: its words, its page and forms, and the entry that it has for a recommendation."""

    noun: str
    page: str
    model: type[actions.Meeting]
    form: type[VersionForm]
    entry: type[actions.Entry]
    entry_form: type[EntryForm]
    entry_words: str
    meeting_of: Callable[[Any], Any]
    of_meeting: str


SUMMIT = Meeting(
    "summit", "review-summits", Summit, SummitForm, Agreement, AgreementForm,
    "Note what it agreed about a recommendation", lambda entry: entry.summit, "summit",
)  # fmt: skip
VISIT = Meeting(
    "follow-up visit", "review-regulator", FollowUpVisit, VisitForm, Finding, FindingForm,
    "Note what it found about a recommendation", lambda entry: entry.visit, "visit",
)  # fmt: skip


@at_review("reviews.write", form=True)
def add(request: HttpRequest, review: Review, kind: Meeting) -> HttpResponse:
    """A new summit or follow-up visit."""
    _check_may(request, review, kind.model)

    def save(form: Any) -> str:
        actions.add(request.actor, review, kind.model(**form.values()))
        return _address(review, kind)

    page = FormPage(f"Add a {kind.noun}", "Save", kind.form, save, {}, back=_address(review, kind))
    return page.answer(request)


@at_place("reviews.write", form=True)
def edit(request: HttpRequest, id: UUID, kind: Meeting) -> HttpResponse:
    """A summit or follow-up visit, corrected."""
    record = review_record(request, kind.model, id, kind.noun)
    return _corrected(request, record, kind, kind.form, f"Change the {kind.noun}")


@at_place("reviews.write", form=True)
def note(request: HttpRequest, id: UUID, kind: Meeting) -> HttpResponse:
    """What a summit agreed, or a visit found, about a recommendation of which nothing is noted yet."""
    meeting = review_record(request, kind.model, id, kind.noun)
    _check_may(request, meeting.review, kind.entry)

    def save(form: Any) -> str:
        values = {name: value for name, value in form.values().items() if name != "recommendation"}
        values |= {kind.of_meeting: meeting, "recommendation_id": UUID(form.cleaned_data["recommendation"])}
        actions.note(request.actor, kind.entry(**values))
        return _address(meeting.review, kind)

    make = partial(kind.entry_form, recommendations=_choices(meeting, kind))
    page = FormPage(kind.entry_words, "Save", make, save, {}, back=_address(meeting.review, kind))
    return page.answer(request)


@at_place("reviews.write", form=True)
def correct(request: HttpRequest, id: UUID, kind: Meeting) -> HttpResponse:
    """What a summit agreed, or a visit found, about a recommendation, corrected."""
    record = review_record(request, kind.entry, id, "entry")
    words = str(record.recommendation.text)
    return _corrected(request, record, kind, kind.entry_form, "Correct what is noted", words)


@at_place("reviews.lead", form=True)
def close_recommendation(request: HttpRequest, id: UUID) -> HttpResponse:
    """A recommendation that is not followed any more."""
    record = review_record(request, Recommendation, id, "recommendation")
    check_may(request.actor, record.review, FOLLOWED_IN, actions.LEADERS)
    closure = Closure.objects.filter(recommendation=record).first()
    CLOSURE.check(closure.state if closure else NEW, "close", request.actor.roles)

    def save(form: Any) -> str:
        actions.close_recommendation(request.actor, record, form.cleaned_data)
        return closing_address(record.review)

    page = FormPage(
        "Close a recommendation", "Close the recommendation", ClosureForm, save, {},
        back=closing_address(record.review), explanation=record.text,
    )  # fmt: skip
    return page.answer(request)


@at_place("reviews.lead", form=True)
def reopen_recommendation(request: HttpRequest, id: UUID) -> HttpResponse:
    """A recommendation that was closed, and is followed again."""
    record = review_record(request, Closure, id, "closure")
    check_may(request.actor, record.review, FOLLOWED_IN, actions.LEADERS)
    CLOSURE.check(record.state, "reopen", request.actor.roles)

    def save(form: Any) -> str:
        fields = form.cleaned_data
        actions.reopen_recommendation(request.actor, record, fields["version"], fields["reason"])
        return closing_address(record.review)

    page = FormPage(
        "Follow a recommendation again", "Follow it again", ReasonForm, save, {"version": record.version},
        back=closing_address(record.review), explanation=record.recommendation.text,
    )  # fmt: skip
    return page.answer(request)


def closing_address(review: Review) -> str:
    """The page of what stands in the way of closing a review."""
    return reverse("review-closing", args=[review.place, review.pk])


def _address(review: Review, kind: Meeting) -> str:
    return reverse(kind.page, args=[review.place, review.pk])


def _check_may(request: HttpRequest, review: Review, kind: type[actions.Meeting | actions.Entry]) -> None:
    check_may(request.actor, review, actions.states_of(kind), WRITERS)


def _choices(meeting: Any, kind: Meeting) -> list[tuple[str, str]]:
    """(id, words) of the recommendations of which the meeting has noted nothing yet."""
    noted = set(
        kind.entry.objects.filter(**{kind.of_meeting: meeting}).values_list("recommendation", flat=True)
    )
    return [
        (str(row.pk), f"{number}. {row.text}"[:160])
        for number, row in enumerate(recommendations_of(meeting.review), 1)
        if row.pk not in noted
    ]


def _corrected(
    request: HttpRequest,
    record: Any,
    kind: Meeting,
    form: type[VersionForm],
    title: str,
    explanation: str = "",
) -> HttpResponse:
    _check_may(request, record.review, type(record))

    def save(filled: Any) -> str:
        actions.change(request.actor, record, filled.cleaned_data["version"], filled.values())
        return _address(record.review, kind)

    page = FormPage(
        title, "Save", form, save, initial_of(record, form), back=_address(record.review, kind),
        explanation=explanation,
    )  # fmt: skip
    return page.answer(request)
