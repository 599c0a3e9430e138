"""Suggestions for the paragraphs of a page of a text, asked for by a person."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.coding.suggesting import TooFew, suggest
from careplace.casework.workflow.transitions import NEW
from careplace.voices.suggestions import FEWEST
from careplace.voices.texts import paragraphs
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.coding.places import PARAGRAPHS, address
from careplace.web.casework.reviews.coding.texts import page_number, text_of
from careplace.web.casework.scope import at_place

EXPLANATION = (
    "Careplace compares the words of each paragraph on the page that has no code with what people coded in this review, "
    f"on this server alone. It needs {FEWEST} coded excerpts. A suggestion says which words are alike; it counts for "
    "nothing until you accept it and say what the words say. Many suggestions are wrong: read the paragraph, not the code."
)


class _NothingForm(forms.Form):
    """Nothing is asked."""


@at_place("reviews.write", form=True)
def suggestions(request: HttpRequest, id: UUID) -> HttpResponse:
    """Suggest codes for a page of a text."""
    record = text_of(request, id)
    CODING.check(NEW, "suggest", request.actor.roles)
    first = (page_number(request.GET.get("page", "")) - 1) * PARAGRAPHS
    spans = paragraphs(record.content)[first : first + PARAGRAPHS]
    back = address(record, spans[0].start) if spans else address(record)

    def save(_form: Any) -> str:
        try:
            added = suggest(request.actor, record, spans)
        except TooFew as error:
            raise ValidationError(str(error)) from error
        if not added:
            raise ValidationError("No paragraph of this page without a code is like anything that was coded.")
        return back

    page = FormPage(
        f"Suggest codes: {record.source.title}",
        "Suggest codes",
        _NothingForm,
        save,
        {},
        back=back,
        explanation=EXPLANATION,
    )
    return page.answer(request)
