"""The orders compared on a history: by outcome, over all years and in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from careplace.casework.assurance.priority.backtest import orders, ranking
from careplace.casework.assurance.priority.backtest.history import History
from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.ratings.scale import LEVELS

SCHEME, RATING_AND_AGE, AGE, EARLIER = "the scheme", "rating and its age", "age alone", "earlier years"
ORDERS = (SCHEME, RATING_AND_AGE, AGE, EARLIER)
TOP = (0.1, 0.2)
EVERY_PERCENT = tuple(percent / 100 for percent in range(1, 101))
"""Shares of an order from its top: those that the documentation shows, and all of them."""


@dataclass(frozen=True)
class Measured:
    """An order's area under the curve, and the share of outcomes in each of some shares of it, TOP or EVERY_PERCENT."""

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


def compared(
    scheme: Scheme, history: History, learned: bool = True, top: Sequence[float] = TOP
) -> list[Comparison]:
    """Each outcome on a history.

    The first year is left out where `learned`, since the order by earlier years has none before it.

    Args:
        top: the shares of an order, from its top, of which it is measured how much they capture.
    """
    return [_compared(scheme, history, outcome, learned, top) for outcome in _outcomes(history)]


Outcome = tuple[str, np.ndarray, np.ndarray]
"""(outcome in words, whether it happened, which services it is about)"""


def _outcomes(history: History) -> list[Outcome]:
    every_service = np.ones(len(history), dtype=bool)
    good = history.concern == LEVELS.index("Good")
    return [
        ("the next rating is below Good", history.below_good, every_service),
        ("the next rating is lower", history.fell, every_service),
        ("the next rating is lower, among services rated Good", history.fell, good),
    ]


def _compared(
    scheme: Scheme, history: History, of: Outcome, learned: bool, top: Sequence[float]
) -> Comparison:
    words, outcome, about = of
    scores = _scores(scheme, history, outcome, learned)
    used = about & ~np.isnan(np.sum(list(scores.values()), axis=0))
    years = {int(year): used & (history.period == year) for year in np.unique(history.period[used])}
    by_year = {year: _result(words, scores, outcome, mask, top) for year, mask in years.items()}
    return Comparison(_within_years(words, list(by_year.values()), len(top)), by_year)


def _within_years(words: str, years: Sequence[Result], shares: int) -> Result:
    pairs = [year.with_outcome * (year.services - year.with_outcome) for year in years]
    measured = {
        name: Measured(
            ranking.combined([year.orders[name].area for year in years], pairs),
            tuple(_captured(years, name, place) for place in range(shares)),
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


def _result(
    words: str, scores: dict[str, np.ndarray], outcome: np.ndarray, mask: np.ndarray, top: Sequence[float]
) -> Result:
    outcome = outcome[mask]
    measured = {name: _measured(values[mask], outcome, top) for name, values in scores.items()}
    against = ranking.difference(scores[SCHEME][mask], scores[RATING_AND_AGE][mask], outcome)
    return Result(words, len(outcome), int(outcome.sum()), measured, against)


def _measured(scores: np.ndarray, outcome: np.ndarray, top: Sequence[float]) -> Measured:
    captured = tuple(float(share) for share in ranking.capture(scores, outcome, top))
    return Measured(ranking.area(scores, outcome), captured)
