"""The evidence of a review: codings that count, of sources that are used, on the key lines of their codes."""

from uuid import UUID

from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.evidence import Category, Direction, Evidence

FIELDS = ("source_id", "code__line", "direction", "source__category", "source__organisation")


def evidence_of(review: UUID) -> list[Evidence]:
    """Every piece of evidence of a review, with the id of its source, in one query."""
    rows = Coding.objects.filter(review=review, state="coded", source__state="used").exclude(code__line="")
    fields = (*FIELDS, "populations", "source__populations", "source__held_on")
    return [_evidence(*row) for row in rows.values_list(*fields)]


def _evidence(source, line, direction, category, organisation, own, of_source, held_on) -> Evidence:
    populations = frozenset(own or of_source)
    return Evidence(
        str(source), line, Direction(direction), Category(category), organisation, populations, held_on
    )
