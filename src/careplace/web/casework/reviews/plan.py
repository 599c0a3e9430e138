"""A person's reviews, a new one, and the front page of a review with its next step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework import edition_reader
from careplace.casework.reviews.changes import UNFINISHED, begin, check_may, in_review
from careplace.casework.reviews.closing import actions as closing
from careplace.casework.reviews.models import PARTS, Member, Milestone, Request, Review
from careplace.casework.reviews.states import REVIEW
from careplace.casework.reviews.team import memberships_of, reviews_of
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.reviews.forms import EditForm, ReasonForm, StartForm
from careplace.web.casework.reviews.links import PAGES
from careplace.web.casework.reviews.scope import at_review
from careplace.web.casework.scope import at_place

NEXT = {
    "planning": "Plan which people to hear and which documents to ask for, and take your team in. Then begin fieldwork.",
    "fieldwork": "Add sources and code them. Check which people were not heard yet, while you can still ask them.",
    "judging": "Judge each key line from its evidence, and write the report.",
    "published": "Note the summit, follow the recommendations, and close the review once each has ended.",
    "closed": "Nothing more, unless you open it again.",
    "abandoned": "Nothing more.",
}
"""{state of a review: what the team does next}"""


def _close(actor: Actor, record: Review, form: Any) -> object:
    return closing.close(actor, record, form.cleaned_data["version"], form.cleaned_data["reason"])


def _reopen(actor: Actor, record: Review, form: Any) -> object:
    return closing.reopen(actor, record, form.cleaned_data["version"], form.cleaned_data["reason"])


@dataclass(frozen=True)
class Step:
    """A step of a review: the words of its button, its form, what it means, the states that it is taken in, and what
    saves it, where that has rules of its own."""

    words: str
    form: type[forms.Form]
    explanation: str
    states: tuple[str, ...] = UNFINISHED
    save: Callable[[Actor, Review, Any], object] | None = None


STEPS = {
    "begin-fieldwork": Step(
        "Begin fieldwork", VersionForm, "From now on the team collects and codes sources."
    ),
    "end-fieldwork": Step(
        "End fieldwork", VersionForm, "No more sources are added. The team weighs, judges and writes."
    ),
    "reopen-fieldwork": Step("Go back to fieldwork", ReasonForm, "More sources can be added."),
    "close": Step(
        "Close the review",
        ReasonForm,
        "Each recommendation has ended: done, followed elsewhere, or closed with the reason and evidence.",
        closing.FOLLOWED_IN,
        _close,
    ),
    "reopen": Step(
        "Open the review again",
        ReasonForm,
        "Its recommendations are followed again.",
        closing.CLOSED_IN,
        _reopen,
    ),
    "abandon": Step(
        "Give the review up", ReasonForm, "Nothing more is written in it. This cannot be taken back."
    ),
}
"""{action of a review's workflow: its step}"""


@at_place("reviews.read")
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews whose team the person is on."""
    context = {"reviews": reviews_of(request.actor), "states": REVIEW.states}
    return render(request, "reviews/list.html", context)


@at_place("reviews.lead", form=True)
def start(request: HttpRequest) -> HttpResponse:
    """A new review, which the person leads."""
    REVIEW.check(NEW, "plan", request.actor.roles)
    explanation = "Only its team will see it. Others at the place do not see that there is a review."
    page = FormPage(
        "Start a review", "Start the review", StartForm, partial(_started, request), {},
        back=reverse("reviews", args=[request.actor.place]), explanation=explanation,
    )  # fmt: skip
    return page.answer(request)


def _started(request: HttpRequest, form: Any) -> str:
    values = {name: form.cleaned_data[name] for name in ("title", "scope", "starts_on", "ends_on")}
    try:
        values["edition"] = edition_reader.edition_id(settings.CAREPLACE.home)
    except edition_reader.NoEdition:
        message = "There is no edition of published figures to read from. Ask the people who run this site."
        raise ValidationError(message) from None
    values["framework"] = form.cleaned_data["content"]
    return address(begin(request.actor, values, form.cleaned_data["interests"]))


@at_review(undeclared=True)
def review(request: HttpRequest, record: Review) -> HttpResponse:
    """The front page of a review: its state, what comes next, what is late, and its pages."""
    member = memberships_of(request.actor).get(review=record)
    context = {
        "review": record,
        "framework": record.framework_used,
        "populations": _populations(record),
        "states": REVIEW.states,
        "next": NEXT[record.state],
        "member": member,
        "parts": PARTS,
        "steps": _steps(request, record, member),
        "late": _late(record),
        "pages": [(name, words) for name, words, open_to in PAGES if open_to or member.declared_on],
    }
    return render(request, "reviews/review.html", context)


def _populations(record: Review) -> list[str]:
    kinds = record.framework_used.populations
    return [kind.title for kind in kinds if not record.populations or kind.key in record.populations]


def _steps(request: HttpRequest, record: Review, member: Member) -> dict[str, Step]:
    if member.part != "lead" or not member.declared_on:
        return {}
    allowed = REVIEW.actions(record.state, request.actor.roles)
    return {action: step for action, step in STEPS.items() if action in allowed}


def _late(record: Review) -> dict[str, int]:
    """{page: how many things on it are late}, of those with any."""
    before = {"review": record, "state": "open", "due_on__lt": timezone.localdate()}
    counts = {
        "review-requests": Request.objects.filter(**before).count(),
        "review-timetable": Milestone.objects.filter(**before).count(),
    }
    return {page: count for page, count in counts.items() if count}


@at_review("reviews.lead", form=True)
def edit(request: HttpRequest, record: Review) -> HttpResponse:
    """Change the plan."""
    REVIEW.check(record.state, "edit", request.actor.roles)
    check_may(request.actor, record, parts=("lead",))

    def save(form: Any) -> str:
        return _moved(request, record, "edit", form)

    make = partial(EditForm, framework=record.framework_used)
    page = FormPage(
        f"Change the plan: {record}", "Save", make, save, initial_of(record, EditForm), back=address(record)
    )
    return page.answer(request)


@at_review("reviews.lead", form=True)
def step(request: HttpRequest, record: Review, action: str) -> HttpResponse:
    """A step of the review from one state to the next."""
    review_step = STEPS[action]
    REVIEW.check(record.state, action, request.actor.roles)
    check_may(request.actor, record, review_step.states, parts=("lead",))

    def save(form: Any) -> str:
        if review_step.save:
            review_step.save(request.actor, record, form)
            return address(record)
        return _moved(request, record, action, form)

    initial = {"version": record.version}
    page = FormPage(
        f"{review_step.words}: {record}", review_step.words, review_step.form, save, initial,
        back=address(record), explanation=review_step.explanation,
    )  # fmt: skip
    return page.answer(request)


def _moved(request: HttpRequest, record: Review, action: str, form: Any) -> str:
    with in_review(request.actor, record.pk, UNFINISHED, parts=("lead",)) as at_once:
        at_once.move(action, form.values(), form.cleaned_data["version"])
    return address(record)


def address(record: Review) -> str:
    """The front page of a review."""
    return reverse("review", args=[record.place, record.pk])
