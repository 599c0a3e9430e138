"""The same question asked in every defensible way: whether an answer depends on a choice that nobody could justify.

Simonsohn, Simmons and Nelson 2020 call it the specification curve.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from careplace.evaluation.differences import difference_in_differences
from careplace.evaluation.panel import FEWEST_AFTER, FEWEST_BEFORE, FEWEST_CONTROLS, Panel
from careplace.evaluation.results import CHANCE, Effect
from careplace.evaluation.synthetic import synthetic_control

METHODS = {"difference in differences": difference_in_differences, "synthetic control": synthetic_control}
BEFORE, AFTER = (24, 48), (12,)
"""Periods before and after the event, besides all of them."""


@dataclass(frozen=True, slots=True)
class Specification:
    """One way to ask: its choices in words, and what it answers."""

    choices: tuple[str, ...]
    effect: Effect

    @property
    def beyond_chance(self) -> bool:
        """Whether chance alone gives it in at most 5 of 100 cases."""
        return self.effect.p_value is not None and self.effect.p_value <= CHANCE


@dataclass(frozen=True)
class Curve:
    """Specifications by their values, the lowest first."""

    specifications: tuple[Specification, ...]

    @property
    def values(self) -> np.ndarray:
        """The values, shape (specifications,)."""
        return np.array([row.effect.value for row in self.specifications])

    @property
    def same_direction(self) -> int:
        """How many have the sign that most have."""
        above = int(np.sum(self.values > 0))
        return max(above, len(self.values) - above)

    @property
    def beyond_chance(self) -> int:
        """How many chance alone gives in at most 5 of 100 cases."""
        return sum(row.beyond_chance for row in self.specifications)


def curve(panel: Panel) -> Curve:
    """The effect by both methods, over all and shorter times before and after, with all places and those most like it.

    Places most like it have the level nearest to the treated place's in the year before: a place that was looked at because
    its values were high falls by itself, and so do others that were as high.
    """
    rows = (
        Specification((method, *words), effect_of(changed))
        for (words, changed), (method, effect_of) in product(_panels(panel), METHODS.items())
    )
    return Curve(tuple(sorted(rows, key=lambda row: row.effect.value)))


def _panels(panel: Panel) -> Iterator[tuple[tuple[str, ...], Panel]]:
    for before, after, (places, rows) in product(
        _lengths(BEFORE, panel.event, FEWEST_BEFORE),
        _lengths(AFTER, panel.outcome.shape[1] - panel.event, FEWEST_AFTER),
        _places(panel),
    ):
        words = (f"{before} periods before", f"{after} after", places)
        yield words, _cut(panel, rows, panel.event - before, panel.event + after)


def _lengths(shorter: Iterable[int], whole: int, fewest: int) -> list[int]:
    return [*(n for n in shorter if fewest <= n < whole), whole]


def _places(panel: Panel) -> list[tuple[str, np.ndarray]]:
    """(words, rows of the places that stay): all, and the half nearest in level where that is enough."""
    nearest = nearest_in_level(panel, len(panel.controls) // 2)
    alike = (
        [(f"the {len(nearest)} places nearest in level", nearest)] if len(nearest) >= FEWEST_CONTROLS else []
    )
    return [(f"{len(panel.controls)} places", panel.controls), *alike]


def nearest_in_level(panel: Panel, count: int) -> np.ndarray:
    """Control rows, in order: those whose mean over the 12 periods before the event is nearest to the treated place's."""
    level = panel.outcome[:, max(0, panel.event - 12) : panel.event].mean(axis=1)
    distance = np.abs(level[panel.controls] - level[panel.treated])
    return np.sort(panel.controls[np.argsort(distance, kind="stable")[:count]])


def _cut(panel: Panel, rows: np.ndarray, start: int, end: int) -> Panel:
    kept = np.append(panel.treated, rows)
    return replace(
        panel,
        places=tuple(panel.places[row] for row in kept),
        outcome=panel.outcome[kept, start:end],
        treated=0,
        event=panel.event - start,
    )
