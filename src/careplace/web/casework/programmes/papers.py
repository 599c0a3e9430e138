"""The paper for the board: as it stands now, what claims says of each sentence, and its publication."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.programmes.models import Programme
from careplace.casework.programmes.paper import paper
from careplace.casework.programmes.publication import publishing
from careplace.casework.programmes.publication.files import TooLong, paper_pdf, staff_html, title
from careplace.casework.programmes.publication.gate import problems
from careplace.casework.programmes.publication.models import BoardPaper
from careplace.casework.programmes.publication.states import BOARD_PAPER
from careplace.casework.programmes.verdicts import verdicts
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.attachments import PDF, attachment
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.programmes.forms import NoteForm
from careplace.web.casework.programmes.views import programme_at
from careplace.web.casework.scope import at_place, record_of
from careplace.web.shell.errors import answer

PUBLISHING = (
    "The paper goes to the public site as a page, a PDF and JSON. There it can be followed by another version or "
    "withdrawn, and not changed. It takes some seconds."
)


@at_place("programmes.read")
def board_paper(request: HttpRequest, id: UUID) -> HttpResponse:
    """The paper for the board as it stands now, with the verdict on each sentence, and what keeps it from publication."""
    record, home = programme_at(request, id), settings.CAREPLACE.home
    document, published = paper(record), BoardPaper.objects.filter(programme=record).first()
    checked = verdicts(document, home)
    state = published.state if published else NEW
    context = {
        "paper": document,
        "title": title(document, home),
        "body": staff_html(document, home),
        "verdicts": checked,
        "problems": problems(document, checked),
        "published": published,
        "states": BOARD_PAPER.states,
        "allowed": BOARD_PAPER.actions(state, request.actor.roles),
        "publication": publishing.publication_id(record),
    }
    return render(request, "programmes/paper.html", context)


@at_place("programmes.read")
def board_paper_pdf(request: HttpRequest, id: UUID) -> HttpResponse:
    """The same as a tagged PDF of four pages."""
    try:
        content = paper_pdf(paper(programme_at(request, id)), timezone.localdate(), settings.CAREPLACE.home)
    except TooLong as error:
        return answer(request, 409, "The paper is too long", str(error))
    return attachment("board-paper.pdf", content, PDF)


@at_place("programmes.write", form=True)
def publish(request: HttpRequest, id: UUID) -> HttpResponse:
    """Publish the first version."""
    record = programme_at(request, id)
    BOARD_PAPER.check(NEW, "publish", request.actor.roles)
    if record.state == "drafting":
        raise NotAllowed("Lock the protocol and open its outcomes first.")

    def save(_form: Any) -> str:
        publishing.publish(request.actor, record.pk, timezone.localdate(), settings.CAREPLACE.home)
        return _address(record)

    page = FormPage(
        "Publish the paper", "Publish", forms.Form, save, {}, back=_address(record), explanation=PUBLISHING
    )
    return page.answer(request)


@at_place("programmes.write", form=True)
def correct(request: HttpRequest, id: UUID) -> HttpResponse:
    """Publish the next version, with a note of what is different."""
    record = _published_at(request, id)
    BOARD_PAPER.check(record.state, "correct", request.actor.roles)

    def save(form: Any) -> str:
        version, note = form.cleaned_data["version"], form.cleaned_data["note"]
        publishing.correct(
            request.actor, record.pk, version, note, timezone.localdate(), settings.CAREPLACE.home
        )
        return _address(record.programme)

    initial = {"version": record.version}
    page = FormPage(
        "Publish the next version",
        "Publish",
        NoteForm,
        save,
        initial,
        back=_address(record.programme),
        explanation=PUBLISHING,
    )
    return page.answer(request)


@at_place("programmes.write", form=True)
def take_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """Withdraw every version."""
    record = _published_at(request, id)
    BOARD_PAPER.check(record.state, "withdraw", request.actor.roles)

    def save(form: Any) -> str:
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        publishing.take_back(
            request.actor, record.pk, version, reason, timezone.localdate(), settings.CAREPLACE.home
        )
        return _address(record.programme)

    words = "Readers of the public site see the reason. The text is deleted there."
    page = FormPage(
        "Withdraw the paper", "Withdraw", ReasonForm, save, {"version": record.version},
        back=_address(record.programme), explanation=words,
    )  # fmt: skip
    return page.answer(request)


def _published_at(request: HttpRequest, id: UUID) -> BoardPaper:
    rows = BoardPaper.objects.at(request.actor.place).select_related("programme")
    record: BoardPaper = record_of(rows, id, "published paper")
    return record


def _address(programme: Programme) -> str:
    return reverse("programme-paper", args=[programme.place, programme.pk])
