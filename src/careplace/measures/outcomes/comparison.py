"""A place less a group, in the measure's own unit, with limits, and what may be said of the difference.

The limits are MOVER's, from the two figures' own intervals, however they were come by (Zou and Donner 2008). Of two
shares with Wilson's intervals they are Newcombe's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures.dictionary import Measure
from careplace.measures.verdicts import cannot_tell, verdict
from careplace.statistics.estimates import Estimate, Reason
from careplace.statistics.proportions import difference

INSIDE = ", taken as independent; cautious, since the place is counted in the group too"
MOVED = ("value", "lower95", "upper95", "lower998", "upper998")
STANDS = np.array(Reason.STANDS)
COUNTED = (
    *("patients", "people", "visits", "attendances", "admissions", "beds"),
    *("discharges", "stays", "moves", "events"),
    *("locations", "providers", "councils", "jobs", "posts"),
)
"""Units of a plain count of people or things."""


@dataclass(frozen=True)
class Pair:
    """A place's figure beside a group's. `inside`: the place is counted in the group; `same`: it is the group."""

    measure: Measure
    mine: Figure
    theirs: Figure
    inside: bool
    same: bool = False


def differences(pairs: Sequence[Pair]) -> list[Figure]:
    """For each pair the difference, with its limits where both have an interval; else `reason` says why none is told.

    A share's difference is in percentage points. A place inside the group stays in it (decision record 0003).
    """
    mine, theirs = _numbers([pair.mine for pair in pairs]), _numbers([pair.theirs for pair in pairs])
    limits: dict[str, np.ndarray] = {}
    for level in ("95", "998"):
        names = "value", f"lower{level}", f"upper{level}"
        sides = mover(*(mine[name] for name in names), *(theirs[name] for name in names))
        limits |= dict(zip(names[1:], sides, strict=True))
    value = mine["value"] - theirs["value"]
    return [
        _difference(pair, value[n], {name: ends[n] for name, ends in limits.items()})
        for n, pair in enumerate(pairs)
    ]


def mover(value, lower, upper, benchmark, other_lower, other_upper) -> tuple[np.ndarray, np.ndarray]:
    """Limits of value − other from the interval of each, taken as independent. Arrays that broadcast; NaN stays."""
    place, group = (
        Estimate(*numbers, reason=STANDS, method="")
        for numbers in ((value, lower, upper), (benchmark, other_lower, other_upper))
    )
    _, below, above = difference(place, group)
    return below, above


def _numbers(figures: Sequence[Figure]) -> dict[str, np.ndarray]:
    """The value and limits of each figure, NaN where it has none, by name."""
    fields_of = attrgetter(*MOVED)
    columns = zip(*map(fields_of, figures), strict=True) if figures else [()] * len(MOVED)
    return {name: np.array(column, dtype=float) for name, column in zip(MOVED, columns, strict=True)}


def _difference(pair: Pair, value: float, limits: dict[str, float]) -> Figure:
    mine, theirs, share = pair.mine, pair.theirs, pair.measure.unit == "share"
    difference = Figure(
        "outcome-difference",
        mine.place,
        mine.period,
        f"{mine.measure}/{mine.breakdown}/against:{theirs.place}",
        unit="points" if share else pair.measure.unit,
        source="|".join(sorted({*mine.source.split("|"), *theirs.source.split("|")} - {""})),
        query="comparison.py",
    )
    if why := incomparable(pair):
        return cannot_tell(difference, why, status=Status.MISSING)
    scale = 100 if share else 1
    difference = replace(difference, value=float(value) * scale, status=_status(mine, theirs))
    if np.isnan(limits["lower95"]):
        return cannot_tell(difference, _no_interval(mine), method="difference")
    called = verdict(limits["lower95"], limits["upper95"], pair.measure.polarity)
    known: dict[str, Any] = {
        name: float(limit) * scale for name, limit in limits.items() if not np.isnan(limit)
    }
    return replace(
        difference,
        **known,
        method=_method(pair.measure) + (INSIDE if pair.inside else ""),
        verdict=called,
        reason=called,
    )


def incomparable(pair: Pair) -> str:
    """Why the two figures cannot be compared at all; "" where they can."""
    mine, theirs = pair.mine, pair.theirs
    if pair.same:
        return "the comparator is the place itself"
    if theirs.value is None:
        return theirs.reason or f"the group's figure is {theirs.status}"
    for figure, whose in ((mine, "the place's"), (theirs, "the group's")):
        if figure.status == Status.NOT_COMPARABLE:
            return f"{whose} figure is marked as not comparable" + (
                f" ({figure.reason})" if figure.reason else ""
            )
    if mine.version != theirs.version:
        return "the group's figure is counted by another definition"
    if is_count(pair.measure, mine):
        return "counts of places of different size are not compared"
    return ""


def is_count(measure: Measure, figure: Figure) -> bool:
    """Whether the figure is a plain count, which grows with the place: so many people or things, out of nothing."""
    adds_up = measure.combine == "sum" and figure.denominator is None and measure.unit != "share"
    return adds_up or measure.unit in COUNTED


def _no_interval(mine: Figure) -> str:
    return f"{'the group' if mine.lower95 is not None else 'the place'}'s figure has no interval"


def _method(measure: Measure) -> str:
    return "Newcombe" if measure.limits == "wilson" else "MOVER"


def _status(mine: Figure, theirs: Figure) -> Status:
    return Status.PROVISIONAL if Status.PROVISIONAL in (mine.status, theirs.status) else Status.FINAL
