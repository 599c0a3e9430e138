"""Surveys by link: one of them with its link and how many answered, its questions, and its steps."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.programmes.models import THEMES
from careplace.casework.programmes.survey import actions, collection
from careplace.casework.programmes.survey.counting import answered, answered_words
from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.casework.programmes.survey.states import QUESTION, SURVEY
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.transitions import NEW
from careplace.consultations.inbox import Inbox
from careplace.consultations.inbox import address as address_of_inbox
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.programmes.edit import ENDED
from careplace.web.casework.programmes.forms import OpenSurveyForm, SurveyForm, SurveyQuestionForm
from careplace.web.casework.programmes.views import programme_at
from careplace.web.casework.scope import at_place, record_of

STEPS: dict[str, tuple[str, type[forms.Form], str]] = {
    "edit": ("Change the survey", SurveyForm, ""),
    "open": (
        "Open the survey",
        OpenSurveyForm,
        "Who has the link can answer from the first day to the last, without an account. The questions cannot be changed "
        "after that.",
    ),
    "close": ("Close the survey", VersionForm, "Nobody can answer after that, and the answers are counted."),
    "withdraw": (
        "Withdraw the survey",
        ReasonForm,
        "Nobody can answer after that, and its answers are not used.",
    ),
}
"""{step: words of its page, its form, what a person has to know}"""


@at_place("programmes.read")
def survey(request: HttpRequest, id: UUID) -> HttpResponse:
    """A survey: its link, its questions, and how many answered so far."""
    record = survey_at(request, id)
    may_write = request.actor.may("programmes.write") and record.programme.state != "ended"
    context = {
        "survey": record,
        "states": SURVEY.states,
        "themes": THEMES,
        "questions": record.questions.filter(state="asked"),
        "answered": answered_words(record, answered(record)) if record.key else [],
        "link": f"{settings.CAREPLACE.responses_site}/{record.key}/" if record.key else "",
        "allowed": SURVEY.actions(record.state, request.actor.roles) if may_write else (),
        "steps": STEPS,
    }
    return render(request, "programmes/survey.html", context)


@at_place("programmes.write", form=True)
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new survey."""
    programme = programme_at(request, id)
    SURVEY.check(NEW, "draft", request.actor.roles)
    if programme.state == "ended":
        raise NotAllowed(ENDED)

    def save(form: Any) -> str:
        return address(actions.draft(request.actor, programme.pk, form.values()))

    back = reverse("programme", args=[programme.place, programme.pk])
    page = FormPage("Ask by link", "Save the draft", SurveyForm, save, {}, back=back)
    return page.answer(request)


@at_place("programmes.write", form=True)
def question_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """A question of a survey, while it is a draft."""
    record = _draft(survey_at(request, id))

    def save(form: Any) -> str:
        actions.add_question(request.actor, record.pk, form.cleaned_data)
        return address(record)

    page = FormPage("Add a question", "Add it", SurveyQuestionForm, save, {"agree": 2}, back=address(record))
    return page.answer(request)


@at_place("programmes.write", form=True)
def question_remove(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a question out of a survey, while it is a draft."""
    rows = SurveyQuestion.objects.at(request.actor.place).select_related("survey__programme")
    record: SurveyQuestion = record_of(rows, id, "question")
    QUESTION.check(record.state, "remove", request.actor.roles)
    of = _draft(record.survey)

    def save(form: Any) -> str:
        actions.remove_question(request.actor, record.pk, form.cleaned_data["version"])
        return address(of)

    page = FormPage(
        f"Remove “{record.question}”",
        "Remove it",
        VersionForm,
        save,
        {"version": record.version},
        back=address(of),
    )
    return page.answer(request)


@at_place("programmes.write", form=True)
def step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """A step of a survey."""
    record, (title, form, explanation) = survey_at(request, id), STEPS[step]
    SURVEY.check(record.state, step, request.actor.roles)
    if record.programme.state == "ended":
        raise NotAllowed(ENDED)

    def save(sent: Any) -> str:
        _SAVES[step](request, record, sent.cleaned_data["version"], sent.values())
        return address(record)

    initial = initial_of(record, form) | {"version": record.version}
    if step == "open":
        initial |= {"opens_on": timezone.localdate()}
    page = FormPage(title, title, form, save, initial, back=address(record), explanation=explanation)
    return page.answer(request)


def survey_at(request: HttpRequest, id: UUID) -> Survey:
    """A survey of the place. Raises NoSuchPage for any other."""
    rows = Survey.objects.at(request.actor.place).select_related("programme")
    record: Survey = record_of(rows, id, "survey")
    return record


def address(record: Survey) -> str:
    """The page of a survey."""
    return reverse("programme-survey", args=[record.place, record.pk])


def _draft(record: Survey) -> Survey:
    if record.programme.state == "ended":
        raise NotAllowed(ENDED)
    if record.state != "draft":
        raise NotAllowed(actions.DRAFT)
    return record


def _edit(request: HttpRequest, record: Survey, version: int, values: dict[str, Any]) -> None:
    with changes(request.actor) as at_once:
        at_once.change(Survey, record.pk, "edit", values, version)


def _open(request: HttpRequest, record: Survey, version: int, values: dict[str, Any]) -> None:
    today, home = timezone.localdate(), settings.CAREPLACE.home
    actions.open_survey(request.actor, record.pk, version, values, today, home)


def _close(request: HttpRequest, record: Survey, version: int, _values: dict[str, Any]) -> None:
    careplace = settings.CAREPLACE
    actions.close(request.actor, record.pk, version, timezone.localdate(), careplace.home)
    collection.collect(Inbox(address_of_inbox(careplace.home, careplace.inbox)))
    actions.count(request.actor, record.pk)


def _withdraw(request: HttpRequest, record: Survey, version: int, values: dict[str, Any]) -> None:
    actions.withdraw(request.actor, record.pk, version, values["reason"], settings.CAREPLACE.home)


_SAVES = {"edit": _edit, "open": _open, "close": _close, "withdraw": _withdraw}
