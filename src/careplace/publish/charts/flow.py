"""The flow diagram of delays: all of them, parted once by who is responsible and once by reason.

The publications give each parting by itself and never the two crossed, so neither is drawn flowing into the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careplace.figures import Figure
from careplace.publish.charts.lines import LINE, wrapped
from careplace.publish.charts.marks import BLUE, DARK, LILAC, ORANGE, PLUM, TEAL
from careplace.publish.outcomes import inside, part_name

TALL = 200.0
"""Pixels that the whole is tall."""
GAP = 4.0
WIDEST = 21
"""Letters of a label's line on the narrowest screen."""
COLOURS = (BLUE, TEAL, PLUM, ORANGE, DARK, LILAC)
KINDS = {"responsible": "Who is responsible", "reason": "Reason for the delay"}
LEADS = {"responsible": "{1} is responsible for {0}", "reason": "{1} is the reason for {0}"}
FROM, TO = 40, 370
"""Thousandths of the width between which bands flow."""


@dataclass(frozen=True)
class Band:
    """A part: where it leaves the whole (`top`), where it arrives (`end`), how tall it is, and its words."""

    figure: Figure
    top: float
    end: float
    height: float
    label: tuple[str, ...]
    label_y: float
    colour: str

    @property
    def path(self) -> str:
        """The band between the whole and its part, x in thousandths of the width."""
        a, b, h, middle = round(self.top, 1), round(self.end, 1), round(self.height, 1), (FROM + TO) // 2
        return (
            f"M{FROM} {a:g}C{middle} {a:g} {middle} {b:g} {TO} {b:g}V{round(b + h, 1):g}"
            f"C{middle} {round(b + h, 1):g} {middle} {round(a + h, 1):g} {FROM} {round(a + h, 1):g}Z"
        )


@dataclass(frozen=True)
class Parting:
    """The whole, parted in one way; `adds` says whether the parts are as much as the whole is said to be."""

    kind: str
    title: str
    bands: tuple[Band, ...]
    whole: float
    height: float
    adds: bool


def flow(outcome: Any) -> list[Parting]:
    """The partings of a measure's newest period that are published; empty where the whole or every part is not known."""
    if not outcome.known or not outcome.latest.value:
        return []
    partings = (_parting(kind, outcome.data.parts.get(kind, ()), outcome.latest) for kind in KINDS)
    return [parting for parting in partings if parting]


def _parting(kind: str, parts: Sequence[Figure], whole: Figure) -> Parting | None:
    with_values = sorted((f for f in parts if f.value), key=lambda f: (-f.number, f.breakdown))
    if len(with_values) < 2:
        return None
    total = sum(f.number for f in with_values)
    heights = [TALL * f.number / total for f in with_values]
    names = [tuple(wrapped(part_name(f.breakdown), WIDEST)) for f in with_values]
    rooms = [
        max(height + GAP, LINE * (len(name) + 1) + GAP) for height, name in zip(heights, names, strict=True)
    ]
    ends = [sum(rooms[:n]) for n in range(len(rooms))]
    tops = [sum(heights[:n]) for n in range(len(heights))]
    return Parting(
        kind,
        KINDS[kind],
        tuple(
            Band(f, top, end, height, name, round(end + 13, 1), COLOURS[n % len(COLOURS)])
            for n, (f, top, end, height, name) in enumerate(
                zip(with_values, tops, ends, heights, names, strict=True)
            )
        ),
        TALL,
        max(TALL, sum(rooms)),
        abs(total - whole.number) <= 0.01 * whole.number,
    )


def headline(outcome: Any, partings: Sequence[Parting]) -> str:
    """The largest part of each parting, in words."""
    leads = []
    for parting in partings:
        largest, second = parting.bands[0], parting.bands[1]
        if largest.figure.number > second.figure.number:
            lead = "most" if largest.height > TALL / 2 else "the largest part"
            leads.append(LEADS[parting.kind].format(lead, inside(part_name(largest.figure.breakdown))))
    return f"{outcome.title}: {'; '.join(leads)}" if leads else outcome.title
