"""The evidence of a review: codings that count, of sources that are used, on the key lines of their codes."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.evidence import Category, Direction, Evidence
from careplace.casework.reviews.models import Source

SOURCE = ("pk", "category", "organisation", "populations", "held_on")
CODING = ("source_id", "code_id", "direction", "populations")


def evidence_of(review: UUID, lines: Collection[str] = ()) -> list[Evidence]:
    """What each source of a review says about each key line, once for each direction and populations, in three queries.

    Args:
        lines: those key lines alone; all where there are none.
    """
    codes = _by_id(_codes(review, lines))
    sources = _by_id(Source.objects.filter(review=review, state="used").values_list(*SOURCE))
    pieces = {
        (source, codes[code][1], direction, people): None
        for source, code, direction, people in _codings(review, lines)
        if code in codes and source in sources
    }
    return [_evidence(sources[source], *rest) for source, *rest in pieces]


def _codes(review: UUID, lines: Collection[str]) -> Iterable[tuple]:
    """(id, key line) of codes that have one."""
    rows = Code.objects.filter(review=review).exclude(line="")
    return (rows.filter(line__in=lines) if lines else rows).values_list("pk", "line")


def _codings(review: UUID, lines: Collection[str]) -> Iterable[tuple[str, ...]]:
    """The fields of codings as texts: made into UUIDs and lists row by row, those of 20,000 took half a second."""
    rows = Coding.objects.filter(review=review, state="coded").order_by()
    rows = rows.filter(code__line__in=lines) if lines else rows
    return rows.values_list(*(Cast(name, TextField()) for name in CODING))


def _by_id(rows: Iterable[tuple]) -> dict[str, tuple]:
    """{id: the row that begins with it}, the id as SQLite and as PostgreSQL write it."""
    return {text: row for row in rows for text in (row[0].hex, str(row[0]))}


def _evidence(source: tuple, line: str, direction: str, people: str) -> Evidence:
    id, category, organisation, populations, held_on = source
    own = populations if people == "[]" else json.loads(people)
    return Evidence(
        str(id), line, Direction(direction), Category(category), organisation, frozenset(own), held_on
    )
