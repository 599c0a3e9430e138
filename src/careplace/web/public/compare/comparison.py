"""Several places on one measure: each one's figure with its interval, and the others less the first."""

from dataclasses import dataclass

from careplace.figures import Figure, Verdict
from careplace.measures.outcomes.comparison import differences
from careplace.measures.outcomes.groups import england, group_value
from careplace.measures.outcomes.queries import codes_of, everywhere
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.publish import wording
from careplace.publish.charts.axis import Scale, fitted
from careplace.publish.outcomes import CALLED
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.council_figures import cell_of, overlap
from careplace.web.public.measures.subjects import Subject
from careplace.web.public.place.addresses import place_address

LEFT, RIGHT = 2.0, 98.0
ROW, TOP = 46, 4
"""Pixels of a place's row: its name, and below it its dot."""
_COUNCILS = ("council", "district")


@dataclass(frozen=True)
class Side:
    """A place on a measure; `difference` is its figure less the first place's, `why` says why there is no figure."""

    area: Area
    address: str
    figure: Figure | None
    difference: Figure | None
    why: str
    first: bool

    @property
    def has_value(self) -> bool:
        return self.figure is not None and self.figure.value is not None

    @property
    def counted(self) -> bool:
        """Whether its base is so small that it is told as a count."""
        return self.figure is not None and self.has_value and wording.too_few(self.figure, self.figure.unit)

    @property
    def word(self) -> str:
        """What may be said of its difference from the first place, in a word or two; "" where nothing can."""
        if self.difference is None or self.counted:
            return ""
        verdict = self.difference.verdict
        return verdict if verdict in (*CALLED, Verdict.NO_DIFFERENCE) else ""


@dataclass(frozen=True)
class Compared:
    """A subject at one period for all places, in the order asked for. `scale` is None where no two have a value."""

    subject: Subject
    period: str
    sides: tuple[Side, ...]
    england: Figure | None
    scale: Scale | None

    @property
    def on_chart(self) -> list[tuple[Side, int]]:
        """(place, pixels down of its row) of each that has a dot."""
        sides = [side for side in self.sides if side.has_value and not side.counted]
        return [(side, TOP + ROW * n) for n, side in enumerate(sides)]

    @property
    def limited(self) -> bool:
        """Whether any of the dots has an interval."""
        return any(side.figure and side.figure.lower95 is not None for side, _y in self.on_chart)

    @property
    def base(self) -> int:
        return TOP + ROW * len(self.on_chart)

    def word_of(self, n: int) -> str:
        """The word of the place of this number; "" where the first place has too few to compare."""
        return "" if self.sides[0].counted else self.sides[n].word

    @property
    def against(self) -> str:
        return self.sides[0].area.name


def summary(comparisons: list[Compared]) -> list[tuple[Area, dict[str, list[Compared]]]]:
    """(place, {word: comparisons}) of each place but the first: on which measures it differs from that, and how."""
    if not comparisons:
        return []
    return [
        (side.area, {word: [c for c in comparisons if c.word_of(n) == word] for word in CALLED})
        for n, side in enumerate(comparisons[0].sides)
        if not side.first
    ]


def compared(
    edition: EditionCursor, places: tuple[Area, ...], subjects: tuple[Subject, ...]
) -> list[Compared]:
    """Every subject that councils have figures of, at its newest period, in the order given."""
    with_data = [(subject, subject.newest) for subject in subjects if subject.newest]
    reader = edition.reader
    everywhere(reader, [cell_of(*subject_and_period) for subject_and_period in with_data])
    return [_compared(edition, reader, subject, period, places) for subject, period in with_data]


def _compared(
    edition: EditionCursor, reader: Reader, subject: Subject, period: str, places: tuple[Area, ...]
) -> Compared:
    figures = [_figure(reader, subject, period, area) for area in places]
    first = figures[0]
    differences_by_side = _differences(reader, subject, first, figures)
    sides = tuple(
        Side(area, place_address(edition, area), figure, differences_by_side.get(n), _why(figure), n == 0)
        for n, (area, figure) in enumerate(zip(places, figures, strict=True))
    )
    nation = group_value(reader, subject.measure, england(reader), period, subject.breakdown)
    return Compared(subject, period, sides, nation, _scale(subject, sides))


def _figure(reader: Reader, subject: Subject, period: str, area: Area) -> Figure | None:
    """The place's figure under any code that it had; of a group its own, or the sum of its councils'."""
    cell = cell_of(subject, period)
    by_code = everywhere(reader, [cell])[cell]
    figure = next((by_code[code] for code in reversed(codes_of(reader, area)) if code in by_code), None)
    if figure is not None or area.kind in _COUNCILS:
        return figure
    return group_value(reader, subject.measure, area.code, period, subject.breakdown)


def _differences(reader: Reader, subject: Subject, first: Figure | None, figures: list) -> dict[int, Figure]:
    if first is None or first.value is None:
        return {}
    others_with_value = [
        n for n, figure in enumerate(figures) if n and figure is not None and figure.value is not None
    ]
    pairs = [overlap(reader, subject, figures[n], first) for n in others_with_value]
    return dict(zip(others_with_value, differences(pairs), strict=True))


def _why(figure: Figure | None) -> str:
    if figure is None:
        return "no figure for this period"
    return figure.reason or figure.status if figure.value is None else ""


def _scale(subject: Subject, sides: tuple[Side, ...]) -> Scale | None:
    with_value = [side.figure for side in sides if side.figure and side.has_value and not side.counted]
    ends = [end for f in with_value for end in (f.value, f.lower95, f.upper95) if end is not None]
    if len(with_value) < 2:
        return None
    return fitted(ends, subject.measure.unit, LEFT, RIGHT, most=5, decimals=subject.measure.decimals)
