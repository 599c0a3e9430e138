"""The figures of every council for one measure, period and breakdown, beside England's."""

from dataclasses import dataclass
from functools import cached_property

from careplace.figures import Figure, Verdict
from careplace.measures.outcomes import spread
from careplace.measures.outcomes.comparison import Pair, differences
from careplace.measures.outcomes.groups import england, group_value, members
from careplace.measures.outcomes.pairs import pair
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import MeasureData
from careplace.measures.outcomes.queries import Cell, codes_of, everywhere
from careplace.measures.reader import Reader
from careplace.publish import wording
from careplace.publish.outcomes import Outcome
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.subjects import Subject
from careplace.web.public.place.addresses import place_address


@dataclass(frozen=True)
class Row:
    """A council: its figure, None where it has none, and its figure less England's."""

    code: str
    name: str
    address: str
    figure: Figure | None
    difference: Figure | None

    @property
    def has_value(self) -> bool:
        return self.figure is not None and self.figure.value is not None

    @property
    def counted(self) -> bool:
        """Whether its base is so small that it is given as a count."""
        return self.figure is not None and self.has_value and wording.too_few(self.figure, self.figure.unit)

    @property
    def verdict(self) -> str:
        """What may be said of its difference from England: the words of the table, the chart and the files."""
        if self.difference is None:
            return ""
        return "too few to compare" if self.counted else self.difference.reason


@dataclass(frozen=True)
class CouncilFigures:
    """A subject at a period: a row for each council that then stood, by name; England's own figure; the quartiles.

    `nation` is England's name: a demonstration has another.
    """

    subject: Subject
    period: str
    nation: str
    england: Figure
    rows: tuple[Row, ...]
    quartiles: tuple[Figure, Figure, Figure] | None

    @cached_property
    def with_value(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.has_value)

    @property
    def figures_with_value(self) -> tuple[Figure, ...]:
        return tuple(row.figure for row in self.with_value if row.figure)

    @property
    def limited(self) -> bool:
        """Whether any council's figure has an interval."""
        return any(figure.lower95 is not None for figure in self.figures_with_value)

    @property
    def no_verdict_reason(self) -> str:
        """Why no council at all can be set against England; "" where one can."""
        reasons = {
            row.difference.label if row.difference and row.difference.verdict == Verdict.UNKNOWN else ""
            for row in self.with_value
        }
        return reasons.pop() if len(reasons) == 1 else ""

    @cached_property
    def outcome(self) -> Outcome:
        """The same as charts of reports take it, with no place of its own."""
        everyone = self.figures_with_value
        data = MeasureData(
            self.subject.measure, self.subject.breakdown, everyone=everyone, quartiles=self.quartiles
        )
        return Outcome(data)

    @property
    def differences(self) -> dict[str, Figure]:
        """Each council's difference from England, by council; none of councils whose base is too small."""
        return {row.code: row.difference for row in self.with_value if row.difference and not row.counted}

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure that the page may print, by id."""
        figures = [figure for row in self.rows for figure in (row.figure, row.difference) if figure]
        return {figure.id: figure for figure in (*figures, self.england, *(self.quartiles or ()))}


def council_figures(edition: EditionCursor, subject: Subject, period: str) -> CouncilFigures:
    """Every council at a period of the subject, set beside England."""
    reader = edition.reader
    key, measure = england(reader), subject.measure
    councils = members(reader, key, span(period, measure.period_type)[1])
    by_code = everywhere(reader, [cell_of(subject, period)])[cell_of(subject, period)]
    mine = [by_code[code] for code in councils if code in by_code]
    with_value = [figure for figure in mine if figure.value is not None]
    pairs = [pair(reader, measure, figure, key) for figure in with_value]
    differences_by_place = {
        figure.place: difference for figure, difference in zip(with_value, differences(pairs), strict=True)
    }
    rows = [_row(edition, code, by_code.get(code), differences_by_place.get(code)) for code in councils]
    return CouncilFigures(
        subject,
        period,
        edition.gazetteer.areas[key].name,
        group_value(reader, measure, key, period, subject.breakdown),
        tuple(sorted(rows, key=lambda row: row.name)),
        spread.quartiles(reader, measure, key, period, subject.breakdown),
    )


def overlap(reader: Reader, subject: Subject, mine: Figure, theirs: Figure) -> Pair:
    """The pair of two places' figures, whether the one is counted in the other or is it."""
    on = span(mine.period, subject.measure.period_type)[1]
    here, there = set(members(reader, mine.place, on)), set(members(reader, theirs.place, on))
    same = mine.place == theirs.place or (bool(here) and here == there)
    return Pair(subject.measure, mine, theirs, inside=bool(here & there), same=same)


def cell_of(subject: Subject, period: str) -> Cell:
    """What the figures of all places are looked up by, for the subject at a period."""
    return subject.measure.id, period, subject.breakdown


def _row(edition: EditionCursor, code: str, figure: Figure | None, difference: Figure | None) -> Row:
    area = edition.gazetteer.areas.get(code)
    if area is not None:
        # A council that only had its code changed has its page under the one that stands.
        area = edition.gazetteer.areas[codes_of(edition.reader, area)[-1]]
    name, address = (area.name, place_address(edition, area)) if area else (code, "")
    return Row(code, name, address, figure, difference)
