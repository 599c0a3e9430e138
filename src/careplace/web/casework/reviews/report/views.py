"""The report of a review: its page, and the steps on its way to the public site."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from careplace.casework.reviews.models import Review
from careplace.casework.reviews.report import actions
from careplace.casework.reviews.report.contents import Contents, contents_of
from careplace.casework.reviews.report.headings import below
from careplace.casework.reviews.report.models import DECISIONS, Report
from careplace.casework.reviews.report.publishing import check_published, gate, publication_id
from careplace.casework.reviews.report.states import REPORT
from careplace.casework.reviews.team import part_of
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.reviews.report.pages import STEPS
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place


@at_review()
def report(request: HttpRequest, review: Review) -> HttpResponse:
    """The report of a review: its sections, comments, what keeps it from being published, and what this person may do."""
    written, part = actions.report_of(review), review.own_part
    may_write = part in actions.WRITERS and review.state in actions.WRITTEN_IN
    if written is None:
        return render(request, "review_report/none.html", {"review": review, "may_write": may_write})
    record, sections = written
    contents = contents_of(record, sections, timezone.localdate(), settings.CAREPLACE.home)
    context = {
        "review": review,
        "report": record,
        "states": REPORT.states,
        "steps": steps(request, record, part),
        "may_edit": may_write and record.state in actions.OPEN_REPORT,
        "may_comment": may_write and record.state == "accuracy",
        "publication": publication_id(review),
    }
    return render(request, "review_report/report.html", context | checked(contents))


def checked(contents: Contents) -> dict[str, Any]:
    """The parts of a report's page that say how far it is."""
    return {
        "contents": contents,
        "bodies": [Markup(below(html)) for html in contents.resolved.html],  # noqa: S704 - sanitised
        "decisions": DECISIONS,
        "problems": gate(contents, settings.CAREPLACE.home).problems,
        "organisations": {kind.key: kind.title for kind in contents.framework.organisations},
    }


def steps(request: HttpRequest, record: Report, part: str) -> dict[str, Any]:
    """The steps that the state of a report, the person's roles and their part of the team allow."""
    allowed = set(REPORT.actions(record.state, request.actor.roles))
    allowed -= set() if record.published_version else {"withdraw"}
    return {action: step for action, step in STEPS.items() if action in allowed and part in step.parts}


@at_review("reviews.write", form=True)
def begin(request: HttpRequest, review: Review) -> HttpResponse:
    """Begin the report, with a section for each theme of the framework."""
    REPORT.check(NEW, "begin", request.actor.roles)

    def save(_form: Any) -> str:
        actions.begin(request.actor, review.pk)
        return address(review)

    page = FormPage(
        "Begin the report", "Begin", forms.Form, save, {}, back=address(review),
        explanation="It gets a section for each theme of the framework. Judgements and figures follow by themselves.",
    )  # fmt: skip
    return page.answer(request)


@at_place("reviews.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a report."""
    record, chosen = review_record(request, Report, id, "report"), STEPS[action]
    REPORT.check(record.state, action, request.actor.roles)
    if part_of(request.actor, record.review_id) not in chosen.parts:
        raise NotAllowed("This is for another member of the review's team.")

    if action == "withdraw":
        check_published(record)

    def save(form: Any) -> str:
        chosen.save(request.actor, record, form.cleaned_data)
        return address(record.review)

    initial = initial_of(record, chosen.form) | {"note": ""}
    title = f"{chosen.words}: {record.review.title}"
    page = FormPage(
        title,
        chosen.words,
        chosen.form,
        save,
        initial,
        back=address(record.review),
        explanation=chosen.explanation,
    )
    return page.answer(request)


def address(review: Review) -> str:
    """The page of a review's report."""
    return reverse("review-report", args=[review.place, review.pk])
