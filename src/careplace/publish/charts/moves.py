"""The flow diagram of people's moves between home, care and hospital: a band for each move from a setting into another.

The figures are counts to the nearest 5. A move whose count is withheld is a dashed line of one thickness, so that it is seen
and its size is not.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from careplace.figures import Figure, Status
from careplace.publish.charts.lines import LINE, wrapped
from careplace.publish.charts.marks import BLUE, DARK, LILAC, ORANGE, PLUM, TEAL

KIND = "from-and-to"
UNIT = "moves"
"""Measures of days have parts of the same kind, which are no sizes of bands."""
BETWEEN = "-to-"
SETTINGS = {
    "home": "home",
    "home-care": "home care",
    "intermediate-care": "intermediate care",
    "care-home": "care home",
    "a-and-e": "A&E",
    "hospital": "hospital",
    "died": "death",
}
"""The settings as figures have them and as people write them, in the order in which they are drawn."""
ORDER = {setting: n for n, setting in enumerate(SETTINGS)}
COLOURS = dict(zip(SETTINGS, (BLUE, TEAL, LILAC, PLUM, ORANGE, DARK), strict=False))
TALL = 320.0
"""Pixels that all moves are tall together."""
GAP = 10.0
THIN = 4.0
"""Pixels that a withheld move takes, whatever its size."""
NUMBERED = 16.0
"""Pixels that a band is tall in which its number can be read."""
WIDEST = 12
"""Letters of a label's line on the narrowest screen."""
FROM, TO = 320, 680
"""Thousandths of the width between which bands flow; left and right of them stand the names of the settings."""
BASELINE = 13
"""Pixels from the top of a line of words to its baseline."""
MOST = 3
COUNTED = "-number"
DURATIONS = {"": "Typical days before it (median)", "-days-90": "Nine in ten within, days"}
"""Measures of how long people were in a setting, by how their ids end where the measure of how many ends with COUNTED."""


@dataclass(frozen=True)
class Move:
    """A band from a setting, where it begins at `top`, into another, at `end`, in pixels; `tall` is 0 where withheld."""

    figure: Figure
    leaves: str
    enters: str
    top: float = 0.0
    end: float = 0.0
    tall: float = 0.0

    @property
    def withheld(self) -> bool:
        return self.figure.value is None

    @property
    def room(self) -> float:
        return THIN if self.withheld else self.tall

    @property
    def words(self) -> str:
        return f"{SETTINGS[self.leaves]} to {SETTINGS[self.enters]}"

    @property
    def colour(self) -> str:
        return COLOURS[self.leaves]

    @property
    def path(self) -> str:
        """The band, or of a withheld move its line; x in thousandths of the width."""
        a, b, h, middle = round(self.top, 1), round(self.end, 1), round(self.tall, 1), (FROM + TO) // 2
        if self.withheld:
            a, b = round(a + THIN / 2, 1), round(b + THIN / 2, 1)
            return f"M{FROM} {a:g}C{middle} {a:g} {middle} {b:g} {TO} {b:g}"
        c, d = round(a + h, 1), round(b + h, 1)
        return f"M{FROM} {a:g}C{middle} {a:g} {middle} {b:g} {TO} {b:g}V{d:g}C{middle} {d:g} {middle} {c:g} {FROM} {c:g}Z"


@dataclass(frozen=True)
class Node:
    """A setting at one side: its box from `top`, `tall` pixels, and the lines of its name from `label_y` on."""

    setting: str
    label: tuple[str, ...]
    top: float
    tall: float
    label_y: float

    @property
    def colour(self) -> str:
        return COLOURS.get(self.setting, DARK)


@dataclass(frozen=True)
class Moves:
    """Every move of a place and period, those that are left at the left and those that are entered at the right."""

    moves: tuple[Move, ...]
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    height: float

    @property
    def shown(self) -> list[Move]:
        """The moves with a number, the most frequent first."""
        return sorted((m for m in self.moves if not m.withheld), key=lambda m: -m.figure.number)

    @property
    def withheld(self) -> list[Move]:
        return [move for move in self.moves if move.withheld]


