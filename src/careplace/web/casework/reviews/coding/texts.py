"""A text with its codings: read, coded by mouse, by keyboard, or paragraph by paragraph without script."""

from functools import partial
from math import ceil
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from careplace.casework.reviews.coding import actions, book
from careplace.casework.reviews.coding.actions import Choice
from careplace.casework.reviews.coding.marks import marked
from careplace.casework.reviews.coding.models import DOUBTS, Code, Coding
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.models import CONSENTS, Text
from careplace.casework.reviews.team import of_reviews, part_in
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict
from careplace.casework.workflow.transitions import NEW
from careplace.voices.texts import Span, paragraphs
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.coding.forms import ChoiceForm
from careplace.web.casework.reviews.coding.pages import shown_with
from careplace.web.casework.reviews.coding.places import PARAGRAPHS, address, part_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.shell.errors import NoSuchPage

CHANGED = "A colleague changed these words of the text meanwhile. Your choice is not saved; it is still in the form."


@at_place("reviews.read")
def text(request: HttpRequest, id: UUID) -> HttpResponse:
    """A page of a text: its paragraphs, what was coded in them, and, for the current text, the way to code more."""
    record = text_of(request, id)
    spans = paragraphs(record.content)
    pages = max(1, ceil(len(spans) / PARAGRAPHS))
    page = min(page_number(request.GET.get("page", "")), pages)
    spans_of_page = spans[(page - 1) * PARAGRAPHS : page * PARAGRAPHS]
    shared = shown_with(request, record.review, record.own_part)
    codings = actions.codings_seen(request.actor).filter(source=record.source_id).exclude(state="removed")
    context = {
        "text": record,
        "paragraphs": marked(record.content, _within(codings, record, spans_of_page), spans_of_page),
        "apart": list(
            codings.filter(state="unsure", doubt="gone").exclude(text=record).select_related("code")
        ),
        "page": page,
        "pages": pages,
        "per_page": PARAGRAPHS,
        "doubts": DOUBTS,
        "consent": CONSENTS[record.source.consent],
        **shared,
        **_coding(request, record, shared["coder"]),
    }
    return render(request, "coding/text.html", context)


def text_of(request: HttpRequest, id: UUID) -> Text:
    """The text of an id; `own_part` is what the person does on the review's team.

    Raises:
        NoSuchPage: for one of a review that the person is not on the team of.
    """
    rows = of_reviews(Text, request.actor).select_related("review", "source")
    text: Text = record_of(rows.annotate(own_part=part_in(request.actor, "review_id")), id, "text")
    return text


def page_number(value: str) -> int:
    """The number of a page in an address; 1 for what is none."""
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _within(codings: Any, record: Text, spans_of_page: list[Span]) -> list[Coding]:
    """The codings that reach into the paragraphs that are shown."""
    if not spans_of_page:
        return []
    rows = codings.filter(text=record, start__lt=spans_of_page[-1].end, end__gt=spans_of_page[0].start)
    return list(rows.select_related("code", "coder"))


def _coding(request: HttpRequest, record: Text, coder: bool) -> dict[str, Any]:
    """What the page needs to code: nothing for people who only read, and for a text that is not current."""
    of_round = actions.open_rounds(record.review_id).get(str(record.source_id))
    current = record.state == "current" and record.source.state == "used"
    may = coder and current and "code" in CODING.actions(NEW, request.actor.roles)
    if may and of_round:
        may = actions.codes_in(request.actor, of_round)
    form = {"form": _form(record)(initial={}, auto_id="choice_%s")} if may else {}
    return {"may_code": may, "of_round": of_round, **form}


def _form(record: Text) -> partial:
    branches = book.tree(Code.objects.filter(review=record.review_id))
    return partial(ChoiceForm, framework=record.review.framework_used, branches=branches)


@at_place("reviews.write", form=True)
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """Codes for words of a text, from `start` to `end` of the address; a script is answered in JSON.

    JSON: 200 with the ids of the codings; 409 where the words changed meanwhile, 403 where the
    person may not code it now, 422 for faults of the form, each with `faults`.
    """
    record = text_of(request, id)
    CODING.check(NEW, "code", request.actor.roles)
    span = _span(request, record)
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        return _saved_for_script(request, record, span)

    def save(form: Any) -> str:
        try:
            codings = actions.code(request.actor, record, _part(record, span, form), _choice(form))
        except Conflict as conflict:
            raise ValidationError(CHANGED) from conflict
        return address(codings[0].text if codings else record, span.start)

    page = FormPage(
        "Code a paragraph", "Save the codes", _form(record), save, {}, template="coding/paragraph.html",
        back=address(record, span.start),
    )  # fmt: skip
    return page.answer(request, excerpt=record.content[span.start : span.end], text=record, span=span)


def _saved_for_script(request: HttpRequest, record: Text, span: Span) -> HttpResponse:
    form = _form(record)(request.POST)
    if not form.is_valid():
        return JsonResponse({"faults": _faults(form)}, status=422)
    try:
        codings = actions.code(request.actor, record, _part(record, span, form), _choice(form))
    except Conflict:
        return JsonResponse({"faults": [CHANGED]}, status=409)
    except ValidationError as error:
        return JsonResponse({"faults": error.messages}, status=422)
    except NotAllowed as error:
        return JsonResponse({"faults": [str(error)]}, status=403)
    return JsonResponse({"codings": [str(coding.pk) for coding in codings]})


def _faults(form: Any) -> list[str]:
    return [f"{form[name].label}: {message}" for name, texts in form.errors.items() for message in texts]


def _choice(form: Any) -> Choice:
    values = form.cleaned_data
    codes = tuple(UUID(code) for code in values["codes"])
    return Choice(codes, values["direction"], tuple(values["populations"]), values["memo"])


def _part(record: Text, span: Span, form: Any) -> Span:
    """The words of a span that a person copied into the form; all of it where there are none."""
    return part_of(record.content, span, form.cleaned_data["words"])


def _span(request: HttpRequest, record: Text) -> Span:
    """The words of the address; the first paragraph without any. Raises NoSuchPage for a text or a span without words."""
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    try:
        span = Span(int(start), int(end)) if start or end else paragraphs(record.content)[0]
    except (ValueError, IndexError) as error:
        raise NoSuchPage("There are no such words in this text.") from error
    if span.end > len(record.content):
        raise NoSuchPage("There are no such words in this text.")
    return span
