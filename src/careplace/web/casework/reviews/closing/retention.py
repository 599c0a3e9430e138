"""How long the texts of a review are kept, and their deletion by two people of its team."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.retention import reviews as retention
from careplace.casework.reviews.changes import check_may
from careplace.casework.reviews.closing.models import TextDeletion
from careplace.casework.reviews.closing.states import TEXT_DELETION
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.sources import WORKERS
from careplace.casework.reviews.team import part_of
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.scope import at_review


@dataclass(frozen=True)
class Step:
    """A step of a deletion: the words of its button, its form, and what it means."""

    words: str
    form: type[forms.Form]
    explanation: str


STEPS = {
    "propose": Step(
        "Propose to delete the texts",
        forms.Form,
        "A colleague of the team has to agree. The published report and the plan stay.",
    ),
    "delete": Step(
        "Delete the texts",
        VersionForm,
        "The words of every text, titles and roles of sources and notes of coders are erased, with their history. "
        "This cannot be taken back. Backups have them until they are deleted too.",
    ),
    "send-back": Step("Keep the texts for now", ReasonForm, "A colleague can propose it again."),
}
"""{action of the workflow of a deletion: its step}"""


@at_review()
def kept(request: HttpRequest, review: Review) -> HttpResponse:
    """Until when the texts of a review are kept, by which rule, and what was decided."""
    row, until = _deletion(review), retention.kept(review)
    context = {
        "review": review,
        "row": row,
        "until": until,
        "is_over": until.is_over(timezone.localdate()),
        "states": TEXT_DELETION.states,
        "steps": _steps(request, review, row) if until.is_over(timezone.localdate()) else {},
    }
    return render(request, "closing/retention.html", context)


@at_review("reviews.write", form=True)
def step(request: HttpRequest, review: Review, action: str) -> HttpResponse:
    """A step of the deletion."""
    row, move = _deletion(review), STEPS[action]
    check_may(request.actor, review, retention.review_rule().states, WORKERS)
    TEXT_DELETION.check(row.state if row else NEW, action, request.actor.roles)

    def save(form: Any) -> str:
        _save(request, review, row, action, form.cleaned_data)
        return _address(review)

    initial = {"version": row.version} if row else {}
    page = FormPage(
        move.words, move.words, move.form, save, initial, back=_address(review), explanation=move.explanation
    )
    return page.answer(request)


def _save(
    request: HttpRequest, review: Review, row: TextDeletion | None, action: str, values: dict[str, Any]
) -> object:
    if action == "propose" or row is None:
        return retention.propose(request.actor, review, timezone.localdate())
    if action == "delete":
        return retention.delete(request.actor, row, values["version"], timezone.localdate())
    return retention.send_back(request.actor, row, values["version"], values["reason"])


def _steps(request: HttpRequest, review: Review, row: TextDeletion | None) -> dict[str, str]:
    """{action: words} of what may be done; nobody deletes what they proposed."""
    if part_of(request.actor, review.pk) not in WORKERS:
        return {}
    allowed = set(TEXT_DELETION.actions(row.state if row else NEW, request.actor.roles))
    if row and row.proposed_by == request.actor.person:
        allowed.discard("delete")
    return {action: move.words for action, move in STEPS.items() if action in allowed}


def _deletion(review: Review) -> TextDeletion | None:
    row: TextDeletion | None = TextDeletion.objects.filter(review=review).first()
    return row


def _address(review: Review) -> str:
    return reverse("review-retention", args=[review.place, review.pk])
