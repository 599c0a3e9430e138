"""What a page of a measure is about: a measure of the dictionary at one breakdown, and the periods that it is told of."""

from dataclasses import dataclass
from functools import cached_property

from careplace.engine import sql_text
from careplace.measures import dictionary
from careplace.measures.cache import cached
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import ALL, MeasureData
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.providers.definitions import sectors
from careplace.publish import wording
from careplace.publish.figure_titles import breakdown_words, figure_title, is_rated_share
from careplace.publish.outcomes import Outcome
from careplace.ratings.scale import GOOD_OR_OUTSTANDING
from careplace.web.public.editions import EditionCursor


@dataclass(frozen=True)
class Cell:
    """A period of a subject: how many councils have a value, and by which definition."""

    period: str
    councils: int
    version: str


@dataclass(frozen=True)
class Subject:
    """A measure at one breakdown. `cells` are its periods, oldest first; none where no council has a figure."""

    measure: Measure
    breakdown: str
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """How an address names it: "ascof-1a-quality-of-life", "rating-share:adult-social-care/overall/…"."""
        return self.measure.id + ("" if self.breakdown == ALL else f":{self.breakdown}")

    @property
    def part(self) -> str:
        """The breakdown in words; "" for the whole."""
        return breakdown_words(self.measure, self.breakdown)

    @property
    def rated(self) -> bool:
        """Whether it is the share that sectors are told by."""
        return is_rated_share(self.measure, self.breakdown)

    @property
    def title(self) -> str:
        return figure_title(self.measure, self.breakdown)

    @cached_property
    def form(self) -> Outcome:
        """The measure with no figure: how its values, limits and differences are written."""
        return Outcome(MeasureData(self.measure, self.breakdown))

    def spoken(self, period: str) -> str:
        """A period as a reader sees it."""
        return wording.period(period, self.measure.period_type)

    @property
    def latest_councils(self) -> int:
        """How many councils have a value at the newest period."""
        return max((cell.councils for cell in self.cells if cell.period == self.newest), default=0)

    @property
    def newest(self) -> str | None:
        """The newest period that at least half as many councils have a value of as of the fullest; None of none."""
        most = max((cell.councils for cell in self.cells), default=0)
        return next((c.period for c in reversed(self.cells) if c.councils and 2 * c.councils >= most), None)


def subject(edition: EditionCursor, id: str, breakdown: str = "") -> Subject | None:
    """The subject of a measure's id and a breakdown ("" for its usual one); None where the edition knows no such."""
    measure = measures(edition).get(id)
    if measure is None:
        return None
    cells = {} if _derived(measure) else _cells(edition).get(id, {})
    if breakdown and breakdown not in cells and breakdown != ALL:
        return None
    chosen = breakdown or usual(measure, cells)
    return Subject(measure.at(chosen), chosen, _ordered(measure, cells.get(chosen, {})))


def of_key(edition: EditionCursor, key: str) -> Subject | None:
    """The subject that `Subject.key` names."""
    id, _, breakdown = key.partition(":")
    return subject(edition, id, breakdown)


@cached()
def measures(edition: EditionCursor) -> dict[str, Measure]:
    """Every measure of the dictionary and of the edition's local files by id, in the order of chapters."""
    return dictionary.measures() | outcome_measures(edition.reader)


def breakdowns(edition: EditionCursor, measure: Measure) -> list[str]:
    """The breakdowns that councils have values of, the usual first, then in the order of sectors."""
    if _derived(measure):
        return []
    counts = {b: most for b, cells in _cells(edition).get(measure.id, {}).items() if (most := _most(cells))}
    first = usual(measure, _cells(edition).get(measure.id, {}))
    return sorted(counts, key=lambda b: (b != first, _order(b)))


def usual(measure: Measure, by_breakdown: dict[str, dict[str, Cell]]) -> str:
    """The breakdown that a measure is told at when none is asked for: the whole, or the first that is widely known."""
    if ALL in by_breakdown or not by_breakdown:
        return ALL
    most = max(map(_most, by_breakdown.values()))
    return min((b for b, by_breakdown in by_breakdown.items() if 2 * _most(by_breakdown) >= most), key=_order)


def _most(cells: dict[str, Cell]) -> int:
    return max((cell.councils for cell in cells.values()), default=0)


def _derived(measure: Measure) -> bool:
    """Whether it is calculated between two places or two dates."""
    return measure.calculate in dictionary.FROM_FIGURES or measure.period_type == "two days"


def _order(breakdown: str) -> tuple:
    """Sectors as reports order them; overall ratings of locations before those of beds and of key questions."""
    order, sector = list(sectors()), breakdown.partition("/")[0]
    place = order.index(sector) if sector in order else len(order)
    return (
        place,
        "/overall/" not in breakdown,
        "/beds" in breakdown,
        not breakdown.endswith(GOOD_OR_OUTSTANDING),
        breakdown,
    )


@cached()
def _cells(edition: EditionCursor) -> dict[str, dict[str, dict[str, Cell]]]:
    cells: dict = {}
    for row in edition.rows(sql_text("careplace.web.public.measures", "cells.sql")):
        cell = Cell(row["period"], row["councils"], row["version"] or "")
        cells.setdefault(row["measure"], {}).setdefault(row["breakdown"], {})[row["period"]] = cell
    return cells


def _ordered(measure: Measure, cells: dict[str, Cell]) -> tuple[Cell, ...]:
    return tuple(
        sorted(cells.values(), key=lambda cell: (span(cell.period, measure.period_type), cell.period))
    )
