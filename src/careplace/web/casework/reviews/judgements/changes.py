"""Pages that change a judgement: written, edited, put to a second person, agreed, sent back, opened again, dissent."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.judgements import actions
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.judgements.states import DISSENT, JUDGEMENT
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.weighing import weigh
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.reviews.judgements.forms import DissentForm, JudgementForm
from careplace.web.casework.reviews.judgements.pages import STEPS
from careplace.web.casework.reviews.judgements.views import address, checked_line, levels, source_titles
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place


@at_review("reviews.write", form=True)
def write(request: HttpRequest, review: Review, line: str) -> HttpResponse:
    """The first draft of the judgement on a key line."""
    checked_line(review.framework_used, line)
    JUDGEMENT.check(NEW, "write", request.actor.roles)

    def save(form: Any) -> str:
        actions.write(request.actor, review.pk, line, form.values())
        return address(review, line)

    title = f"Judge: {review.framework_used.lines[line].title}"
    page = FormPage(title, "Save the draft", _form(review, line), save, {}, back=address(review, line))
    return page.answer(request)


@at_place("reviews.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """A draft, changed."""
    record = judgement_at(request, id)
    JUDGEMENT.check(record.state, "edit", request.actor.roles)

    def save(form: Any) -> str:
        actions.edit(request.actor, record, form.cleaned_data["version"], form.values())
        return address(record.review, record.line)

    initial = {name: getattr(record, name) for name in JudgementForm.base_fields}
    make, back = _form(record.review, record.line), address(record.review, record.line)
    title = f"Change the judgement: {_title(record)}"
    return FormPage(title, "Save the draft", make, save, initial, back=back).answer(request)


@at_place("reviews.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a judgement."""
    record, chosen = judgement_at(request, id), STEPS[action]
    JUDGEMENT.check(record.state, action, request.actor.roles)

    def save(form: Any) -> str:
        chosen.save(request.actor, record, form.cleaned_data)
        return address(record.review, record.line)

    initial = initial_of(record, chosen.form) | {"reason_back": ""}
    page = FormPage(
        f"{chosen.words}: {_title(record)}", chosen.words, chosen.form, save, initial,
        back=address(record.review, record.line), explanation=chosen.explanation,
    )  # fmt: skip
    return page.answer(request)


@at_place("reviews.write", form=True)
def dissent(request: HttpRequest, id: UUID) -> HttpResponse:
    """What somebody of the team says against a judgement."""
    record = judgement_at(request, id)
    DISSENT.check(NEW, "dissent", request.actor.roles)

    def save(form: Any) -> str:
        actions.dissent(request.actor, record, form.cleaned_data["text"])
        return address(record.review, record.line)

    back = address(record.review, record.line)
    title = f"Disagree: {_title(record)}"
    page = FormPage(title, "Keep my dissent", DissentForm, save, {}, back=back, explanation=record.statement)
    return page.answer(request)


def judgement_at(request: HttpRequest, id: UUID) -> LineJudgement:
    """A judgement of a review that the person is on the team of; NoSuchPage for any other."""
    return review_record(request, LineJudgement, id, "judgement")


def _title(record: LineJudgement) -> str:
    framework = record.review.framework_used
    return f"{framework.theme_of(record.line).title}: {framework.lines[record.line].title}"


def _form(review: Review, line: str) -> partial:
    framework, titles = review.framework_used, source_titles(review)
    weight = weigh(framework, line, evidence_of(review.pk, [line]), timezone.localdate())
    choices = [(voice.source, f"{titles[voice.source]} ({voice.direction.value})") for voice in weight.voices]
    ordered = sorted(choices, key=lambda choice: choice[1])
    return partial(JudgementForm, levels=list(levels(framework).items()), sources=ordered)
