"""Axes: round ticks in the measure's own words, and where a value lies.

A tick is a number of the page that is no figure. So that none can be wrong, it says what it claims (`Scale.stated` round
the ticks, the value on each), and the walk of the page holds its words and its position against that.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from careplace.measures.outcomes.periods import span
from careplace.publish import wording

ROUND = (1, 2, 2.5, 5)
"""A step is one of these times a power of ten."""
MOST = 6


@dataclass(frozen=True)
class Tick:
    """A round value, where it lies, and its words."""

    value: float
    at: float
    words: str


@dataclass(frozen=True)
class Scale:
    """An axis in `unit` from `start` to `end` by `step`, drawn from `low` to `high` (percent across, or pixels down)."""

    unit: str
    start: float
    end: float
    step: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value is drawn; one beyond an end is drawn at that end."""
        part = (value - self.start) / (self.end - self.start)
        return round(self.low + (self.high - self.low) * min(max(part, 0.0), 1.0), 2)

    @property
    def ticks(self) -> list[Tick]:
        count = round((self.end - self.start) / self.step)
        values = [float(Decimal(repr(self.start)) + n * Decimal(repr(self.step))) for n in range(count + 1)]
        return [Tick(value, self.at(value), self.words(value)) for value in values]

    def words(self, value: float) -> str:
        """A tick as a reader sees it, with no more decimals than its step has: "70%", "2.5", "1,500"."""
        share = self.unit == "share"
        step = Decimal(repr(self.step)) * (100 if share else 1)
        places = max(0, -int(step.normalize().as_tuple().exponent))
        rounded = wording.rounded(float(Decimal(repr(value)) * (100 if share else 1)), places)
        return f"{wording.MINUS if rounded < 0 else ''}{abs(rounded):,}{'%' if share else ''}"

    @property
    def stated(self) -> str:
        """The axis as a page carries it in `data-axis`."""
        numbers = (self.start, self.end, self.step, self.low, self.high)
        return " ".join([*map(repr, map(float, numbers)), self.unit])


def stated(text: str) -> Scale:
    """The axis of a `data-axis`.

    Raises:
        ValueError: when the text is none, or its step or its ends are not round.
    """
    *numbers, unit = text.split(maxsplit=5)
    if len(numbers) != 5:
        raise ValueError("an axis as data-axis='start end step low high unit'")
    scale = Scale(unit, *map(float, numbers))
    whole = (scale.start / scale.step, scale.end / scale.step) if scale.step > 0 else (0.5,)
    if not _round(scale.step) or scale.end <= scale.start or any(abs(n - round(n)) > 1e-6 for n in whole):
        raise ValueError("an axis whose step and ends are round")
    return scale


def _round(step: float) -> bool:
    if step <= 0:
        return False
    lead = step / 10 ** floor(log10(step) + 1e-9)
    return any(abs(lead - lead_allowed) < 1e-6 for lead_allowed in ROUND)


def fitted(
    values: list[float], unit: str, low: float, high: float, most: int = MOST, decimals: int = 1
) -> Scale:
    """The tightest round axis that holds the values with at most `most` ticks.

    A count keeps whole steps, a share stays within 0 and 1, and values that are not negative get no negative tick.
    """
    bottom, top = min(values), max(values)
    if top - bottom < 1e-9:
        bottom, top = bottom - (abs(bottom) or 1) * 0.05, top + (abs(top) or 1) * 0.05
    least = 1.0 if decimals == 0 and unit != "share" else 0.0
    step = next(s for s in _steps((top - bottom) / most) if s >= least and _count(bottom, top, s) <= most)
    # Multiplied as decimals: 3 × 0.1 is 0.30000000000000004, and would be no round number on the page.
    exact = Decimal(repr(step))
    start, end = (float(n * exact) for n in (floor(bottom / step + 1e-9), ceil(top / step - 1e-9)))
    start = max(start, 0.0) if min(values) >= 0 else start
    if unit == "share" and max(values) <= 1 and end > 1:
        end = 1.0 if abs(1 / step - round(1 / step)) < 1e-9 else end
    return Scale(unit, start, end if end > start else start + step, step, low, high)


def _steps(least: float):
    power = floor(log10(max(least, 1e-9))) - 1
    while True:
        for lead in ROUND:
            yield float(Decimal(str(lead)).scaleb(power))
        power += 1


def _count(bottom: float, top: float, step: float) -> int:
    return ceil(top / step - 1e-9) - floor(bottom / step + 1e-9) + 1


@dataclass(frozen=True)
class When:
    """A period written under a chart; `anchor` keeps it inside, and one that is not `always` leaves a narrow screen."""

    period: str
    kind: str
    at: float
    anchor: str
    always: bool

    @property
    def words(self) -> str:
        return brief(self.period, self.kind)


@dataclass(frozen=True)
class Times:
    """Periods from left to right: each at its first day, drawn from `low` to `high` percent."""

    kind: str
    periods: tuple[str, ...]
    low: float
    high: float

    def at(self, period: str) -> float:
        first, last = _day(self.periods[0], self.kind), _day(self.periods[-1], self.kind)
        part = (_day(period, self.kind) - first) / ((last - first) or 1) if last > first else 0.5
        return round(self.low + (self.high - self.low) * part, 2)

    @property
    def labels(self) -> list[When]:
        """Up to seven periods, evenly spread; the first, the middle and the last stand on the narrowest screen."""
        last, middle = len(self.periods) - 1, (self.low + self.high) / 2
        chosen = [0] if last <= 0 else [0, last]
        # A period in the middle first, then those nearest to quarters and sixths, as long as there is room.
        for part in (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3, 1 / 6, 5 / 6):
            target = self.low + (self.high - self.low) * part
            n = min(range(last + 1), key=lambda n: abs(self.at(self.periods[n]) - target))
            if all(self._gap(n, chosen_index) >= FEWEST_APART for chosen_index in chosen):
                chosen.append(n)
        central = [n for n in chosen[2:3] if abs(self.at(self.periods[n]) - middle) < 12]
        return [self._label(n, last, n in (0, last, *central)) for n in sorted(chosen)]

    def _gap(self, first: int, second: int) -> float:
        return abs(self.at(self.periods[second]) - self.at(self.periods[first]))

    def _label(self, n: int, last: int, always: bool) -> When:
        anchor = "middle" if not last or 0 < n < last else ("end" if n else "start")
        return When(self.periods[n], self.kind, self.at(self.periods[n]), anchor, always)


FEWEST_APART = 15.0
"""Percent of a 520 px chart that "Mar 2019" and a space take."""


def times(periods: list[str], kind: str, low: float = 3.0, high: float = 97.0) -> Times:
    """An axis of these periods, each once, in order of time."""
    return Times(kind, tuple(sorted(set(periods), key=lambda period: _day(period, kind))), low, high)


def _day(period: str, kind: str) -> int:
    return span(period, kind)[0].toordinal()


def brief(period: str, kind: str) -> str:
    """A period with its month in three letters: "Mar 2019", "31 Aug 2025"; others as they stand."""
    if kind == "month":
        return f"{span(period, kind)[0]:%b %Y}"
    if kind == "day":
        when: date = span(period, kind)[0]
        return f"{when.day} {when:%b %Y}"
    return wording.period(period, kind)
