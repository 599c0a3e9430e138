"""Where a council's value shows no clear difference from the nation's, for each size of council: what funnels shade.

The rule is that of `comparison.differences` and no other: a difference is called where its limits exclude zero. The
region is where they do not. So a chart, a table and a verdict that are made of the same figures cannot contradict
each other (decision record 0007).
"""

import numpy as np
from numpy.typing import ArrayLike

from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.comparison import mover
from careplace.measures.outcomes.limits import LEVELS
from careplace.statistics.proportions import wilson
from careplace.statistics.rates import poisson_control_limits, rate

HALVINGS = 16
"""Of the range that an edge is looked for in: to 1.5e-5 of it, a fraction of a pixel."""


def has_region(measure: Measure, nation: Figure | None) -> bool:
    """Whether limits are of counting alone (not surveys' margins, nor days that come in runs), and the nation has some."""
    counted = measure.limits == "wilson" or (measure.limits == "byar" and bool(measure.per))
    return counted and nation is not None and None not in (nation.value, nation.lower95, nation.upper95)


def region(measure: Measure, nation: Figure, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest value of a council of each size that show no clear difference from the nation.

    Found by halving what is between the nation's value and a value that is surely different.

    Args:
        nation: its value with its limits; without those at 99.8% nothing is called at that level.
        sizes: denominators, above 0, shape (n,).

    Returns:
        (lower, upper), each of shape (2, n): at 95% and at 99.8%, in the measure's unit.
    """
    n = np.asarray(sizes, dtype=float)
    outer = np.stack([np.zeros((2, n.size)), np.broadcast_to(_highest(measure, nation, n), (2, n.size))])
    inner = np.full(outer.shape, nation.number)
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        same = _called(measure, nation, middle, n) == 0
        inner, outer = np.where(same, middle, inner), np.where(same, outer, middle)
    return outer[0], outer[1]


def side_in_region(measure: Measure, nation: Figure, values: ArrayLike, sizes: ArrayLike) -> np.ndarray:
    """Where each value is drawn: ±1 outside the region at 95%, ±2 outside that at 99.8%, 0 inside.

    It is the verdict on the difference, unless the value as published is not exactly its published counts' quotient.
    """
    v, n = np.asarray(values, dtype=float), np.asarray(sizes, dtype=float)
    return _called(measure, nation, np.stack([v, v]), n).sum(axis=0)


def _called(measure: Measure, nation: Figure, values: np.ndarray, n: np.ndarray) -> np.ndarray:
    """±1 where a difference is called; the levels are on the last axis but one of `values`, the places on the last."""
    low = np.array([[nation.lower95], [nation.lower998]], dtype=float)
    high = np.array([[nation.upper95], [nation.upper998]], dtype=float)
    lower, upper = (
        np.stack([of[0, ..., 0, :], of[1, ..., 1, :]], -2) for of in _interval(measure, values, n)
    )
    lower, upper = mover(values, lower, upper, nation.value, low, high)
    return (lower > 0).astype(int) - (upper < 0)


def _interval(measure: Measure, values: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The interval of a value of places of these sizes, by the measure's own method, at each level."""
    if measure.limits == "wilson":
        lower, upper = wilson(np.minimum(values * n, n), n, LEVELS)
    else:
        _, lower, upper = rate(values * n / measure.people, n, measure.people, LEVELS)
    return lower, upper


def _highest(measure: Measure, nation: Figure, n: np.ndarray) -> np.ndarray:
    """How high the search goes: to the whole of a share, and far over what chance allows a rate."""
    if measure.limits == "wilson":
        return np.ones_like(n)
    people, value = n / measure.people, nation.number
    chance = poisson_control_limits(value * people, LEVELS[-1]).upper / people
    return value + 2 * (chance - value) + 8 * (nation.known("upper95") - value)
