"""Finding passages of a review by their words and by what was coded in them: the same answers on every database."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from careplace.casework.reviews.coding.actions import codings_seen, not_hidden
from careplace.casework.reviews.coding.models import Coding, Passage
from careplace.casework.scope.actor import Actor

SEEN = ("coded", "unsure", "blind")
"""States of codings that search knows."""


@dataclass(frozen=True)
class Filters:
    """What passages have: every word of `query`, and one coding with all that is chosen of code, direction and population.

    `uncoded` finds those that have no coding instead.
    """

    query: str = ""
    code: UUID | None = None
    direction: str = ""
    population: str = ""
    source: UUID | None = None
    uncoded: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is looked for."""
        return self != Filters()


def passages(actor: Actor, review: UUID, filters: Filters) -> QuerySet:
    """The passages of a review's sources that are used, by source and place."""
    rows = Passage.objects.filter(review=review, source__state="used")
    if filters.query:
        rows = rows.filter(words__has=filters.query)
    if filters.source:
        rows = rows.filter(source=filters.source)
    if filters.uncoded:
        rows = rows.exclude(Exists(_codings(actor, review)))
    elif filters.code or filters.direction or filters.population:
        rows = rows.filter(Exists(_chosen(_codings(actor, review), filters)))
    return rows.defer("words").order_by("source__held_on", "source__title", "text_id", "start")


def ids_of(rows: QuerySet) -> list[int]:
    """The ids of passages, in order: a page of them, and how many there are, by going through the review once."""
    return list(rows.values_list("pk", flat=True))


def with_content(ids: Sequence[int]) -> list[Passage]:
    """The passages of a page, in order, each with its source and its words as `content`."""
    content = Substr("text__content", F("start") + 1, F("end") - F("start"))
    rows = (
        Passage.objects.filter(pk__in=ids).select_related("source").defer("words").annotate(content=content)
    )
    by_id = {passage.pk: passage for passage in rows}
    return [by_id[id] for id in ids if id in by_id]


def _codings(actor: Actor, review: UUID) -> QuerySet:
    """The codings of a passage that the person sees.

    The index of the codings of a text is by their first code point alone. No coding begins further before a passage that it
    reaches into than the longest of the review is long: so a passage looks at its neighbours, not at half of its text.
    """
    # Without the team's own subquery, which SQLite would begin with: a search for a word and a code took two seconds.
    return Coding.objects.filter(
        not_hidden(actor),
        text=OuterRef("text"),
        start__lt=OuterRef("end"),
        start__gt=OuterRef("start") - Subquery(_longest(review), output_field=IntegerField()),
        end__gt=OuterRef("start"),
        state__in=SEEN,
    )


def _longest(review: UUID) -> QuerySet:
    """How long the longest coding of a review is, in code points."""
    rows = Coding.objects.filter(review=review, state__in=SEEN).order_by().values("review")
    return rows.annotate(longest=Max(F("end") - F("start"))).values("longest")


def _chosen(codings: QuerySet, filters: Filters) -> QuerySet:
    if filters.code:
        # Not by the index of a code, which SQLite prefers: it would read all codings of the code for each passage.
        codings = codings.alias(of_code=Coalesce("code_id", "code_id")).filter(of_code=filters.code)
    if filters.direction:
        codings = codings.filter(direction=filters.direction)
    if filters.population:
        # A list in JSON: its text has each key in quotation marks, in both databases.
        codings = codings.filter(populations__icontains=f'"{filters.population}"')
    return codings


def codings_in(actor: Actor, page: list[Passage]) -> dict[int, list[Coding]]:
    """{id of a passage: the codings in it}, for passages that a page shows."""
    if not page:
        return {}
    inside = (Q(text=p.text_id, start__lt=p.end, end__gt=p.start) for p in page)
    rows = codings_seen(actor).filter(reduce(or_, inside), state__in=SEEN)
    codings = list(rows.select_related("code"))
    return {
        p.pk: [c for c in codings if c.text_id == p.text_id and c.start < p.end and p.start < c.end]
        for p in page
    }
