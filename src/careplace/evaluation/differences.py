"""Difference in differences for one treated place, with an interval from the spread of the untreated places.

With one treated place, errors clustered by place are far too small: their 95% intervals hold the truth in 10 to 30 of 100
simulations. The changes of the untreated places show how much a place changes by itself, and give the interval
(Conley and Taber 2011). It needs 39 of them: with fewer, no place can be in the outer 2.5% on a side.
"""

from dataclasses import dataclass

import numpy as np

from careplace.evaluation.panel import Panel
from careplace.evaluation.results import Check, Effect

FEWEST_TO_COMPARE = 9
DREW_APART = 0.1
"""The share of places as unlike the rest before the event, at or under which it is no fair comparison; 9 others are the
fewest that can show it.
"""
METHOD = "difference in differences, interval from the spread of untreated places (Conley and Taber)"


def difference_in_differences(panel: Panel) -> Effect:
    """How much more the treated place changed than the mean of the untreated places, with 95% limits and a p value."""
    changes = panel.changes
    others = changes[panel.controls]
    value = float(changes[panel.treated] - others.mean())
    checks = (pretrend(panel),)
    if panel.no_interval:
        return Effect(value, None, None, None, METHOD, checks, panel.no_interval)
    chance = _chance(others)
    low, high = _outer(chance)
    return Effect(value, float(value - high), float(value - low), _p_value(value, chance), METHOD, checks)


def _chance(changes: np.ndarray) -> np.ndarray:
    """What each untreated place would show in the treated one's place: its change less the mean of the others'."""
    n = changes.size
    return (changes - changes.mean()) * n / (n - 1)


def _outer(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The values of the first axis that leave 2.5% of one more draw on each side: the outermost of 39, the second of 79."""
    outermost = int((len(values) + 1) * 0.025) - 1
    ordered = np.sort(values, axis=0)
    return ordered[outermost], ordered[-1 - outermost]


def _p_value(value: float, chance: np.ndarray) -> float:
    """The share of places, the treated one among them, that differ at least as much."""
    return float((1 + np.sum(np.abs(chance) >= abs(value))) / (1 + chance.size))


def pretrend(panel: Panel) -> Check:
    """Whether the treated place went with the others before the event: its slope among theirs, at 10%."""
    assumption = "it would have changed as the others did"
    if len(panel.controls) < FEWEST_TO_COMPARE:
        return Check(assumption, None, f"fewer than {FEWEST_TO_COMPARE} places to compare with")
    gaps = panel.outcome[:, : panel.event] - panel.outcome[panel.controls, : panel.event].mean(axis=0)
    slopes = _slopes(gaps)
    others = slopes[panel.controls]
    share = _p_value(float(slopes[panel.treated]), _chance(others))
    finding = f"before the event, {share:.0%} of places drew apart from the rest at least as fast"
    return Check(assumption, bool(share > DREW_APART), finding)


def _slopes(rows: np.ndarray) -> np.ndarray:
    time = np.arange(rows.shape[1]) - (rows.shape[1] - 1) / 2
    return rows @ time / np.sum(np.square(time))


@dataclass(frozen=True)
class EventStudy:
    """By period: the treated place's gap to the others less its mean gap before the event, and the band of the others.

    `lower` and `upper` (2.5% and 97.5% of the untreated places, by period) are None with fewer than 39 of them.
    """

    gap: np.ndarray
    lower: np.ndarray | None
    upper: np.ndarray | None
    event: int


def event_study(panel: Panel) -> EventStudy:
    """The effect period by period; before the event it should stay in the band."""
    centred = panel.outcome - panel.outcome[:, : panel.event].mean(axis=1, keepdims=True)
    others = centred[panel.controls]
    gap = centred[panel.treated] - others.mean(axis=0)
    if panel.no_interval:
        return EventStudy(gap, None, None, panel.event)
    lower, upper = _outer(others - others.mean(axis=0))
    return EventStudy(gap, lower, upper, panel.event)
