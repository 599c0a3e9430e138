"""The words behind the weight of a key line: what sources said, for the people who judge."""

from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from careplace.casework.reviews.coding.models import Coding

SHOWN = 100
"""Excerpts on the page of a key line; the coding pages have all."""


def excerpts(review: UUID, line: str) -> QuerySet:
    """The excerpts on a key line, the latest first, with their `words` and the title of their source, in one query."""
    rows: QuerySet = (
        Coding.objects.filter(review=review, state="coded", source__state="used", code__line=line)
        .annotate(words=Substr("text__content", F("start") + 1, F("end") - F("start")))
        .order_by("-source__held_on", "source__title", "start")
        .values("id", "words", "direction", "memo", "source__title", "source__category", "source__consent")
    )
    return rows
