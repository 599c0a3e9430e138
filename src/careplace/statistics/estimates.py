"""What the functions of this room answer with: arrays, the reason where there is no answer, and the method.

The convention of the whole room. A number that cannot be given is NaN, and the same place of `reason` says
why; a number that stands has `Reason.STANDS` (0). Missing data never raises and never passes in silence; an
argument that cannot be (a negative count, 12 of 10) raises `ArgumentError`, which names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Reason(IntEnum):
    """Why a number is not given. `words` says it to a reader."""

    STANDS = 0
    MISSING = 1
    NO_DENOMINATOR = 2
    TOO_FEW_EVENTS = 3
    TOO_FEW_POINTS = 4
    NO_VARIATION = 5
    TOO_FEW_PLACES = 6
    POPULATION_TOO_SMALL = 7
    DEATHS_EXCEED_POPULATION = 8
    NO_DEATHS_IN_OLDEST = 9
    INTERVAL_TOO_WIDE = 10
    ALL_OF_DENOMINATOR = 11
    NO_INTERVAL = 12
    OWN_BENCHMARK = 13
    PERIODS_NOT_YEARLY = 14
    NOT_POSITIVE = 15
    GAP_TOO_WIDE = 16
    EMPTY_GROUP = 17

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Reason.STANDS: "",
    Reason.MISSING: "a number that it is calculated from is missing",
    Reason.NO_DENOMINATOR: "its denominator is 0",
    Reason.TOO_FEW_EVENTS: "fewer than 10 events",
    Reason.TOO_FEW_POINTS: "too few points in the series",
    Reason.NO_VARIATION: "every value is the same, so nothing shows how much chance alone would move it",
    Reason.TOO_FEW_PLACES: "fewer places than groups",
    Reason.POPULATION_TOO_SMALL: "the population is too small",
    Reason.DEATHS_EXCEED_POPULATION: "an age band has more deaths than its people could give",
    Reason.NO_DEATHS_IN_OLDEST: "nobody died in the oldest age band",
    Reason.INTERVAL_TOO_WIDE: "the 95% interval is wider than 20 years",
    Reason.ALL_OF_DENOMINATOR: "a count equals its denominator",
    Reason.NO_INTERVAL: "an interval is missing or has no width",
    Reason.OWN_BENCHMARK: "a place is not compared with itself",
    Reason.PERIODS_NOT_YEARLY: "the points are not one year or more apart",
    Reason.NOT_POSITIVE: "a ratio needs numbers above 0",
    Reason.GAP_TOO_WIDE: "too many years lie between two of its points",
    Reason.EMPTY_GROUP: "a group of the population has no answers",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits. `lower, upper = limits` unpacks the two.

    With a sequence of k confidences the limits have a leading axis of length k; `reason` never has it.
    """

    lower: np.ndarray
    upper: np.ndarray
    reason: np.ndarray
    method: str

    def __iter__(self) -> Iterator[np.ndarray]:
        return iter((self.lower, self.upper))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its limits. `value, lower, upper = estimate` unpacks the three; shapes as in `Limits`."""

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    reason: np.ndarray
    method: str

    def __iter__(self) -> Iterator[np.ndarray]:
        return iter((self.value, self.lower, self.upper))


def first_reason(*tests: tuple[np.ndarray, Reason]) -> np.ndarray:
    """The reason of the first (mask, reason) whose mask holds, place by place; STANDS where none does."""
    reason = np.zeros(np.broadcast_shapes(*(np.shape(mask) for mask, _ in tests)), dtype=np.int8)
    for mask, code in reversed(tests):
        np.putmask(reason, np.broadcast_to(mask, reason.shape), code)
    return reason
