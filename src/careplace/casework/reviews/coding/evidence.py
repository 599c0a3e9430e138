"""The evidence of a review: codings that count, of sources that are used, on the key lines of their codes."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.evidence import Category, Direction, Evidence
from careplace.casework.reviews.models import Source

SOURCE = ("pk", "category", "organisation", "populations", "held_on")
CODING = ("source_id", "code__line", "direction", "populations")


def evidence_of(review: UUID, lines: Collection[str] = ()) -> list[Evidence]:
    """What each source of a review says about each key line, once for each direction and populations, in two queries.

    Args:
        lines: those key lines alone; all where there are none.
    """
    rows = Source.objects.filter(review=review, state="used").values_list(*SOURCE)
    sources = {text: row for row in rows for text in (row[0].hex, str(row[0]))}
    pieces = dict.fromkeys(piece for piece in _codings(review, lines) if piece[0] in sources)
    return [_evidence(sources[source], *rest) for source, *rest in pieces]


def _codings(review: UUID, lines: Collection[str]) -> Iterable[tuple[str, ...]]:
    """(source, key line, direction, populations) as texts, the source's id as the database writes it, in no order.

    Ordered, and made into UUIDs and lists row by row, 20,000 codings took half a second.
    """
    rows = Coding.objects.filter(review=review, state="coded").exclude(code__line="").order_by()
    rows = rows.filter(code__line__in=lines) if lines else rows
    return rows.values_list(*(Cast(name, TextField()) for name in CODING))


def _evidence(source: tuple, line: str, direction: str, people: str) -> Evidence:
    id, category, organisation, populations, held_on = source
    own = populations if people == "[]" else json.loads(people)
    return Evidence(
        str(id), line, Direction(direction), Category(category), organisation, frozenset(own), held_on
    )
