"""Several places on one measure: each one's figure with its interval, and the others less the first."""

from dataclasses import dataclass

from careplace.figures import Figure
from careplace.measures.outcomes.comparison import differences
from careplace.measures.outcomes.groups import england, group_value
from careplace.measures.outcomes.reading import codes_of, everywhere
from careplace.measures.providers.reading import Store
from careplace.places.area import Area
from careplace.publish import wording
from careplace.publish.charts.axis import Scale, fitted
from careplace.web.editions import Reading
from careplace.web.measures.reading import overlap, prepared
from careplace.web.measures.subjects import Subject
from careplace.web.place.addresses import place_address

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
    def known(self) -> bool:
        return self.figure is not None and self.figure.value is not None

    @property
    def counted(self) -> bool:
        """Whether its base is so small that it is told as a count."""
        return self.known and wording.too_few(self.figure, self.figure.unit)


@dataclass(frozen=True)
class Compared:
    """A subject at one period for all places, in the order asked for. `scale` is None where no two have a value."""

    subject: Subject
    period: str
    sides: tuple[Side, ...]
    england: Figure | None
    scale: Scale | None

    @property
    def drawn(self) -> list[tuple[Side, int]]:
        """(place, pixels down of its row) of each that has a dot."""
        held = [side for side in self.sides if side.known and not side.counted]
        return [(side, TOP + ROW * n) for n, side in enumerate(held)]

    @property
    def limited(self) -> bool:
        """Whether any of the dots has an interval."""
        return any(side.figure.lower95 is not None for side, _y in self.drawn)

    @property
    def base(self) -> int:
        return TOP + ROW * len(self.drawn)

    @property
    def against(self) -> str:
        return self.sides[0].area.name


def compared(edition: Reading, places: tuple[Area, ...], subjects: tuple[Subject, ...]) -> list[Compared]:
    """Every subject that councils have figures of, at its newest period, in the order given."""
    told = [(one, one.newest) for one in subjects if one.newest]
    store = prepared(edition, told)
    return [_compared(edition, store, one, period, places) for one, period in told]


def _compared(
    edition: Reading, store: Store, one: Subject, period: str, places: tuple[Area, ...]
) -> Compared:
    figures = [_figure(store, one, period, area) for area in places]
    first = figures[0]
    apart = _apart(store, one, first, figures)
    sides = tuple(
        Side(area, place_address(edition, area), figure, apart.get(n), _why(figure), n == 0)
        for n, (area, figure) in enumerate(zip(places, figures, strict=True))
    )
    nation = group_value(store, one.measure, england(store), period, one.breakdown)
    return Compared(one, period, sides, nation, _scale(one, sides))


def _figure(store: Store, one: Subject, period: str, area: Area) -> Figure | None:
    """The place's figure under any code that it had; of a group its own, or the sum of its councils'."""
    held = everywhere(store, [(one.measure.id, period, one.breakdown)])[one.measure.id, period, one.breakdown]
    found = next((held[code] for code in reversed(codes_of(store, area)) if code in held), None)
    if found is not None or area.kind in _COUNCILS:
        return found
    return group_value(store, one.measure, area.code, period, one.breakdown)


def _apart(store: Store, one: Subject, first: Figure | None, figures: list) -> dict[int, Figure]:
    if first is None or first.value is None:
        return {}
    others = [n for n, figure in enumerate(figures) if n and figure is not None and figure.value is not None]
    pairs = [overlap(store, one, figures[n], first) for n in others]
    return dict(zip(others, differences(pairs), strict=True))


def _why(figure: Figure | None) -> str:
    if figure is None:
        return "no figure for this period"
    return figure.reason or figure.status if figure.value is None else ""


def _scale(one: Subject, sides: tuple[Side, ...]) -> Scale | None:
    known = [side.figure for side in sides if side.known and not side.counted]
    ends = [end for f in known for end in (f.value, f.lower95, f.upper95) if end is not None]
    if len(known) < 2:
        return None
    return fitted(ends, one.measure.unit, LEFT, RIGHT, most=5, decimals=one.measure.decimals)
