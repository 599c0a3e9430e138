"""A section of a report: written with a preview, and commented on by the organisations of the place."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from markupsafe import Markup

from careplace.casework.reviews.coding.evidence import evidence_in, used_sources
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.report import actions
from careplace.casework.reviews.report.claims import faults, findings, own_figures
from careplace.casework.reviews.report.models import Comment, Section
from careplace.casework.reviews.report.outline import outline
from careplace.casework.reviews.report.states import COMMENT
from careplace.casework.reviews.report.text import resolve
from careplace.casework.reviews.weighing import weigh_lines
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.transitions import NEW
from careplace.claims import Grade
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.report.forms import AnswerForm, CommentForm, SectionForm
from careplace.web.casework.reviews.report.views import address
from careplace.web.casework.reviews.scope import review_record
from careplace.web.casework.scope import at_place

LONGEST_PASSAGE = 300
"""Characters of a passage that the choice shows."""


@at_place("reviews.write", form=True)
def section(request: HttpRequest, id: UUID) -> HttpResponse:
    """A section: its text, its preview, and what the figures say of its sentences."""
    record = section_at(request, id, actions.OPEN_REPORT)
    page = FormPage(
        record.title, "Save", SectionForm, partial(_saved, request, record),
        {"text": record.text, "version": record.version}, template="review_report/section.html",
        back=address(record.review), explanation=_hint(record),
    )  # fmt: skip
    if request.method == "POST" and "preview" in request.POST:
        form = SectionForm(request.POST)
        return page.shown(request, form, **shown(record.review, str(form["text"].value() or "")))
    return page.answer(request, **shown(record.review, record.text))


def shown(review: Review, text: str) -> dict[str, Any]:
    """How a text would be published, and everything that is wrong with it."""
    home, framework, sources = settings.CAREPLACE.home, review.framework_used, used_sources(review.pk)
    resolved = resolve(review, [text], home, sources)
    weights = weigh_lines(framework, evidence_in(sources, review.pk), timezone.localdate())
    html = resolved.html[0]
    all_findings = findings(home, html, list(own_figures(framework, weights)))
    return {
        "preview": Markup(html),  # noqa: S704 - sanitised
        "problems": resolved.problems,
        "faults": faults(all_findings),
        "holds": sum(finding.grade == Grade.HOLDS for finding in all_findings),
        "unchecked": [finding for finding in all_findings if finding.grade == Grade.UNCHECKABLE],
    }


def _saved(request: HttpRequest, record: Section, form: forms.Form) -> str:
    values = form.cleaned_data
    saved = actions.write(request.actor, record, values["version"], values["text"], settings.CAREPLACE.home)
    return f"{address(record.review)}#section-{saved.key}"


def _hint(record: Section) -> str:
    headings = outline(record.review.framework_used)
    return next((heading.hint for heading in headings if heading.key == record.key), "")


@at_place("reviews.write", form=True)
def comment(request: HttpRequest, id: UUID) -> HttpResponse:
    """What an organisation says of a passage."""
    record = section_at(request, id, ("accuracy",))
    COMMENT.check(NEW, "note", request.actor.roles)
    sources = used_sources(record.review_id)
    text = resolve(record.review, [record.text], settings.CAREPLACE.home, sources).texts[0]
    passages = [line.strip() for line in text.splitlines() if line.strip()]

    def save(form: Any) -> str:
        values = form.cleaned_data
        actions.comment(request.actor, record, values | {"passage": passages[int(values["passage"])]})
        return f"{address(record.review)}#comments"

    kinds = [(kind.key, kind.title) for kind in record.review.framework_used.organisations]
    choices = [(str(n), passage[:LONGEST_PASSAGE]) for n, passage in enumerate(passages)]
    make = partial(CommentForm, passages=choices, organisations=kinds)
    title = f"Note what an organisation says: {record.title}"
    return FormPage(title, "Save", make, save, {}, back=address(record.review)).answer(request)


@at_place("reviews.write", form=True)
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """The team's answer to a comment."""
    record = review_record(request, Comment, id, "comment")
    _check_open(record.section, ("accuracy",))

    def save(form: Any) -> str:
        values = form.values()
        actions.answer(request.actor, record, form.cleaned_data["version"], values)
        return f"{address(record.review)}#comments"

    initial = {"version": record.version, "decision": record.decision, "answer": record.answer}
    says = f"The report: “{record.passage}” The organisation: “{record.says}”"
    page = FormPage(
        "Answer a comment",
        "Save the answer",
        AnswerForm,
        save,
        initial,
        back=address(record.review),
        explanation=says,
    )
    return page.answer(request)


def section_at(request: HttpRequest, id: UUID, states: tuple[str, ...]) -> Section:
    """A section of a report in one of these states; NoSuchPage for one of another review."""
    record = review_record(request, Section, id, "section")
    _check_open(record, states)
    return record


def _check_open(record: Section, states: tuple[str, ...]) -> None:
    report = record.report
    if report.state not in states:
        raise NotAllowed(f"This is not possible now: {report.WORKFLOW.states[report.state]}.")
