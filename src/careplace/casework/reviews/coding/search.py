"""Finding passages of a review by their words and by what was coded in them: the same answers on every database."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Substr

from careplace.casework.reviews.coding.actions import codings_seen
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
    """The passages of a review's sources that are used, by source and place, each with its text as `content`."""
    rows = Passage.objects.filter(review=review, source__state="used")
    if filters.query:
        rows = rows.filter(words__has=filters.query)
    if filters.source:
        rows = rows.filter(source=filters.source)
    if filters.uncoded:
        rows = rows.exclude(Exists(_codings(actor)))
    elif filters.code or filters.direction or filters.population:
        rows = rows.filter(Exists(_chosen(_codings(actor), filters)))
    content = Substr("text__content", F("start") + 1, F("end") - F("start"))
    return (
        rows.defer("words")
        .annotate(content=content)
        .order_by("source__held_on", "source__title", "text_id", "start")
    )


def _codings(actor: Actor) -> QuerySet:
    """The codings of a passage that the person sees."""
    return codings_seen(actor).filter(
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


def codings_in(actor: Actor, shown: list[Passage]) -> dict[int, list[Coding]]:
    """{id of a passage: the codings in it}, for passages that a page shows."""
    if not shown:
        return {}
    texts = {passage.text_id for passage in shown}
    span = {"start__lt": max(p.end for p in shown), "end__gt": min(p.start for p in shown)}
    rows = codings_seen(actor).filter(text__in=texts, state__in=("coded", "unsure", "blind"), **span)
    codings = list(rows.select_related("code"))
    return {
        p.pk: [c for c in codings if c.text_id == p.text_id and c.start < p.end and p.start < c.end]
        for p in shown
    }
