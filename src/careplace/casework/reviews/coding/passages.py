"""The passages of a text, written in the transaction in which the text is: search never finds what a redaction erased."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from careplace.casework.reviews.coding.models import Passage
from careplace.casework.reviews.models import Text
from careplace.voices.texts import Span, paragraphs

LONGEST = 20_000
"""Characters of a passage: PostgreSQL indexes no more than 1 MB as one, so a longer paragraph is several."""


def write_passages(sender: type, instance: Text, **_more: Any) -> None:
    """Write the passages of a text that was saved: those of a current one, and none of another."""
    Passage.objects.filter(text=instance).delete()
    if instance.state == "current":
        Passage.objects.bulk_create(_passages(instance))
    if instance.state == "erased" and connection.vendor == "sqlite":
        _forget_deleted_words()


def _passages(text: Text) -> Iterator[Passage]:
    of = {"review_id": text.review_id, "source_id": text.source_id, "text": text}
    for span in _pieces(text.content):
        words = text.content[span.start : span.end]
        yield Passage(start=span.start, end=span.end, words=words, **of)


def _pieces(content: str) -> Iterator[Span]:
    for span in paragraphs(content):
        for start in range(span.start, span.end, LONGEST):
            yield Span(start, min(span.end, start + LONGEST))


def _forget_deleted_words() -> None:
    """FTS5 keeps the words of a deleted row in its index until the parts of the index are merged."""
    with connection.cursor() as cursor:
        cursor.execute("insert into coding_passage_words (coding_passage_words) values ('optimize')")
