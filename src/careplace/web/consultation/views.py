"""Consultations that are open, one of them, and the form: filled in, checked, sent."""

import math
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from careplace.consultations.inbox import Arrival, Closed, Inbox, address
from careplace.consultations.open_consultations import Published, all_published, published
from careplace.consultations.surveys import is_survey, survey
from careplace.publications.markup import from_markdown
from careplace.publish.wording import day
from careplace.voices.personal_details import MARKS, details
from careplace.web.consultation import errors
from careplace.web.consultation.form_tokens import Token, new_token, session_key, token_of
from careplace.web.consultation.rate import wait
from careplace.web.shell.answers_form import AnswersForm
from careplace.web.shell.errors import NoSuchPage

TRAP = "website"
"""The field that people do not see, and programs fill in."""
QUICK = "You sent this very quickly. Please check your answers, and press the button again."
TRAPPED = "Leave the last box empty: it is there to notice programs."


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The consultations to which people can respond today."""
    today = timezone.localdate()
    open_today = [
        entry for entry in all_published(settings.CAREPLACE.home) if entry.questionnaire.is_open(today)
    ]
    return render(request, "responses/index.html", {"consultations": open_today})


@require_safe
def about(request: HttpRequest, id: str, easy_read: bool = False) -> HttpResponse:
    """What a consultation is about."""
    entry = _entry(id, easy_read)
    if refused := _refused(request, entry):
        return refused
    it = entry.questionnaire
    text = Markup(from_markdown(it.easy_about if easy_read else it.about))  # noqa: S704 - sanitised there
    return render(request, "responses/about.html", _context(entry, easy_read) | {"text": text})


@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, id: str, easy_read: bool = False) -> HttpResponse:
    """The form: GET shows it, POST goes to the answers to check, back to the form, or sends them."""
    entry = _entry(id, easy_read)
    if refused := _refused(request, entry):
        return refused
    if request.method != "POST":
        return _form_page(request, entry, easy_read, _form(entry, easy_read), new_token(id))
    token = token_of(request.POST.get("token", ""), id)
    form = _form(entry, easy_read, request.POST)
    valid = form.is_valid()
    if token is None:
        form.add_error(None, QUICK)
        return _form_page(request, entry, easy_read, form, new_token(id), 422)
    for message in _signs_of_a_program(request, token):
        form.add_error(None, message)
    if "change" in request.POST or not (valid and form.is_valid()):
        status = 200 if "change" in request.POST and form.is_valid() else 422
        return _form_page(request, entry, easy_read, form, request.POST["token"], status)
    if "send" in request.POST:
        return _sent(request, entry, easy_read, form, token)
    return _check_page(request, entry, easy_read, form)


@require_safe
def thanks(request: HttpRequest, id: str) -> HttpResponse:
    """The response is in."""
    return render(request, "responses/thanks.html", _context(_entry(id, easy_read=False), easy_read=False))


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def _entry(id: str, easy_read: bool) -> Published:
    home = settings.CAREPLACE.home
    entry = survey(home, id) if is_survey(id) else published(home, id)
    if entry is None or (easy_read and not entry.questionnaire.has_easy_read):
        kind = "survey" if is_survey(id) else "consultation"
        raise NoSuchPage(f"There is no {kind} at this address.")
    return entry


def _refused(request: HttpRequest, entry: Published) -> HttpResponse | None:
    it, today = entry.questionnaire, timezone.localdate()
    if it.is_open(today):
        return None
    if today < it.opens_on:
        return errors.closed(request, f"“{it.title}” opens on {day(it.opens_on)}.")
    then = (
        "Only counts of the answers are used."
        if is_survey(entry.id)
        else "What people said is published with the report."
    )
    message = f"“{it.title}” closed on {day(it.closes_on)}. {then}"
    return errors.closed(request, message)


def _context(entry: Published, easy_read: bool) -> dict[str, Any]:
    name = "easy-read-respond" if easy_read else "respond"
    return {
        "entry": entry,
        "it": entry.questionnaire,
        "easy_read": easy_read,
        "by_link": is_survey(entry.id),
        "form_address": reverse(name, args=[entry.id]),
    }


def _form(entry: Published, easy_read: bool, data: Any = None) -> AnswersForm:
    return AnswersForm(data, questions=entry.questionnaire.questions, easy_read=easy_read)


def _form_page(
    request: HttpRequest, entry: Published, easy_read: bool, form: AnswersForm, token: str, status: int = 200
) -> HttpResponse:
    context = _context(entry, easy_read) | {"form": form, "token": token, "trap": TRAP}
    return render(request, "responses/form.html", context, status=status)


def _signs_of_a_program(request: HttpRequest, token: Token) -> list[str]:
    quick = [QUICK] if token.age < settings.LEAST_SECONDS else []
    return [*quick, *([TRAPPED] if request.POST.get(TRAP) else [])]


def _check_page(
    request: HttpRequest,
    entry: Published,
    easy_read: bool,
    form: AnswersForm,
    wait_seconds: int = 0,
    status: int = 200,
) -> HttpResponse:
    context = _context(entry, easy_read) | {
        "form": form,
        "rows": [(question, _words(question, form, easy_read)) for question in form.questions],
        "hidden": [(name, value) for name, values in _values(form).items() for value in values],
        "warnings": _personal_details(form),
        "token": request.POST["token"],
        "wait": wait_seconds,
        "status": status,
    }
    return render(request, "responses/check.html", context, status=status)


def _values(form: AnswersForm) -> dict[str, list[str]]:
    """{name of a field: its values} of what was answered, to be sent again."""
    return {id: answer.get("choices") or [answer["text"]] for id, answer in form.answers().items()}


def _words(question: Any, form: AnswersForm, easy_read: bool) -> str:
    answer = form.answers().get(question.id)
    if answer is None:
        return ""
    words = dict(question.shown_choices(easy_read))
    return "; ".join(words[key] for key in answer["choices"]) if "choices" in answer else answer["text"]


def _personal_details(form: AnswersForm) -> list[tuple[Any, list[str]]]:
    """(question, what its answer may have of a person) of the answers in people's own words."""
    answers = form.answers()
    texts = [(q, answers[q.id]["text"]) for q in form.questions if "text" in answers.get(q.id, {})]
    warnings = [
        (q, list(dict.fromkeys(MARKS[d.kind].strip("[]") for d in details(text)))) for q, text in texts
    ]
    return [(question, kinds) for question, kinds in warnings if kinds]


def _sent(
    request: HttpRequest, entry: Published, easy_read: bool, form: AnswersForm, token: Token
) -> HttpResponse:
    answers = form.answers()
    if not answers:
        form.add_error(None, "Answer at least one question.")
        return _form_page(request, entry, easy_read, form, request.POST["token"], 422)
    if seconds := math.ceil(wait(request)):
        return _check_page(request, entry, easy_read, form, seconds, 429)
    arrival = Arrival(
        key=token.key,
        session=session_key(request),
        consultation=entry.id,
        version=entry.version,
        received_on=timezone.localdate(),
        easy_read=easy_read,
        answers=answers,
    )
    try:
        # The same form, sent twice, is one response: its key is there.
        Inbox(address(settings.CAREPLACE.home, settings.CAREPLACE.inbox)).insert(arrival)
    except Closed:
        return _check_page(request, entry, easy_read, form, status=503)
    return HttpResponseRedirect(reverse("thanks", args=[entry.id]))