def moves(outcome: Any) -> Moves | None:
    """The moves of the newest period of a measure that counts them; None where it has not two with a number."""
    found = _found(outcome.data.parts.get(KIND, ())) if outcome.unit == UNIT else []
    total = sum(move.figure.number for move in found if not move.withheld)
    if total <= 0 or sum(not move.withheld for move in found) < 2:
        return None
    sized = [m if m.withheld else replace(m, tall=TALL * m.figure.number / total) for m in found]
    left, tops = _side(sized, lambda m: m.leaves, lambda m: m.enters)
    right, ends = _side(sized, lambda m: m.enters, lambda m: m.leaves)
    placed = tuple(replace(m, top=top, end=end) for m, top, end in zip(sized, tops, ends, strict=True))
    return Moves(placed, left, right, max(_bottom(left), _bottom(right)))


def _found(parts: Iterable[Figure]) -> list[Move]:
    """The moves among parts, in the order of their settings; a move that nobody made, and what is no move, are not drawn."""
    found = []
    for figure in parts:
        leaves, _, enters = figure.breakdown.partition(":")[2].partition(BETWEEN)
        if leaves in COLOURS and enters in SETTINGS and (figure.value or figure.status == Status.SUPPRESSED):
            found.append(Move(figure, leaves, enters))
    return sorted(found, key=lambda move: (ORDER[move.leaves], ORDER[move.enters]))


def _side(
    found: Sequence[Move], own: Callable[[Move], str], other: Callable[[Move], str]
) -> tuple[tuple[Node, ...], list[float]]:
    """The boxes of one side, and where each move meets it: within a box the moves are in the order of the other side."""
    nodes: list[Node] = []
    meets: dict[str, float] = {}
    for setting in (setting for setting in SETTINGS if any(own(move) == setting for move in found)):
        here = sorted((m for m in found if own(m) == setting), key=lambda m: ORDER[other(m)])
        node = _node(setting, _bottom(nodes) + GAP if nodes else 0.0, sum(m.room for m in here))
        starts = accumulate((m.room for m in here[:-1]), initial=node.top)
        meets |= {m.figure.breakdown: start for m, start in zip(here, starts, strict=True)}
        nodes.append(node)
    return tuple(nodes), [meets[move.figure.breakdown] for move in found]


def _node(setting: str, top: float, tall: float) -> Node:
    """A box with its name beside its middle, or from its top on where it is lower than its name."""
    label = tuple(wrapped(SETTINGS[setting], WIDEST))
    above = max((tall - LINE * len(label)) / 2, 0.0)
    return Node(setting, label, top, tall, round(top + above + BASELINE, 1))


def _bottom(nodes: Sequence[Node]) -> float:
    last = nodes[-1]
    return last.top + max(last.tall, LINE * len(last.label))


def durations(outcome: Any, outcomes: Iterable[Any]) -> list[tuple[str, dict[str, Figure]]]:
    """(words, {breakdown: figure}) of how long people were in a setting before a move of this period, where it is known."""
    by_id = {each.measure.id: each for each in outcomes}
    found = []
    for suffix, words in DURATIONS.items():
        of_days = by_id.get(f"{outcome.measure.id.removesuffix(COUNTED)}{suffix}")
        parts = of_days.data.parts.get(KIND, ()) if of_days else ()
        days = {figure.breakdown: figure for figure in parts if figure.period == outcome.latest.period}
        if days:
            found.append((words, days))
    return found


def headline(outcome: Any, drawn: Moves) -> str:
    """The most frequent moves in words, as many as are surely more frequent than the next."""
    shown = [(move.words, move.figure.number) for move in drawn.shown]
    most = max((n for n in range(1, min(MOST + 1, len(shown))) if shown[n - 1][1] > shown[n][1]), default=0)
    if not most:
        return outcome.title
    *names, last = [words for words, _number in shown[:most]]
    listed = f"{', '.join(names)} and {last}" if names else last
    which = "Of the moves with a number, the most frequent" if drawn.withheld else "The most frequent moves"
    return f"{which}: {listed}"
