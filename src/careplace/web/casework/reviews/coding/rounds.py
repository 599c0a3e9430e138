"""Double coding: its list, its beginning, and the two coders side by side."""

from functools import partial
from math import isnan
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.reviews.coding import rounds
from careplace.casework.reviews.coding.models import Code, Coding, Round
from careplace.casework.reviews.coding.states import CODING, ROUND
from careplace.casework.reviews.models import Review
from careplace.casework.workflow.transitions import NEW
from careplace.publish.wording import number
from careplace.statistics.estimates import Estimate, Reason
from careplace.voices.texts import Span, paragraphs
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.coding.pages import shown_with
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place

SIDE_BY_SIDE = 20
"""Paragraphs with something to decide that a page shows."""


class RoundForm(forms.Form):
    """A new double coding."""

    title = forms.CharField(label="What is it called?", max_length=120)
    first_id = forms.ChoiceField(label="First coder")
    second_id = forms.ChoiceField(label="Second coder")
    sources = forms.MultipleChoiceField(
        label="Which sources do both code?",
        help_text="Those whose texts nobody coded yet.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, coders: dict[str, str], sources: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["first_id"].choices = self.fields["second_id"].choices = list(coders.items())
        self.fields["sources"].choices = sources

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for one person twice."""
        if self.cleaned_data.get("first_id") == self.cleaned_data.get("second_id"):
            raise ValidationError({"second_id": "Choose two different people."})
        return self.cleaned_data


class AbandonForm(VersionForm):
    """A double coding is given up."""

    reason = forms.CharField(label="Why is it given up?", max_length=2000, widget=forms.Textarea)


STEPS = {
    "say-done": (
        "Say that you are done",
        VersionForm,
        "After the second of you, each sees what the other gave, and nothing more can be coded in it.",
    ),
    "abandon": ("Give it up", AbandonForm, "What both gave is taken back."),
}
"""{step of a double coding: (words on its button, its form, what it does)}"""


@at_review()
def rounds_of_review(request: HttpRequest, review: Review) -> HttpResponse:
    """The double codings of a review."""
    rows = Round.objects.filter(review=review).select_related("first", "second")
    context = {"rounds": rows, "states": ROUND.states, **shown_with(request, review, review.own_part)}
    return render(request, "coding/rounds.html", context)


@at_review("reviews.lead", form=True)
def add(request: HttpRequest, review: Review) -> HttpResponse:
    """A new double coding."""
    ROUND.check(NEW, "begin", request.actor.roles)
    sources = [(str(source.pk), source.title) for source in rounds.free_sources(review)]

    def save(form: Any) -> str:
        return address(rounds.begin(request.actor, review.pk, form.cleaned_data))

    make = partial(RoundForm, coders=rounds.coders(review.pk), sources=sources)
    back = reverse("review-rounds", args=[review.place, review.pk])
    return FormPage("Begin a double coding", "Begin", make, save, {}, back=back).answer(request)


@at_place("reviews.read", form=True)
def side_by_side(request: HttpRequest, id: UUID) -> HttpResponse:
    """A double coding: who is done; once both are, how far they agree, and each paragraph that is to be decided.

    POST: the codings of one paragraph that are kept (`keep`), of all that it has (`of`); or what both gave alike (`alike`).
    """
    record = review_record(request, Round, id, "double coding")
    if request.method == "POST":
        CODING.check("blind", "reconcile", request.actor.roles)
        make, save = (forms.Form, _keep_alike) if "alike" in request.POST else (_DecisionForm, _decide)
        page = FormPage("", "", make, partial(save, request, record), {}, template="coding/round.html")
        return page.answer(request, **_compared(request, record))
    return render(request, "coding/round.html", {"form": None, **_compared(request, record)})


class _DecisionForm(forms.Form):
    """The codings of a paragraph, and those that are kept."""

    of = forms.JSONField()
    keep = forms.TypedMultipleChoiceField(required=False, coerce=UUID)

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["keep"].choices = [(id, id) for id in self.data.getlist("keep")]

    def clean_of(self) -> set[UUID]:
        """The ids. Raises ValidationError for what are none."""
        try:
            return {UUID(id) for id in self.cleaned_data["of"]}
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError("These are no codings.") from error


def _decide(request: HttpRequest, record: Round, form: Any) -> str:
    keep, of = set(form.cleaned_data["keep"]), form.cleaned_data["of"]
    rounds.reconcile(request.actor, record.pk, keep, of - keep)
    return address(record)


def _keep_alike(request: HttpRequest, record: Round, _form: Any) -> str:
    rounds.keep_alike(request.actor, record.pk)
    return address(record)


def _compared(request: HttpRequest, record: Round) -> dict[str, Any]:
    names = rounds.coders(record.review_id)
    context = {
        "round": record,
        "state": ROUND.states[record.state],
        "coders": [(names.get(str(id), "somebody who left the team"), done) for id, done in _halves(record)],
        "texts": rounds.texts_of(record),
        "steps": {a: STEPS[a] for a in ROUND.actions(record.state, request.actor.roles) if a in STEPS},
        **shown_with(request, record.review, record.own_part),
    }
    if record.state == "open":
        return context
    left = rounds.undecided(record) if record.state == "comparing" else []
    sides = _side_by_side(record, left, context["texts"])
    shown = {"sides": sides[:SIDE_BY_SIDE], "left": len(sides), "alike": len(rounds.alike(record, left))}
    return context | {"agreement": _agreement(record)} | shown


def _halves(record: Round) -> list[tuple[UUID, bool]]:
    return [(record.first_id, record.first_done), (record.second_id, record.second_done)]


def _side_by_side(record: Round, left: list[Coding], texts: list[Any]) -> list[dict[str, Any]]:
    """Each paragraph in which something is to be decided, with what either coder gave that begins in it."""
    spans = {text.pk: (text, paragraphs(text.content)) for text in texts}
    groups: dict[tuple[Any, Span | None], list[Coding]] = {}
    for coding in left:
        _, inside = spans.get(coding.text_id, (None, []))
        at = next((span for span in inside if span.start <= coding.start < span.end), None)
        groups.setdefault((coding.text_id, at), []).append(coding)
    return [
        _group(record, spans.get(text, (None, []))[0], at, codings) for (text, at), codings in groups.items()
    ]


def _group(record: Round, text: Any, at: Span | None, codings: list[Coding]) -> dict[str, Any]:
    words = text.content[at.start : at.end] if text and at else ""
    sides = [[(c, _words(text, at, c)) for c in codings if c.coder_id == id] for id, _ in _halves(record)]
    return {"text": text, "words": words, "sides": sides, "of": [str(c.pk) for c in codings]}


def _words(text: Any, at: Span | None, coding: Coding) -> str:
    """The words of a coding, where they are not all of the paragraph."""
    whole = at and (coding.start, coding.end) == (at.start, at.end)
    return "" if whole or text is None else text.content[coding.start : coding.end]


def _agreement(record: Round) -> list[dict[str, Any]]:
    """A row a code: how many paragraphs each coder gave it to, and the measures with their limits."""
    codes, counts, measured = rounds.agreement_of(record)
    names = {str(id): name for id, name in Code.objects.filter(pk__in=codes).values_list("pk", "name")}
    return [
        {
            "code": names[code],
            "counts": counts[n].tolist(),
            "prevalence": number(100 * measured.prevalence[n], 0),
            "measures": [
                _measure(estimate, n) for estimate in (measured.agreed, measured.kappa, measured.ac1)
            ],
        }
        for n, code in enumerate(codes)
    ]


def _measure(estimate: Estimate, n: int) -> str:
    """A measure with its limits. Limits without width are none: nothing varies that would show what chance does."""
    value, lower, upper = estimate.value[n], estimate.lower[n], estimate.upper[n]
    if isnan(value):
        return f"not given: {Reason(int(estimate.reason[n])).words}"
    if isnan(lower) or lower == upper:
        return f"{number(value, 2)} (no limits)"
    return f"{number(value, 2)} ({number(lower, 2)} to {number(upper, 2)})"


@at_place("reviews.read", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a double coding."""
    record = review_record(request, Round, id, "double coding")
    ROUND.check(record.state, action, request.actor.roles)
    words, form_of, explanation = STEPS[action]

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        if action == "say-done":
            rounds.say_done(request.actor, record.pk, version)
        else:
            rounds.abandon(request.actor, record.pk, version, form.cleaned_data["reason"])
        return address(record)

    page = FormPage(
        f"{words}: {record.title}", words, form_of, save, {"version": record.version}, back=address(record),
        explanation=explanation,
    )  # fmt: skip
    return page.answer(request)


def address(record: Round) -> str:
    """The page of a double coding."""
    return reverse("review-round", args=[record.place, record.pk])
