"""The orders compared on a history: by outcome, over all years and in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from careplace.casework.assurance.priority.backtest import orders, ranking
from careplace.casework.assurance.priority.backtest.history import LEVELS, History
from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.scheme import Scheme

SCHEME, RATING_AND_AGE, AGE, EARLIER = "the scheme", "rating and its age", "age alone", "earlier years"
ORDERS = (SCHEME, RATING_AND_AGE, AGE, EARLIER)
TOP = (0.1, 0.2)


@dataclass(frozen=True)
class Measured:
    """An order's area under the curve and the share of outcomes in its top 10% and 20%."""

    area: Area
    captured: tuple[float, ...]


@dataclass(frozen=True)
class Result:
    """An outcome in a year, or within all years. `against` is the area of the scheme less that of rating and age."""

    outcome: str
    services: int
    with_outcome: int
    orders: dict[str, Measured]
    against: Area


@dataclass(frozen=True)
class Comparison:
    """A result within all years, and one for each year."""

    whole: Result
    by_year: dict[int, Result]


def compared(scheme: Scheme, history: History, learned: bool = True) -> list[Comparison]:
    """Each outcome on a history.

    The first year is left out where `learned`, since the order by earlier years has none before it.
    """
    return [_compared(scheme, history, *outcome, learned) for outcome in _outcomes(history)]


def _outcomes(history: History) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """(outcome in words, whether it happened, which services it is about)."""
    every_service = np.ones(len(history), dtype=bool)
    good = history.concern == LEVELS.index("Good")
    return [
        ("the next rating is below Good", history.below_good, every_service),
        ("the next rating is lower", history.fell, every_service),
        ("the next rating is lower, among services rated Good", history.fell, good),
    ]


def _compared(
    scheme: Scheme, history: History, words: str, outcome: np.ndarray, about: np.ndarray, learned: bool
) -> Comparison:
    scores = _scores(scheme, history, outcome, learned)
    used = about & ~np.isnan(np.sum(list(scores.values()), axis=0))
    years = {int(year): used & (history.period == year) for year in np.unique(history.period[used])}
    by_year = {year: _result(words, scores, outcome, mask) for year, mask in years.items()}
    return Comparison(_within_years(words, list(by_year.values())), by_year)


def _within_years(words: str, years: Sequence[Result]) -> Result:
    pairs = [year.with_outcome * (year.services - year.with_outcome) for year in years]
    measured = {
        name: Measured(
            ranking.combined([year.orders[name].area for year in years], pairs),
            tuple(_captured(years, name, place) for place in range(len(TOP))),
        )
        for name in years[0].orders
    }
    against = ranking.combined([year.against for year in years], pairs)
    services, with_outcome = (
        sum(counts) for counts in zip(*((y.services, y.with_outcome) for y in years), strict=True)
    )
    return Result(words, services, with_outcome, measured, against)


def _captured(years: Sequence[Result], name: str, place: int) -> float:
    """The share of all services with the outcome that are in the top of their year."""
    hits = [year.orders[name].captured[place] * year.with_outcome for year in years if year.with_outcome]
    return sum(hits) / sum(year.with_outcome for year in years) if hits else np.nan


def _scores(scheme: Scheme, history: History, outcome: np.ndarray, learned: bool) -> dict[str, np.ndarray]:
    scores = {
        SCHEME: orders.by_scheme(scheme, history),
        RATING_AND_AGE: orders.by_rating_and_age(history),
        AGE: history.months.astype(float),
    }
    return scores | ({EARLIER: orders.by_earlier_years(history, outcome)} if learned else {})


def _result(words: str, scores: dict[str, np.ndarray], outcome: np.ndarray, mask: np.ndarray) -> Result:
    outcome = outcome[mask]
    measured = {name: _measured(values[mask], outcome) for name, values in scores.items()}
    against = ranking.difference(scores[SCHEME][mask], scores[RATING_AND_AGE][mask], outcome)
    return Result(words, len(outcome), int(outcome.sum()), measured, against)


def _measured(scores: np.ndarray, outcome: np.ndarray) -> Measured:
    captured = tuple(ranking.capture(scores, outcome, share) for share in TOP)
    return Measured(ranking.area(scores, outcome), captured)
