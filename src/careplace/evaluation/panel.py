"""The outcome of many places over equal periods, one of which was treated from a period on."""

from dataclasses import dataclass

import numpy as np

from careplace.evaluation.results import DesignError

FEWEST_BEFORE = 8
FEWEST_AFTER = 3
FEWEST_CONTROLS = 39
"""Places to compare with: with fewer, no place can be in the outer 2.5% on a side."""


@dataclass(frozen=True)
class Panel:
    """`outcome` has shape (places, periods), oldest first; `treated` is a row, `event` the first period after the change.

    Raises:
        DesignError: no such place or period; an outcome of the treated place is missing; too few periods; no controls;
            or a control that was treated too (`also_treated`).
    """

    places: tuple[str, ...]
    outcome: np.ndarray
    treated: int
    event: int
    also_treated: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        faults = [*self._shape(), *self._periods()] or [*self._missing(), *self._controls()]
        if faults:
            raise DesignError("; ".join(faults))

    @property
    def controls(self) -> np.ndarray:
        """Rows of places that are compared: complete, and not treated."""
        rows = np.arange(len(self.places))
        complete = ~np.isnan(self.outcome).any(axis=1)
        return rows[complete & (rows != self.treated)]

    @property
    def no_interval(self) -> str:
        """Why chance cannot be judged from the controls; "" where there are enough."""
        count = len(self.controls)
        return (
            f"{count} places to compare with, fewer than {FEWEST_CONTROLS}" if count < FEWEST_CONTROLS else ""
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """Places that are not compared because a period of theirs has no value."""
        return tuple(self.places[row] for row in np.flatnonzero(np.isnan(self.outcome).any(axis=1)))

    @property
    def changes(self) -> np.ndarray:
        """Mean from the event on less mean before it, of every place."""
        return self.outcome[:, self.event :].mean(axis=1) - self.outcome[:, : self.event].mean(axis=1)

    def _shape(self) -> list[str]:
        if self.outcome.ndim != 2 or self.outcome.shape[0] != len(self.places):
            return [
                f"outcome: found shape {self.outcome.shape}, expected a row for each of {len(self.places)} places"
            ]
        if not 0 <= self.treated < len(self.places):
            return [f"treated: found row {self.treated} of {len(self.places)} places"]
        return []

    def _periods(self) -> list[str]:
        periods = self.outcome.shape[-1] if self.outcome.ndim == 2 else 0
        if not 0 < self.event < periods:
            return [f"event: found period {self.event + 1}, outside the {periods} periods of the series"]
        before, after = self.event, periods - self.event
        if before < FEWEST_BEFORE or after < FEWEST_AFTER:
            needed = f"expected at least {FEWEST_BEFORE} and {FEWEST_AFTER}"
            return [f"periods: found {before} before the event and {after} after it, {needed}"]
        return []

    def _missing(self) -> list[str]:
        count = int(np.isnan(self.outcome[self.treated]).sum())
        return [f"outcome: {self.places[self.treated]} has no value in {count} periods"] if count else []

    def _controls(self) -> list[str]:
        treated_too = sorted(self.also_treated & {self.places[row] for row in self.controls})
        if treated_too:
            return [f"controls: {', '.join(treated_too)} had the change too and cannot be compared with"]
        return [] if len(self.controls) else ["controls: no other place has a value in every period"]
