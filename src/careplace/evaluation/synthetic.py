"""Synthetic control: a weighted mean of untreated places that followed the treated one before the event.

Weights are at least 0 and add up to 1, and are fitted to the outcome before the event alone (Abadie, Diamond and Hainmueller
2010, without further predictors). Chance is shown by placebos: every untreated place is treated in turn, and the event is
moved to a time when nothing happened.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import nnls

from careplace.evaluation.panel import FEWEST_AFTER, FEWEST_BEFORE, Panel
from careplace.evaluation.results import Check, Effect

GOOD_FIT = 0.5
"""The error of the fit before the event as a share of the outcome's own standard deviation: above it, it is no control."""
ADD_UP = 1e4
"""The weight of the equation that weights add up to 1: they do to eight digits, and are divided by their sum."""
METHOD = "synthetic control, weights on the outcome before the event, p from placebos in other places"


@dataclass(frozen=True)
class Fit:
    """Weights of the control rows, the gap by period (place less its synthetic control), and errors before and after."""

    weights: np.ndarray
    gap: np.ndarray
    event: int

    @property
    def error_before(self) -> float:
        """Root mean square of the gap before the event."""
        return float(np.sqrt(np.mean(np.square(self.gap[: self.event]))))

    @property
    def error_after(self) -> float:
        """Root mean square of the gap from the event on."""
        return float(np.sqrt(np.mean(np.square(self.gap[self.event :]))))

    @property
    def ratio(self) -> float:
        """How much larger the gap is after the event than before it; a perfect fit before makes it infinite."""
        return self.error_after / self.error_before if self.error_before else np.inf


def fit(target: np.ndarray, donors: np.ndarray, event: int) -> Fit:
    """The synthetic control of a series (periods,) from rows of donors (donors, periods)."""
    weights = simplex_weights(target[:event], donors[:, :event])
    return Fit(weights, target - weights @ donors, event)


def simplex_weights(target: np.ndarray, donors: np.ndarray) -> np.ndarray:
    """Weights of at least 0 that add up to 1 with the least squared distance of `weights @ donors` from `target`.

    Non-negative least squares, with one more equation, weighted heavily, that the weights add up to 1 (Haskell and Hanson
    1981). Both sides are divided by their spread, so that the weight means the same for every outcome.
    """
    scale = max(float(np.std(np.vstack([target, donors]))), np.finfo(float).tiny)
    centre = float(np.mean(target))
    y, x = (target - centre) / scale, (donors - centre) / scale
    rows = np.vstack([x.T, np.full((1, len(donors)), ADD_UP)])
    weights, _ = nnls(rows, np.append(y, ADD_UP), maxiter=50 * len(donors))
    return weights / weights.sum()


def synthetic_control(panel: Panel) -> Effect:
    """The mean gap after the event. p is the share of places whose gap grew at least as much, the treated one among them.

    It has no interval: placebos test whether there is an effect, and do not bound it.
    """
    treated, placebos = fits(panel)
    value = float(treated.gap[panel.event :].mean())
    checks = (_fit_check(panel, treated), _time_check(panel, treated))
    if panel.no_interval:
        return Effect(value, None, None, None, METHOD, checks, panel.no_interval)
    larger = sum(placebo.ratio >= treated.ratio for placebo in placebos)
    p_value = (1 + larger) / (1 + len(placebos))
    return Effect(
        value, None, None, p_value, METHOD, checks, "placebos test an effect and give no interval for it"
    )


def fits(panel: Panel) -> tuple[Fit, tuple[Fit, ...]]:
    """The treated place's fit, and that of every untreated place from the other untreated ones."""
    rows = panel.controls
    treated = fit(panel.outcome[panel.treated], panel.outcome[rows], panel.event)
    placebos = (fit(panel.outcome[row], panel.outcome[rows[rows != row]], panel.event) for row in rows)
    return treated, tuple(placebos) if len(rows) > 1 else ()


def _fit_check(panel: Panel, treated: Fit) -> Check:
    spread = float(np.std(panel.outcome[panel.treated, : panel.event]))
    share = treated.error_before / spread if spread else np.inf
    finding = f"before the event it missed the place by {share:.0%} of the outcome's standard deviation"
    return Check("the synthetic control follows the place before the event", bool(share <= GOOD_FIT), finding)


def _time_check(panel: Panel, treated: Fit) -> Check:
    """Move the event to the middle of the time before it: a gap as large as the real one is no effect."""
    assumption = "nothing of the kind is seen when the event is moved to an earlier time"
    middle = panel.event // 2
    if middle < FEWEST_BEFORE or panel.event - middle < FEWEST_AFTER:
        return Check(assumption, None, "too few periods before the event to move it")
    earlier = replace(panel, outcome=panel.outcome[:, : panel.event], event=middle)
    moved = fit(earlier.outcome[earlier.treated], earlier.outcome[earlier.controls], middle)
    before, after = (abs(float(one.gap[one.event :].mean())) for one in (moved, treated))
    return Check(
        assumption, before < after, f"moved earlier the mean gap is {before:.3g}, at the event {after:.3g}"
    )
