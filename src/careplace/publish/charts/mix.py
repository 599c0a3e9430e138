"""Where the marks of a chart stand. The templates draw them; nothing here knows of SVG.

Positions across are percentages of the chart's width, so that a chart is as readable at 320 px as at 1280 px:
the marks stretch and the words keep their size.
"""

from dataclasses import dataclass
from math import ceil, floor

from careplace.figures import Figure
from careplace.publish import wording
from careplace.publish.content import Comparator, Sector
from careplace.ratings.scale import KEY_QUESTIONS, LEVELS, slug

LETTER_FITS, NUMBER_FITS = 8.0, 24.0
"""Widths, in percent of a 280 px chart, in which "RI" and "RI 24%" can be read."""


@dataclass(frozen=True)
class Segment:
    """One level's part of a bar: from `x` for `width`, both in percent of the chart."""

    figure: Figure
    level: str
    x: float
    width: float

    @property
    def slug(self) -> str:
        return slug(self.level)

    @property
    def label(self) -> str:
        """The letter where it fits, else nothing."""
        return wording.LETTERS[self.level] if self.width >= LETTER_FITS else ""

    @property
    def numbered(self) -> bool:
        return self.width >= NUMBER_FITS


@dataclass(frozen=True)
class Bar:
    """A bar of four segments that fill the chart's width, labelled with the name of `place`."""

    label: str
    place: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Dot:
    """A share with its 95% interval on the chart's own axis, all in percent of the chart's width."""

    label: str
    place: str
    figure: Figure
    x: float
    lower: float
    upper: float
    own: bool


@dataclass(frozen=True)
class Axis:
    """Ticks as (position in percent, words)."""

    start: float
    end: float

    def at(self, value: float) -> float:
        return round(100 * (value - self.start) / (self.end - self.start), 3)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        tenths = range(
            round(self.start * 10), round(self.end * 10) + 1, 1 if self.end - self.start < 0.55 else 2
        )
        return [(self.at(tenth / 10), f"{tenth * 10}%") for tenth in tenths]


def bar(label: str, place: str, shares: list[Figure]) -> Bar:
    """A bar of the four levels' shares, best first."""
    segments, x = [], 0.0
    for level, figure in zip(LEVELS, shares, strict=True):
        width = 100 * figure.number
        segments.append(Segment(figure, level, round(x, 3), round(width, 3)))
        x += width
    return Bar(label, place, tuple(segments))


def enough(shares: list[Figure]) -> bool:
    """Whether there are shares, of enough locations, to draw them as parts of a whole."""
    return bool(shares) and (shares[0].denominator or 0) >= wording.FEW


def mix_bars(
    sector: Sector, here: tuple[str, str], comparators: list[Comparator], by_beds: bool = True
) -> list[Bar]:
    """The place by locations, the place by beds, then each comparator that is covered; `here` is (name, code)."""
    name, code = here
    beds = sector.shares(weight="beds") if by_beds and sector.by_beds else []
    rows = [
        (f"{name}, by locations" if beds else name, code, sector.shares()),
        (f"{name}, by beds", code, beds),
        *((c.name, c.key, sector.shares(place=c.key)) for c in comparators if c.covered),
    ]
    return [bar(*row) for row in rows if enough(row[2])] if enough(rows[0][2]) else []


def question_bars(sector: Sector, code: str) -> list[Bar]:
    """One bar for each key question that has shares."""
    rows = [(question, code, sector.shares(slug(question))) for question in KEY_QUESTIONS]
    return [bar(*row) for row in rows if enough(row[2])]


def dots(rows: list[tuple[str, str, Figure | None]]) -> tuple[Axis, list[Dot]]:
    """Rows of (label, place, share), the place itself first, on an axis that just holds their intervals."""
    drawable = [
        (label, place, figure)
        for label, place, figure in rows
        if figure and None not in (figure.value, figure.lower95, figure.upper95)
    ]
    start = floor(10 * min((f.known("lower95") for _l, _p, f in drawable), default=0)) / 10
    end = ceil(10 * max((f.known("upper95") for _l, _p, f in drawable), default=1)) / 10
    # At least two ticks apart, or a single value would have no axis to be read by.
    axis = Axis(start, end) if end - start > 0.15 else Axis(max(0.0, end - 0.2), max(0.2, end))
    return axis, [_dot(axis, *row, own=row[1] == rows[0][1]) for row in drawable]


def _dot(axis: Axis, label: str, place: str, figure: Figure, own: bool) -> Dot:
    x, lower, upper = (axis.at(figure.known(part)) for part in ("value", "lower95", "upper95"))
    return Dot(label, place, figure, x, lower, upper, own)


def comparison_dots(
    sector: Sector, here: tuple[str, str], comparators: list[Comparator]
) -> tuple[Axis, list[Dot]]:
    """The share rated Good or Outstanding here and in every comparator that is covered; `here` is (name, code)."""
    rows = [
        (*here, sector.good_or_better()),
        *((c.name, c.key, sector.of(c)) for c in comparators if c.covered),
    ]
    return dots(rows)


def mix_headline(shares: list[Figure], what: str) -> str:
    """What most of `what` are rated, in words."""
    largest = max(range(len(LEVELS)), key=lambda i: shares[i].number)
    if shares[largest].number > 0.5:
        return f"Most {what} are rated {LEVELS[largest]}"
    return f"No level holds most {what}; the largest part is rated {LEVELS[largest]}"


def comparison_headline(sector: Sector, comparators: list[Comparator]) -> str:
    """Which comparators the place is surely higher or lower than, in words."""
    names_by_direction: dict[str, list[str]] = {"higher": [], "lower": []}
    for c in comparators:
        if c.covered and (direction := wording.verdict(sector.against(c))) in names_by_direction:
            names_by_direction[direction].append(c.spoken)
    clauses = [f"{way} than in {_joined(names)}" for way, names in names_by_direction.items() if names]
    if not clauses:
        return "No clear difference from a comparator"
    return f"The share rated Good or Outstanding is {' and '.join(clauses)}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
