"""The numbers that fictional journeys keep to, from totals.toml, and what follows from them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Reasons:
    """Reasons of delay: words, shares of delays, mean days of a delay, and where people go: (reasons, 4) shares."""

    words: tuple[str, ...]
    shares: np.ndarray
    means: np.ndarray
    to: np.ndarray


@cache
def totals() -> dict:
    """The file totals.toml."""
    return tomllib.loads((files(__package__) / "totals.toml").read_text(encoding="utf-8"))


def window() -> tuple[int, int]:
    """First and last day of the data, in days since 1970."""
    settings = totals()["assumptions"]
    return (settings["first_day"] - EPOCH).days, (settings["last_day"] - EPOCH).days


@cache
def weekday_shares() -> np.ndarray:
    """Shares of discharges from Monday to Sunday."""
    days = np.array(totals()["discharges_by_weekday"]["days"], float)
    return days / days.sum()


@cache
def waits_by_weekday() -> np.ndarray:
    """(7, 7) probability that who could leave on a weekday waits 0 to 6 days: discharges then have the published shares.

    Who could leave does so evenly over the week; of the days with fewer discharges than a seventh, the people who are too
    many wait for the next days with more, in turn, as people wait over a weekend.
    """
    surplus = 1 / 7 - weekday_shares()
    waits = np.eye(7)[np.zeros(7, int)]
    for day in sorted(np.flatnonzero(surplus > 0), key=lambda day: (day - 5) % 7, reverse=True):
        for wait in range(1, 7):
            later = (day + wait) % 7
            moved = min(surplus[day], max(-surplus[later], 0))
            surplus[day] -= moved
            surplus[later] += moved
            waits[day, [0, wait]] += np.array([-moved, moved]) * 7
    return waits


def mean_wait() -> float:
    """Days that a person waits for a day with more discharges."""
    return float((waits_by_weekday() @ np.arange(7)).mean())


@cache
def reasons() -> Reasons:
    """The reasons of delay. The wait for a weekday adds to each delay: the shares of delays allow for it."""
    entries = totals()["reason"]
    means = np.array([entry["mean"] for entry in entries], float)
    delays = np.array([entry["days"] for entry in entries]) / (means + mean_wait())
    return Reasons(
        tuple(entry["word"] for entry in entries),
        delays / delays.sum(),
        means,
        np.array([entry["to"] for entry in entries]),
    )


def mean_days_before_ready(admission: str) -> float:
    """Mean days from admission until ready, so that the mean stay is as published with delays and waits."""
    of = reasons()
    delayed = totals()["assumptions"]["delayed"][admission]
    mean = totals()["length_of_stay"][admission]
    return float(mean - delayed * (of.shares @ of.means) - mean_wait())
