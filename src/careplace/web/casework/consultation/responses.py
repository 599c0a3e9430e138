"""Responses: the list, one of them, what counts, what may be shown, and what may be of one person."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.consultation import responses as work
from careplace.casework.consultation.models import Answer, Original, Response
from careplace.casework.consultation.questionnaires import choices, questions
from careplace.casework.consultation.states import ANSWER, RESPONSE
from careplace.casework.workflow.transitions import NEW
from careplace.publish.wording import day
from careplace.voices.personal_details import redacted
from careplace.web.casework.consultation import forms as own
from careplace.web.casework.consultation.views import address, consultation_at
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.scope import at_place, record_of

DECISIONS = {
    "accept": ("It counts", VersionForm),
    "set-aside": ("Set it aside", own.ReasonForm),
    "reconsider": ("Decide again", own.ReasonForm),
}
"""{action of the response's workflow: (words on its button, its form)}"""
PAGE = 100
LIKE_OTHERS = (
    "Those that are like others are not ticked: look at them first under “Responses that are alike”. "
    "Tick every one that is of a person who has not responded before."
)


@at_place("consultation.read")
def responses(request: HttpRequest, id: UUID) -> HttpResponse:
    """The responses to a consultation: those that wait for a decision first."""
    record = consultation_at(request, id)
    rows = record.responses.order_by("received_on", "key").prefetch_related("answers")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    waiting = record.responses.filter(state="received").count() if record.state != "reported" else 0
    may_decide = waiting and request.actor.may("consultation.write")
    context = {"consultation": record, "page": page, "states": RESPONSE.states}
    return render(
        request, "consultation/responses.html", context | {"waiting": waiting, "may_decide": may_decide}
    )


@at_place("consultation.read")
def response(request: HttpRequest, id: UUID) -> HttpResponse:
    """A response: each answer as it may be shown, and what this person may do."""
    record = response_at(request, id)
    open_counts = record.consultation.state != "reported"
    allowed = RESPONSE.actions(record.state, request.actor.roles) if open_counts else []
    answers = record.answers.select_related("question", "original").order_by("question__number")
    context = {
        "response": record,
        "states": RESPONSE.states,
        "decisions": {action: words for action, (words, _form) in DECISIONS.items() if action in allowed},
        "may_repeat": "repeat" in allowed,
        "may_read": bool(ANSWER.actions("unread", request.actor.roles)),
        "may_open": request.actor.may("consultation.originals"),
        "answers": [(answer, _words(answer)) for answer in answers],
        "back": reverse("responses", args=[record.place, record.consultation_id]),
    }
    return render(request, "consultation/response.html", context)


def response_at(request: HttpRequest, id: UUID) -> Response:
    """The response of the request's place; NoSuchPage for an id of another place, or of none."""
    rows = Response.objects.at(request.actor.place).select_related("consultation", "typed_by", "same_as")
    record: Response = record_of(rows, id, "response")
    return record


def _words(answer: Answer) -> str:
    if answer.question.kind == "text":
        return work.shown_text(answer) or "(everything was taken out)"
    words = {choice.key: choice.words for choice in choices(answer.question)}
    return "; ".join(words.get(key, key) for key in answer.chosen)


@at_place("consultation.write", form=True)
def type_in(request: HttpRequest, id: UUID) -> HttpResponse:
    """A response that came on paper."""
    record = consultation_at(request, id)
    RESPONSE.check(NEW, "receive", request.actor.roles)
    work.check_takes_responses(record)

    def save(form: Any) -> str:
        day = form.cleaned_data["received_on"]
        return response_address(work.type_in(request.actor, record.pk, day, form.answers()))

    make = partial(own.PaperForm, questions=questions(record), on_paper=True)
    page = FormPage("Type in a response on paper", "Save the response", make, save, {}, back=address(record))
    return page.answer(request)


@at_place("consultation.write", form=True)
def accept(request: HttpRequest, id: UUID) -> HttpResponse:
    """Which of the responses that wait count: ticked are those that are like no other."""
    record = consultation_at(request, id)
    RESPONSE.check("received", "accept", request.actor.roles)
    work.check_counts_are_open(record)
    rows = record.responses.exclude(state="set-aside").order_by("received_on", "key")
    like_others = {row.pk for group in work.alike(rows.prefetch_related("answers")) for row in group}
    waiting = [row for row in rows if row.state == "received"]

    def save(form: Any) -> str:
        work.accept_all(request.actor, record.pk, [UUID(id) for id in form.cleaned_data["responses"]])
        return reverse("responses", args=[record.place, record.pk])

    choices = [(str(row.pk), _waiting_words(row, row.pk in like_others)) for row in waiting[:PAGE]]
    ticked = [str(row.pk) for row in waiting[:PAGE] if row.pk not in like_others]
    page = FormPage(
        "Which responses count?", "The ticked ones count", partial(own.AcceptForm, responses=choices), save,
        {"responses": ticked}, back=reverse("responses", args=[record.place, record.pk]),
        explanation=f"{len(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for a decision"
        f"{f', of which the first {PAGE} are here' if len(waiting) > PAGE else ''}. {LIKE_OTHERS}",
    )  # fmt: skip
    return page.answer(request)


def _waiting_words(row: Response, like_others: bool) -> str:
    words = f"{row.label}: {row.channel_words.lower()}, {day(row.received_on)}"
    return f"{words}, like others" if like_others else words


@at_place("consultation.write", form=True)
def decide(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """Whether a response counts."""
    record = response_at(request, id)
    RESPONSE.check(record.state, action, request.actor.roles)
    work.check_counts_are_open(record.consultation)
    words, form_of = DECISIONS[action]

    def save(form: Any) -> str:
        work.decide(request.actor, record.pk, action, form.cleaned_data["version"], form.values())
        return response_address(record)

    initial = {"version": record.version}
    page = FormPage(
        f"{words}: response {record.label}", words, form_of, save, initial, back=response_address(record)
    )
    return page.answer(request)


@at_place("consultation.write", form=True)
def repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """The same person responded before: of responses that are alike or of one browser session, which is the first?"""
    record = response_at(request, id)
    RESPONSE.check(record.state, "repeat", request.actor.roles)
    work.check_counts_are_open(record.consultation)
    candidates = record.consultation.responses.filter(state="accepted").exclude(pk=record.pk).order_by("pk")
    pairs = [
        (str(candidate.pk), f"{candidate.label}, {candidate.channel_words.lower()}")
        for candidate in candidates[:500]
    ]

    def save(form: Any) -> str:
        version, first = form.cleaned_data["version"], UUID(form.cleaned_data["first"])
        work.repeat_of(request.actor, record.pk, version, first)
        return response_address(record)

    make = partial(own.RepeatForm, responses=pairs)
    page = FormPage(
        f"The same person responded before: response {record.label}", "Count the person once", make, save,
        {"version": record.version}, back=response_address(record),
    )  # fmt: skip
    return page.answer(request)


@at_place("consultation.write", form=True)
def read_answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """An answer in a person's own words: what may be shown of it. The rules' suggestions are taken out already."""
    rows = Answer.objects.at(request.actor.place).select_related("response__consultation", "question")
    record = record_of(rows, id, "answer")
    ANSWER.check(record.state, "read", request.actor.roles)

    def save(form: Any) -> str:
        work.mark_read(request.actor, record.pk, form.cleaned_data["version"], form.cleaned_data["text"])
        return response_address(record.response)

    initial = {"version": record.version, "text": work.shown_text(record)}
    has_details = redacted(record.text) != record.text and record.state == "unread"
    says = f"The answer as it came: “{record.text}”" if has_details else ""
    page = FormPage(
        f"Read an answer: {record.question.words}", "It may be shown so", own.ReadForm, save, initial,
        back=response_address(record.response), explanation=says,
    )  # fmt: skip
    return page.answer(request)


@at_place("consultation.originals", form=True)
def original(request: HttpRequest, id: UUID) -> HttpResponse:
    """A sealed original: the reason is asked for and recorded first, each time."""
    rows = Original.objects.at(request.actor.place).select_related("answer__response__consultation")
    record = record_of(rows, id, "original")
    back = response_address(record.answer.response)
    page = FormPage(
        "Read what was taken out", "Read it", own.OriginalForm, lambda _form: back, {}, back=back,
        explanation="Who reads it and why is recorded.",
    )  # fmt: skip
    form = own.OriginalForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return page.answer(request)
    sealed = work.read_original(request.actor, record.pk, form.cleaned_data["reason"])
    return render(request, "consultation/original.html", {"original": sealed, "back": back})


@at_place("consultation.read")
def alike(request: HttpRequest, id: UUID) -> HttpResponse:
    """Responses that may be of one person, or the same letter of several."""
    record = consultation_at(request, id)
    rows = record.responses.exclude(state="set-aside").prefetch_related("answers")
    context = {"consultation": record, "groups": work.alike(rows), "states": RESPONSE.states}
    return render(request, "consultation/alike.html", context)


def response_address(record: Response) -> str:
    """The page of a response."""
    return reverse("response", args=[record.place, record.pk])
