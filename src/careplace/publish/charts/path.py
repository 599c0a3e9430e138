"""The chart of a person's path: where people went next, from each setting on the way from home to hospital and back.

The bars are moves of the same measure as the flow diagram, the most frequent of each setting. All are on one scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from careplace.publish.charts.moves import SETTINGS, Move, moves

WAY = ("home", "a-and-e", "hospital", "intermediate-care")
"""The settings of a typical path, in its order."""
MOST = 3
"""Moves of a setting that are drawn; the table has all of them."""
HEADING, BAR = 30, 40
"""Pixels from a setting's name to its first bar, and from one bar to the next."""


@dataclass(frozen=True)
class Bar:
    """A move, at `y` pixels from the top; `width` in percent of the longest bar."""

    move: Move
    y: int
    width: float

    @property
    def to(self) -> str:
        return SETTINGS[self.move.enters]


@dataclass(frozen=True)
class Stop:
    """A setting with bars of where people went from it; `y` is the top of its name, `withheld` have no number."""

    setting: str
    y: int
    bars: tuple[Bar, ...]
    withheld: tuple[Move, ...]

    @property
    def name(self) -> str:
        return SETTINGS[self.setting]


@dataclass(frozen=True)
class PathChart:
    """The stops, top to bottom, and how tall they are together."""

    stops: tuple[Stop, ...]
    height: int

    @property
    def withheld(self) -> list[Move]:
        return [move for stop in self.stops for move in stop.withheld]


def path(outcome: Any) -> PathChart | None:
    """The chart of a measure that counts moves; None where no setting of the way has a move with a number."""
    flow = moves(outcome)
    if flow is None:
        return None
    by_setting = {setting: [m for m in flow.moves if m.leaves == setting] for setting in WAY}
    longest = max((m.figure.number for m in flow.shown if m.leaves in WAY), default=0)
    stops: list[Stop] = []
    for setting, moves_from in by_setting.items():
        if frequent := most_frequent(moves_from):
            stops.append(_stop(setting, moves_from, frequent, _bottom(stops), longest))
    return PathChart(tuple(stops), _bottom(stops)) if stops else None


def most_frequent(moves_from: Iterable[Move]) -> list[Move]:
    """The most frequent moves with a number, MOST of them or fewer: of moves alike all are in or none."""
    ordered = sorted((m for m in moves_from if not m.withheld), key=lambda m: -m.figure.number)
    chosen: list[Move] = []
    for _number, alike in groupby(ordered, key=lambda m: m.figure.number):
        alike_moves = list(alike)
        if chosen and len(chosen) + len(alike_moves) > MOST:
            break
        chosen += alike_moves
    return chosen


def _stop(setting: str, moves_from: list[Move], frequent: list[Move], top: int, longest: float) -> Stop:
    bars = tuple(
        Bar(move, top + HEADING + n * BAR, round(100 * move.figure.number / longest, 2))
        for n, move in enumerate(frequent)
    )
    return Stop(setting, top, bars, tuple(move for move in moves_from if move.withheld))


def _bottom(stops: list[Stop]) -> int:
    return stops[-1].y + HEADING + BAR * len(stops[-1].bars) + 8 if stops else 0


def headline(chart: PathChart) -> str:
    """Where people went most often from hospital, or from the first stop where hospital has no bar."""
    stop = next((stop for stop in chart.stops if stop.setting == "hospital"), chart.stops[0])
    first = stop.bars[0]
    alone = len(stop.bars) == 1 or stop.bars[1].move.figure.number < first.move.figure.number
    if not alone:
        return f"Where people went next from {SETTINGS[stop.setting]}"
    which = "Of the moves with a number, people went" if stop.withheld else "People went"
    return f"{which} most often from {stop.name} to {first.to}"
