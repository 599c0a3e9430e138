"""Pages that change what happens after a review."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careplace.casework.reviews.closing.agreements import agreed_about
from careplace.casework.reviews.followup import actions
from careplace.casework.reviews.followup.models import PlanAction, Progress, Recommendation
from careplace.casework.reviews.followup.states import ACTION, PROGRESS, RECOMMENDATION
from careplace.casework.reviews.models import Review
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.reviews.followup.forms import (
    ActionForm,
    ProgressForm,
    RecommendationForm,
)
from careplace.web.casework.reviews.followup.pages import MOVES
from careplace.web.casework.reviews.followup.views import address
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place


@at_review("reviews.write", form=True)
def recommend(request: HttpRequest, review: Review) -> HttpResponse:
    """A new recommendation."""
    RECOMMENDATION.check(NEW, "make", request.actor.roles)

    def save(form: Any) -> str:
        actions.recommend(request.actor, review, form.values())
        return address(review)

    make = partial(RecommendationForm, framework=review.framework_used)
    return FormPage("Recommend", "Save", make, save, {}, back=address(review)).answer(request)


@at_place("reviews.write", form=True)
def recommendation(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A recommendation, changed or withdrawn."""
    record = review_record(request, Recommendation, id, "recommendation")
    RECOMMENDATION.check(record.state, action, request.actor.roles)
    editing = action == "edit"
    form = RecommendationForm if editing else ReasonForm
    make = partial(form, framework=record.review.framework_used) if editing else form
    return _changed(
        request, record, action, "Change" if editing else "Withdraw", make, initial_of(record, form)
    )


@at_place("reviews.write", form=True)
def add_action(request: HttpRequest, id: UUID) -> HttpResponse:
    """What an organisation does about a recommendation."""
    record = review_record(request, Recommendation, id, "recommendation")
    ACTION.check(NEW, "add", request.actor.roles)

    def save(form: Any) -> str:
        actions.add_action(request.actor, record, form.values())
        return address(record.review)

    initial = {"text": agreed_about(record)}
    page = FormPage(
        "Add an action",
        "Save",
        ActionForm,
        save,
        initial,
        back=address(record.review),
        explanation=record.text,
    )
    return page.answer(request)


@at_place("reviews.write", form=True)
def action(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of an action."""
    record, move = review_record(request, PlanAction, id, "action"), MOVES[action]
    ACTION.check(record.state, action, request.actor.roles)
    return _changed(request, record, action, move.words, move.form, initial_of(record, move.form))


@at_place("reviews.write", form=True)
def add_progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """How an action stands at a meeting of the board."""
    record = review_record(request, PlanAction, id, "action")
    PROGRESS.check(NEW, "note", request.actor.roles)

    def save(form: Any) -> str:
        actions.note_progress(request.actor, record, form.values())
        return address(record.review)

    page = FormPage(
        "Note progress for the board", "Save", ProgressForm, save, {}, back=address(record.review),
        explanation=record.text,
    )  # fmt: skip
    return page.answer(request)


@at_place("reviews.write", form=True)
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """Progress, corrected."""
    record = review_record(request, Progress, id, "progress")
    PROGRESS.check(record.state, "correct", request.actor.roles)
    return _changed(
        request, record, "correct", "Correct the progress", ProgressForm, initial_of(record, ProgressForm)
    )


def _changed(
    request: HttpRequest, record: Any, action: str, words: str, make: Any, initial: dict[str, Any]
) -> HttpResponse:
    def save(form: Any) -> str:
        actions.change(request.actor, record, action, form.cleaned_data["version"], form.values())
        return address(record.review)

    explanation = str(getattr(record, "text", getattr(record, "says", "")))
    page = FormPage(words, words, make, save, initial, back=address(record.review), explanation=explanation)
    return page.answer(request)
