"""Words of a text as pages name them: an address, or what a person copied."""

from math import ceil

from django.core.exceptions import ValidationError
from django.urls import reverse

from careplace.casework.reviews.models import Text
from careplace.voices.texts import Span, paragraphs

PARAGRAPHS = 100
"""Paragraphs of a page."""


def part_of(content: str, span: Span, words: str) -> Span:
    """Where words are within a span. Raises ValidationError where they are not there, or more than once."""
    if not words:
        return span
    parts = content[span.start : span.end].split(words)
    if len(parts) != 2:
        problem = "are not there" if len(parts) == 1 else "are there more than once: copy more of them"
        raise ValidationError({"words": f"These words {problem}."})
    start = span.start + len(parts[0])
    return Span(start, start + len(words))


def address(record: Text, at: int | None = None) -> str:
    """The page of a text, at the paragraph that begins at a code point or before it."""
    page = reverse("text-coding", args=[record.place, record.pk])
    if at is None:
        return page
    starts = [span.start for span in paragraphs(record.content) if span.start <= at] or [0]
    number = ceil(len(starts) / PARAGRAPHS)
    return f"{page}?page={number}#p{starts[-1]}"
