"""Finding passages of a review by their words and by what was coded in them: the same answers on every database."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from careplace.casework.reviews.coding.actions import codings_seen, not_hidden
from careplace.casework.reviews.coding.models import Coding, Passage
from careplace.casework.scope.actor import Actor


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
        rows = rows.exclude(Exists(_codings(actor)))
    elif filters.code or filters.direction or filters.population:
        rows = rows.filter(Exists(_chosen(_codings(actor), filters)))
    return (
        rows.select_related("source")
        .defer("words")
        .order_by("source__held_on", "source__title", "text_id", "start")
    )


def with_content(rows: QuerySet | Sequence[Passage]) -> list[Passage]:
    """Some of the passages, each with its words as `content`: taken from the texts of these alone, and not of all found."""
    page = list(rows)
    content = Substr("text__content", F("start") + 1, F("end") - F("start"))
    texts = Passage.objects.filter(pk__in=[passage.pk for passage in page]).annotate(content=content)
    words = dict(texts.values_list("pk", "content"))
    for passage in page:
        passage.content = words[passage.pk]
    return page


def _codings(actor: Actor) -> QuerySet:
    """The codings of a passage that the person sees."""
    # Without the team's own subquery, which SQLite would begin with: a search for a word and a code took two seconds.
    return Coding.objects.filter(
        not_hidden(actor),
        text=OuterRef("text"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
        state__in=("coded", "unsure", "blind"),
    )


def _chosen(codings: QuerySet, filters: Filters) -> QuerySet:
    if filters.code:
        codings = codings.filter(code=filters.code)
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
    rows = codings_seen(actor).filter(reduce(or_, inside), state__in=("coded", "unsure", "blind"))
    codings = list(rows.select_related("code"))
    return {
        p.pk: [c for c in codings if c.text_id == p.text_id and c.start < p.end and p.start < c.end]
        for p in page
    }
