"""Statements on working with providers: the list, a draft with what the figures say of it, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from careplace.casework.assurance.proof import statements as work
from careplace.casework.assurance.proof.models import Statement
from careplace.casework.assurance.proof.states import STATEMENT
from careplace.casework.assurance.proof.years import Year, year_of
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.transitions import NEW
from careplace.publications.markup import from_markdown
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.proof import forms as proof_forms
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.visits.forms import ReasonForm

YEARS = 5
"""Years that have ended for which a statement may be written."""


@dataclass(frozen=True)
class Step:
    """A step of a statement: the words of its button, its form, and what saves it."""

    words: str
    form: type[forms.Form]
    save: Callable[[Actor, Statement, dict[str, Any]], object]
    explanation: str = ""


def _written_again(actor: Actor, record: Statement, values: dict[str, Any]) -> object:
    today, home, note = timezone.localdate(), settings.CAREPLACE.home, values.get("note", "")
    return work.rewrite(actor, record, values["version"], values["introduction"], today, home, note)


def _reviewed(actor: Actor, record: Statement, values: dict[str, Any]) -> object:
    return work.review(actor, record.pk, values["version"], timezone.localdate(), settings.CAREPLACE.home)


def _published(actor: Actor, record: Statement, values: dict[str, Any]) -> object:
    return work.publish(actor, record.pk, values["version"], timezone.localdate(), settings.CAREPLACE.home)


def _withdrawn(actor: Actor, record: Statement, values: dict[str, Any]) -> object:
    today, home = timezone.localdate(), settings.CAREPLACE.home
    return work.take_back(actor, record.pk, values["version"], values["reason"], today, home)


def _sent_back(actor: Actor, record: Statement, values: dict[str, Any]) -> object:
    with changes(actor) as at_once:
        reason = {"reason": values["reason"]}
        return at_once.change(Statement, record.pk, "send-back", reason, values["version"])


STEPS = {
    "rewrite": Step(
        "Write it again", proof_forms.IntroductionForm, _written_again, "The figures are those of today."
    ),
    "review": Step(
        "Say that it is right",
        VersionForm,
        _reviewed,
        "Somebody else than the writer reviews it. A sentence that the figures deny is refused.",
    ),
    "send-back": Step("Send back to the writer", ReasonForm, _sent_back),
    "publish": Step(
        "Publish",
        VersionForm,
        _published,
        "The statement goes to the public site. There it can be followed by another version or withdrawn, and not changed.",
    ),
    "revise": Step("Write the next version", proof_forms.RevisionForm, _written_again),
    "withdraw": Step(
        "Withdraw",
        ReasonForm,
        _withdrawn,
        "Readers of the public site see the reason. The text is deleted there.",
    ),
}
"""{action of the statement's workflow: its step}"""


@at_place("visits.read")
def statements(request: HttpRequest) -> HttpResponse:
    """The statements of the place, the latest year first."""
    rows = Statement.objects.at(request.actor.place).defer("text", "figures")
    context = {"statements": rows, "states": STATEMENT.states, "year": lambda row: Year(row.first_year)}
    return render(request, "proof/statements.html", context)


@at_place("visits.read")
def statement(request: HttpRequest, id: UUID) -> HttpResponse:
    """A statement as it would be published, and what the figures say of its sentences."""
    record = statement_at(request, id)
    allowed = set(STATEMENT.actions(record.state, request.actor.roles))
    hidden = set() if record.published_version else {"withdraw"}
    context = {
        "statement": record,
        "year": Year(record.first_year),
        "states": STATEMENT.states,
        "steps": {action: step for action, step in STEPS.items() if action in allowed - hidden},
        "body": Markup(from_markdown(record.text)),  # noqa: S704 - sanitised there
        "faults": work.faults(record),
        "author": get_user_model().objects.filter(pk=record.author).first(),
        "publication": work.publication_id(record),
    }
    return render(request, "proof/statement.html", context)


@at_place("visits.write", form=True)
def add(request: HttpRequest) -> HttpResponse:
    """The first draft of a year's statement."""
    STATEMENT.check(NEW, "write", request.actor.roles)
    today = timezone.localdate()
    last = year_of(today).first - 1
    years = [(str(first), Year(first).label) for first in range(last, last - YEARS, -1)]
    back = reverse("statements", args=[request.actor.place])

    def save(form: Any) -> str:
        year, words = Year(int(form.cleaned_data["first_year"])), form.cleaned_data["introduction"]
        return address(work.write(request.actor, year, words, today, settings.CAREPLACE.home))

    make = partial(proof_forms.StatementForm, years=years)
    initial = {"first_year": str(last)}
    return FormPage("Write a statement", "Write it", make, save, initial, back=back).answer(request)


@at_place("visits.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a statement: written again, reviewed, sent back, published, followed by a version, withdrawn."""
    record, chosen = statement_at(request, id), STEPS[action]
    STATEMENT.check(record.state, action, request.actor.roles)
    if action == "withdraw":
        work.check_published(record)

    def save(form: Any) -> str:
        chosen.save(request.actor, record, form.cleaned_data)
        return address(record)

    initial = initial_of(record, chosen.form) | ({"note": ""} if action == "revise" else {})
    title = f"{chosen.words}: {Year(record.first_year).label}"
    page = FormPage(
        title, chosen.words, chosen.form, save, initial, back=address(record), explanation=chosen.explanation
    )
    return page.answer(request)


def statement_at(request: HttpRequest, id: UUID) -> Statement:
    """The statement of the request's place; NoSuchPage for an id of another place, or of none."""
    record: Statement = record_of(Statement.objects.at(request.actor.place), id, "statement")
    return record


def address(record: Statement) -> str:
    """The page of a statement."""
    return reverse("statement", args=[record.place, record.pk])
