"""The plan of a review, its paper for the board, and its publication."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.reviews.followup import actions
from careplace.casework.reviews.followup.models import STATUSES
from careplace.casework.reviews.followup.plan import plan_of
from careplace.casework.reviews.followup.publishing import PUBLISHED_IN, paper, publication_id, publish_plan
from careplace.casework.reviews.followup.states import ACTION
from careplace.casework.reviews.models import Review
from careplace.measures import dictionary
from careplace.web.casework.attachments import PDF, attachment
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.followup.forms import PublishForm
from careplace.web.casework.reviews.followup.pages import MOVES
from careplace.web.casework.reviews.scope import at_review


@at_review()
def plan(request: HttpRequest, review: Review) -> HttpResponse:
    """What was recommended, who does what about it, and how it stood at each meeting of the board."""
    writes = review.own_part in actions.WRITERS
    context = {
        "review": review,
        "plan": plan_of(review),
        "today": timezone.localdate(),
        "states": ACTION.states,
        "statuses": STATUSES,
        "measures": {id: measure.title for id, measure in dictionary.measures().items()},
        "may_recommend": writes and review.state in actions.RECOMMENDED_IN,
        "may_follow": writes and review.state in actions.FOLLOWED_IN,
        "may_publish": review.own_part == "lead" and review.state in PUBLISHED_IN,
        "moves": lambda record: moves(request, record),
        "publication": publication_id(review),
    }
    return render(request, "followup/plan.html", context)


def moves(request: HttpRequest, record: Any) -> dict[str, str]:
    """{action: words} of what the state of an action of the plan and the person's roles allow."""
    allowed = ACTION.actions(record.state, request.actor.roles)
    return {action: move.words for action, move in MOVES.items() if action in allowed}


@at_review()
def board_paper(request: HttpRequest, review: Review) -> HttpResponse:
    """The plan with its progress as a tagged PDF, for the Health and Wellbeing Board."""
    today = timezone.localdate()
    content = paper(plan_of(review), today, settings.CAREPLACE.home)
    return attachment(f"board-paper-{today}.pdf", content, PDF)


@at_review("reviews.lead", form=True)
def publish(request: HttpRequest, review: Review) -> HttpResponse:
    """Publish the plan as it is today."""

    def save(form: Any) -> str:
        note, home = form.cleaned_data["note"], settings.CAREPLACE.home
        publish_plan(request.actor, review, note, timezone.localdate(), home)
        return address(review)

    page = FormPage(
        "Publish the plan", "Publish", PublishForm, save, {}, back=address(review),
        explanation="The page of the place links it: what was recommended, and what was done.",
    )  # fmt: skip
    return page.answer(request)


def address(review: Review) -> str:
    """The page of a review's plan."""
    return reverse("review-followup", args=[review.place, review.pk])
