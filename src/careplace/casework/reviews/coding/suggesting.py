"""Suggested codes for paragraphs that have none, from what people coded in the same review.

Each says which source is alike and by which words. It counts for nothing until a person accepts it and gives a direction,
and one that was taken back is not made again.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Substr

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.actions import CODERS, open_rounds
from careplace.casework.reviews.coding.anchoring import place_of
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.models import Text
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.voices.suggestions import FEWEST, Suggestion, Suggestions
from careplace.voices.texts import Span

LEAST = 0.25
"""The part of the likeness that a code needs: below it, the nearest texts do not agree on anything."""


class TooFew(Exception):
    """There are too few coded words to suggest from; `number` is how many there are."""

    def __init__(self, number: int):
        self.number = number
        super().__init__(f"Suggestions need {FEWEST} coded excerpts; the review has {number}.")


def coded_excerpts(review: UUID) -> dict[tuple[UUID, int, int], tuple[str, str, set[UUID]]]:
    """{(text, start, end): (title of the source, the words, the codes that people gave them)}"""
    rows = Coding.objects.filter(review=review, state="coded", source__state="used", code__state="used")
    content = Substr("text__content", F("start") + 1, F("end") - F("start"))
    fields = ("text_id", "start", "end", "code_id", "source__title", "words")
    excerpts: dict[tuple[UUID, int, int], tuple[str, str, set[UUID]]] = {}
    for text, start, end, code, title, words in rows.annotate(words=content).values_list(*fields):
        excerpts.setdefault((text, start, end), (title, words, set()))[2].add(code)
    return excerpts


def suggest(actor: Actor, text: Text, spans: Iterable[Span]) -> list[Coding]:
    """Add suggestions to those of the paragraphs that nobody coded.

    Raises:
        TooFew: where the review has too few coded excerpts.
        NotAllowed: for a text that two people code apart, and one that is not current.
    """
    with in_review(actor, text.review_id, parts=CODERS) as at_once:
        if (
            str(text.source_id) in open_rounds(text.review_id)
            or Text.objects.get(pk=text.pk).state != "current"
        ):
            raise NotAllowed("Suggestions are for a current text that no two people code apart.")
        excerpts = list(coded_excerpts(text.review_id).values())
        if len(excerpts) < FEWEST:
            raise TooFew(len(excerpts))
        free = _free(text, spans)
        suggestions = Suggestions(
            [words for _, words, _ in excerpts], [set(map(str, codes)) for *_, codes in excerpts]
        )
        titles = [title for title, *_ in excerpts]
        codings = [
            _coding(actor, text, span, suggestion, titles)
            for span in free
            for suggestion in suggestions.of(text.content[span.start : span.end])
            if suggestion.weight >= LEAST
        ]
        return list(at_once.add_all(codings, "suggest"))


def _free(text: Text, spans: Iterable[Span]) -> list[Span]:
    """The paragraphs without any coding: neither given, nor suggested, nor taken back."""
    taken = [Span(*pair) for pair in Coding.objects.filter(text=text).values_list("start", "end")]
    return [span for span in spans if not any(span.overlaps(coded) for coded in taken)]


def _coding(actor: Actor, text: Text, span: Span, suggestion: Suggestion, titles: list[str]) -> Coding:
    like = f"Like words of {titles[suggestion.text]}: both have {', '.join(suggestion.words)}."
    of = {"text": text, "source_id": text.source_id, "code_id": UUID(suggestion.code), "memo": like}
    return Coding(coder_id=actor.person, **of, **place_of(text, span))
