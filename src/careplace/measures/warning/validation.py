"""Rolling origins: each year's reports by what was learned from the years before it, and by nothing later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np

from careplace.measures.warning import baseline
from careplace.measures.warning.candidates import fit_boosting, fit_logistic
from careplace.measures.warning.history import History, Services

WINDOW = 3
"""Years that are learned from: how CQC chooses what to inspect changed in 2020 and 2023."""
WINDOWS = (2, WINDOW, 99)
"""Windows with which all is tried; 99 are all years before. What is used must not hang on this number."""
FEWEST = 500
"""Reports that must come before a year, and FEWEST_LATER in it, for the year to be tried."""
FEWEST_LATER = 20
Name = Literal["baseline", "logistic", "boosting"]
BASELINE: Final = "baseline"
LOGISTIC: Final = "logistic"
BOOSTING: Final = "boosting"


class Model(Protocol):
    """What gives each service a risk from 0 to 1."""

    def risk(self, services: Services) -> np.ndarray: ...


FITS: dict[str, Callable[[Services, np.ndarray], Model]] = {
    BASELINE: baseline.fit,
    LOGISTIC: fit_logistic,
    BOOSTING: fit_boosting,
}
"""{name: how it is fitted}, the plainest first."""
TITLES = {
    BASELINE: "rating and its age (the baseline)",
    LOGISTIC: "logistic regression",
    BOOSTING: "boosted trees",
}


class TooShort(ValueError):
    """The history does not cover enough years to try anything on years that it has not seen."""


@dataclass(frozen=True)
class Validation:
    """The reports of the years that were tried, and {name: the risk that each was given before it}."""

    history: History
    risks: dict[str, np.ndarray]


def validate(
    history: History, window: int = WINDOW, progress: Callable[[str, int, int], None] = lambda *_: None
) -> Validation:
    """Each year's reports by what was learned from the `window` years before it.

    Raises:
        TooShort: when no year has enough reports before it.
    """
    years = tried_years(history, window)
    risks = {name: np.full(len(history), np.nan) for name in FITS}
    for place, year in enumerate(years):
        progress(f"Trying {year}", place, len(years))
        before, later = history.where(_window(history, year, window)), history.year == year
        for name, fit in FITS.items():
            risks[name][later] = fit(before.services, before.below_good).risk(history.services.where(later))
    tried = np.isin(history.year, years)
    return Validation(history.where(tried), {name: risk[tried] for name, risk in risks.items()})


def tried_years(history: History, window: int = WINDOW) -> list[int]:
    """The years with enough reports in them and before them.

    Raises:
        TooShort: when there is none.
    """
    years = [
        int(year)
        for year, count in zip(*np.unique(history.year, return_counts=True), strict=True)
        if count >= FEWEST_LATER and _window(history, year, window).sum() >= FEWEST
    ]
    if not years:
        raise TooShort(
            f"The history has {len(history):,} repeated inspections, and no year with {FEWEST} before it: "
            "add CQC's list of all inspections of community adult social care, of five years or more, and build again."
        )
    return years


def latest_window(history: History, window: int = WINDOW) -> np.ndarray:
    """The reports of the last `window` years of a history, counted in days back from its last."""
    return np.asarray(history.day > history.day.max() - np.timedelta64(round(365.25 * window), "D"))


def _window(history: History, year: int, window: int) -> np.ndarray:
    return np.asarray((history.year < year) & (history.year >= year - window))
