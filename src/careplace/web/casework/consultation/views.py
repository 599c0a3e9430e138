"""Consultations: the list, one of them, its questions, and its steps from draft to report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from careplace.casework.consultation import actions
from careplace.casework.consultation.models import Consultation, Question, Theme
from careplace.casework.consultation.question_import import file_questions, import_questions
from careplace.casework.consultation.questionnaires import asked_questions, questions
from careplace.casework.consultation.releases import results_id, themes
from careplace.casework.consultation.states import CONSULTATION, QUESTION, RESPONSE, THEME
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import MOST_BYTES
from careplace.casework.workflow.transitions import NEW
from careplace.publications.markup import from_markdown
from careplace.web.casework.consultation import forms as own
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.scope import at_place, record_of


@dataclass(frozen=True)
class Step:
    """A step of a consultation: the words of its button, its form, and what saves it."""

    words: str
    form: Callable[..., forms.Form]
    save: Callable[[Actor, UUID, int, dict[str, Any]], object]
    explanation: str = ""


def _opened(actor: Actor, id: UUID, version: int, values: dict[str, Any]) -> object:
    site, home = settings.CAREPLACE.responses_site, settings.CAREPLACE.home
    return actions.open_for_responses(actor, id, version, values, timezone.localdate(), home, site)


def _closed(actor: Actor, id: UUID, version: int, values: dict[str, Any]) -> object:
    site, home = settings.CAREPLACE.responses_site, settings.CAREPLACE.home
    return actions.close(actor, id, version, values["reason"], timezone.localdate(), home, site)


def _published(actor: Actor, id: UUID, version: int, _values: dict[str, Any]) -> object:
    return actions.publish_report(actor, id, version, timezone.localdate(), settings.CAREPLACE.home)


def _corrected(actor: Actor, id: UUID, version: int, values: dict[str, Any]) -> object:
    return actions.correct_report(actor, id, version, values, timezone.localdate(), settings.CAREPLACE.home)


STEPS = {
    "edit": Step("Change what it says", own.ConsultationEditForm, actions.edit),
    "open": Step(
        "Publish the questions",
        own.OpenForm,
        _opened,
        "They appear on the public site, and people can respond from the first day to the last. "
        "The questions cannot be changed after that.",
    ),
    "close": Step("Close it", own.CloseForm, _closed, "Nobody can respond after that."),
    "write-report": Step("Write the report’s introduction", own.ReportForm, actions.write_report),
    "publish": Step(
        "Publish the report",
        VersionForm,
        _published,
        "The counts of now are published, and never change after that. What was said and done can be corrected.",
    ),
    "correct": Step(
        "Correct the report", own.CorrectForm, _corrected, "Another version is published. The counts stay."
    ),
}
"""{action of the consultation's workflow: its step}"""


@at_place("consultation.read")
def consultations(request: HttpRequest) -> HttpResponse:
    """The consultations of the place, the latest first."""
    rows = Consultation.objects.at(request.actor.place).defer("about", "easy_about", "privacy", "results")
    with_counts = rows.annotate(count=Count("responses"))
    return render(
        request, "consultation/list.html", {"consultations": with_counts, "states": CONSULTATION.states}
    )


@at_place("consultation.read")
def consultation(request: HttpRequest, id: UUID) -> HttpResponse:
    """A consultation: its words, questions, responses so far, report, and what this person may do."""
    record = consultation_at(request, id)
    allowed = CONSULTATION.actions(record.state, request.actor.roles)
    counts = dict(record.responses.values_list("state").annotate(count=Count("pk")).order_by())
    context = {
        "consultation": record,
        "states": CONSULTATION.states,
        "steps": {action: step for action, step in STEPS.items() if action in allowed},
        "questions": asked_questions(record),
        "themes": themes(record),
        "counts": [(words, counts.get(state, 0)) for state, words in RESPONSE.states.items()],
        "may_write": request.actor.may("consultation.write"),
        "about": Markup(from_markdown(record.about)),  # noqa: S704 - sanitised there
        "site": settings.CAREPLACE.responses_site,
        "report": results_id(record) if record.results_version else "",
    }
    return render(request, "consultation/consultation.html", context)


def consultation_at(request: HttpRequest, id: UUID) -> Consultation:
    """The consultation of the request's place; NoSuchPage for an id of another place, or of none."""
    record: Consultation = record_of(Consultation.objects.at(request.actor.place), id, "consultation")
    return record


@at_place("consultation.write", form=True)
def add(request: HttpRequest) -> HttpResponse:
    """A new consultation."""
    CONSULTATION.check(NEW, "plan", request.actor.roles)

    def save(form: Any) -> str:
        return address(actions.plan(request.actor, form.values()))

    back = reverse("consultations", args=[request.actor.place])
    return FormPage("Plan a consultation", "Save", own.ConsultationForm, save, {}, back=back).answer(request)


@at_place("consultation.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a consultation: changed, opened, closed, its report written, published and corrected."""
    record, chosen = consultation_at(request, id), STEPS[action]
    CONSULTATION.check(record.state, action, request.actor.roles)
    if action == "publish":
        actions.check_ready_to_report(record)
    make = chosen.form
    if action == "write-report":
        by = [(q.id, q.words) for q in questions(record) if q.about_person and q.kind not in ("many", "text")]
        make = partial(own.ReportForm, groups=by)

    def save(form: Any) -> str:
        chosen.save(request.actor, record.pk, form.cleaned_data["version"], form.values())
        return address(record)

    initial = initial_of(record, chosen.form) | ({"note": ""} if action == "correct" else {})  # type: ignore[arg-type]
    page = FormPage(
        f"{chosen.words}: {record.title}", chosen.words, make, save, initial,
        back=address(record), explanation=chosen.explanation,
    )  # fmt: skip
    return page.answer(request)


@at_place("consultation.write", form=True)
def question_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new question of a draft."""
    record = consultation_at(request, id)
    QUESTION.check(NEW, "add", request.actor.roles)
    actions.check_draft(record)

    def save(form: Any) -> str:
        actions.add_question(request.actor, record.pk, form.values())
        return address(record)

    initial = {"number": record.questions.count() + 1}
    page = FormPage(
        "Add a question", "Save the question", own.QuestionForm, save, initial, back=address(record)
    )
    return page.answer(request)


@at_place("consultation.write", form=True)
def questions_import(request: HttpRequest, id: UUID) -> HttpResponse:
    """Questions of a draft from a file of another program."""
    record = consultation_at(request, id)
    QUESTION.check(NEW, "add", request.actor.roles)
    actions.check_draft(record)

    def save(form: Any) -> str:
        file = form.cleaned_data["file"]
        found = file_questions(file.name, file.read(MOST_BYTES + 1))
        import_questions(request.actor, record.pk, found)
        if left_out := "; ".join(found.without_answers):
            messages.info(request, f"Left out, since the file has no answers to choose from: {left_out}")
        return address(record)

    says = "Questions whose answers to choose from are not in the file are left out: add them by hand."
    page = FormPage(
        "Import questions", "Import the questions", own.QuestionFileForm, save, {}, back=address(record),
        explanation=says,
    )  # fmt: skip
    return page.answer(request)


@at_place("consultation.write", form=True)
def question(request: HttpRequest, id: UUID, change: str) -> HttpResponse:
    """A question of a draft, changed or removed."""
    rows = Question.objects.at(request.actor.place).select_related("consultation")
    record = record_of(rows, id, "question")
    QUESTION.check(record.state, change, request.actor.roles)
    actions.check_draft(record.consultation)

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        if change == "edit":
            actions.edit_question(request.actor, record.pk, version, form.values())
        else:
            actions.remove_question(request.actor, record.pk, version)
        return address(record.consultation)

    return _changed(request, record, change, own.QuestionEditForm, save, "the question")


@at_place("consultation.write", form=True)
def theme_add(request: HttpRequest, id: UUID) -> HttpResponse:
    """Something that people said, and what was done."""
    record = consultation_at(request, id)
    THEME.check(NEW, "write", request.actor.roles)

    def save(form: Any) -> str:
        actions.add_theme(request.actor, record.pk, form.values())
        return address(record)

    initial = {"number": record.themes.count() + 1}
    page = FormPage("You said, we did", "Save", own.ThemeForm, save, initial, back=address(record))
    return page.answer(request)


@at_place("consultation.write", form=True)
def theme(request: HttpRequest, id: UUID, change: str) -> HttpResponse:
    """The same, changed or removed."""
    record = record_of(Theme.objects.at(request.actor.place).select_related("consultation"), id, "theme")
    THEME.check(record.state, change, request.actor.roles)

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        if change == "edit":
            actions.edit_theme(request.actor, record.pk, version, form.values())
        else:
            actions.remove_theme(request.actor, record.pk, version)
        return address(record.consultation)

    return _changed(request, record, change, own.ThemeEditForm, save, "what was said and done")


def _changed(
    request: HttpRequest,
    record: Any,
    change: str,
    edit: type[forms.Form],
    save: Callable[[Any], str],
    noun: str,
) -> HttpResponse:
    form, verb = (edit, "Change") if change == "edit" else (VersionForm, "Remove")
    page = FormPage(
        f"{verb} {noun}",
        f"{verb} {noun}",
        form,
        save,
        initial_of(record, form),
        back=address(record.consultation),
    )
    return page.answer(request)


def address(record: Consultation) -> str:
    """The page of a consultation."""
    return reverse("consultation", args=[record.place, record.pk])
