"""Which is used: the baseline, unless a model's gain over it is clear on years that it has not seen.

Gain: the mean of (baseline's risk − outcome)² − (model's risk − outcome)² (Brier 1950); as a share of the baseline's
own it is the skill. Interval: whole providers drawn with replacement, since services of one provider are alike (Davison and
Hinkley 1997, section 3.8).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from careplace.measures.warning.validation import BASELINE, BOOSTING, LOGISTIC, Name, Validation

DRAWS, SEED = 2000, 20250207
CONFIDENCE = 0.975
"""Two models are tried, so each has 1.25% on either side: 5% for both together."""
LATEST = 3
"""The last years that count by themselves too: an old gain is no gain today."""


@dataclass(frozen=True)
class Gain:
    """The skill of a model over another: the share of its squared error that is gone, with its interval."""

    value: float
    lower: float
    upper: float
    reports: int

    @property
    def clear(self) -> bool:
        """Whether the interval lies above zero."""
        return self.lower > 0


@dataclass(frozen=True)
class Trial:
    """A model with a window: its gain over the baseline in all years and in the latest, and over the logistic model
    in both."""

    model: str
    window: int
    every: Gain
    latest: Gain
    over_logistic: tuple[Gain, Gain]

    @property
    def clear(self) -> bool:
        """Whether it is better than the baseline in all years and in the latest."""
        return self.every.clear and self.latest.clear


def trials(validation: Validation, window: int, clusters: np.ndarray) -> list[Trial]:
    """Both models over the baseline.

    Args:
        clusters: the provider of each report, as any values.
    """
    gains = {name: _gains(validation, name, BASELINE, clusters) for name in (LOGISTIC, BOOSTING)}
    over = _gains(validation, BOOSTING, LOGISTIC, clusters)
    return [Trial(name, window, *pair, over) for name, pair in gains.items()]


def used(trials: Iterable[Trial]) -> Name:
    """The plainest model that is clearly better than the baseline with every window; the trees only where they are
    clearly better than the logistic model too; else the baseline."""
    by_model: dict[str, list[Trial]] = {LOGISTIC: [], BOOSTING: []}
    for trial in trials:
        by_model[trial.model].append(trial)
    clear = {name: bool(tried) and all(trial.clear for trial in tried) for name, tried in by_model.items()}
    over = all(gain.clear for trial in by_model[BOOSTING] for gain in trial.over_logistic)
    if clear[BOOSTING] and (over or not clear[LOGISTIC]):
        return BOOSTING
    return LOGISTIC if clear[LOGISTIC] else BASELINE


def gain(
    risk: np.ndarray,
    other: np.ndarray,
    outcome: np.ndarray,
    clusters: np.ndarray,
    confidence: float = CONFIDENCE,
) -> Gain:
    """The skill of `risk` over `other`, with its interval by draws of whole clusters."""
    worse, better = np.square(other - outcome), np.square(risk - outcome)
    _names, place = np.unique(clusters, return_inverse=True)
    gained, error = np.bincount(place, weights=worse - better), np.bincount(place, weights=worse)
    rng = np.random.default_rng(SEED)
    weights = rng.poisson(1.0, (DRAWS, len(error))).astype(np.float32)
    # Each cluster as often as a Poisson number says, which is drawing with replacement where clusters are many.
    skills = (weights @ gained) / np.maximum(weights @ error, 1e-12)
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(skills, (tail, 1 - tail))
    return Gain(float(gained.sum() / error.sum()), float(lower), float(upper), len(outcome))


def by_year(validation: Validation, clusters: np.ndarray) -> dict[int, Mapping[str, Gain]]:
    """{year: {model: its gain over the baseline}}, with intervals of 95%."""
    return {
        int(year): {
            name: _gain(validation, name, BASELINE, clusters, validation.history.year == year, 0.95)
            for name in (LOGISTIC, BOOSTING)
        }
        for year in np.unique(validation.history.year)
    }


def _gains(validation: Validation, name: str, other: str, clusters: np.ndarray) -> tuple[Gain, Gain]:
    year = validation.history.year
    masks = np.ones(len(year), bool), year > year.max() - LATEST
    every, latest = (_gain(validation, name, other, clusters, mask, CONFIDENCE) for mask in masks)
    return every, latest


def _gain(
    validation: Validation, name: str, other: str, clusters: np.ndarray, mask: np.ndarray, confidence: float
) -> Gain:
    first, second = validation.risks[name][mask], validation.risks[other][mask]
    return gain(first, second, validation.history.below_good[mask], clusters[mask], confidence)
