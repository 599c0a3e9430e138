"""What would have to be true for an effect to be nothing: how large a hidden cause must be."""

from dataclasses import dataclass

import numpy as np

from careplace.evaluation.panel import Panel
from careplace.evaluation.results import DesignError, Effect


@dataclass(frozen=True, slots=True)
class HiddenChange:
    """A change of its own that would take an effect's interval to zero: its size in the outcome's unit, and the share of
    untreated places that changed by at least as much.
    """

    size: float
    share: float


def hidden_change(panel: Panel, effect: Effect) -> HiddenChange | None:
    """How much the treated place must have changed by itself for the effect not to be clear.

    None where the effect has no interval, or its interval has zero in it already.
    """
    if effect.lower is None or effect.upper is None or effect.lower <= 0 <= effect.upper:
        return None
    size = min(abs(effect.lower), abs(effect.upper))
    others = panel.changes[panel.controls]
    return HiddenChange(size, float(np.mean(np.abs(others - others.mean()) >= size)))


def e_value(ratio: float) -> float:
    """The least ratio by which a hidden cause must be tied to both event and outcome to explain a ratio of rates away.

    RR + √(RR(RR − 1)), of the inverse where the ratio is below 1 (VanderWeele and Ding 2017); 1 is no such strength.

    Raises:
        DesignError: for what is no ratio above 0.
    """
    if not ratio > 0 or not np.isfinite(ratio):
        raise DesignError(f"ratio: found {ratio}, expected a number above 0")
    above = max(ratio, 1 / ratio)
    return float(above + np.sqrt(above * (above - 1)))


def e_value_of_interval(effect: Effect) -> float | None:
    """The E-value of the limit nearer to 1; 1 where the interval has 1 in it, None without an interval."""
    if effect.lower is None or effect.upper is None:
        return None
    if effect.lower <= 1 <= effect.upper:
        return 1.0
    return e_value(effect.lower if effect.lower > 1 else effect.upper)
