"""The published figure nearest to a released one: of the place and of England, and whether they may be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.national import may_compare, nearest
from careplace.measures.outcomes.groups import england
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import of_codes, of_place
from careplace.measures.reader import Reader

Published = Mapping[tuple[str, str, str], Figure]
"""{(measure, period, breakdown): figure} of England."""


@dataclass(frozen=True)
class NearestFigure:
    """What is published of nearly the same thing; `published` is None where the edition has no such measure of this kind
    of place. `here` and `england` are of one period. `differences` says how the definitions differ, and `why_not` why the
    two may not be compared: "" where they may.
    """

    published: Measure | None
    here: Figure | None
    england: Figure | None
    differences: str
    why_not: str


def nearest_figure(
    measure: Measure, figure: Figure, kind: str, own: Mapping[str, tuple[Figure, ...]], england: Published
) -> NearestFigure | None:
    """The published figure nearest to a released one; None of a measure that has no entry.

    Args:
        figure: the released measure's latest figure of a place of this `kind`.
        own: {measure: figures of the place}, breakdowns left out. england: England's figures up to the same day.
    """
    entry = nearest().get(measure.id)
    if entry is None:
        return None
    published = entry.published_for(kind)
    if published is None:
        return NearestFigure(None, None, None, entry.differences, "no figure is published")
    national = _of_period(published, figure.period, england)
    period = national.period if national else figure.period
    here = next((f for f in own.get(published.id, ()) if f.period == period and f.value is not None), None)
    against = national or here
    why_not = may_compare(measure, figure, against) if against else "no figure is published"
    return NearestFigure(published, here, national, entry.differences, why_not)


def nearest_of(reader: Reader, measure: Measure, figure: Figure) -> NearestFigure | None:
    """The published figure nearest to one released figure, of any period; None of a measure that has no entry."""
    area = reader.gazetteer.areas.get(figure.place)
    own: dict[str, list[Figure]] = {}
    for published in of_place(reader, area, parts=False) if area else ():
        own.setdefault(published.measure, []).append(published)
    national = {
        (f.measure, f.period, f.breakdown): f for f in of_codes(reader, [england(reader)], parts=False)
    }
    kind = area.kind if area else "trust"
    return nearest_figure(
        measure, figure, kind, {id: tuple(figures) for id, figures in own.items()}, national
    )


def _of_period(published: Measure, period: str, england: Published) -> Figure | None:
    """England's figure of this period; else its newest."""
    figures = [f for (id, _, part), f in england.items() if id == published.id and part == "all"]
    valued = [figure for figure in figures if figure.value is not None]
    same = next((figure for figure in valued if figure.period == period), None)
    return same or max(valued, key=lambda f: span(f.period, published.period_type), default=None)
