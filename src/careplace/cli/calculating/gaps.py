"""Points that a regular series lacks: a month between two months that no row is about."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

MOST_NAMES = 5
LEAST_REGULAR = 0.5
"""Of the steps of a series, the part that is its usual one; below it a series has no usual step."""
FIRST_DATE = 600_000
"""Smaller numbers of `order.position` are not dates (this one is in 1643): bands, weeks, points numbered from 1."""


@dataclass(frozen=True)
class Gaps:
    """`before[i]`: whether points are absent between point i − 1 and point i, shape (n,). `absent` says which, in words.

    `regular` is false where the points have no usual step, so that nothing can be said to be absent.
    """

    before: np.ndarray
    absent: tuple[str, ...] = ()
    regular: bool = True


def gaps_in(order: np.ndarray) -> Gaps:
    """The gaps of a series in rising order, as `order.position` has its points.

    Months, quarters and years go by the calendar, whether dated on one day of the month or on its last; working days
    (no Saturday, no Sunday) skip weekends; all others are taken as days or numbers.
    """
    if len(order) < 3:
        return Gaps(np.zeros(len(order), dtype=bool))
    at, name = _counted(order)
    steps = np.diff(at)
    step = steps.min()
    multiples = np.allclose(steps / step, np.round(steps / step))
    if not multiples or np.mean(np.isclose(steps, step)) < LEAST_REGULAR:
        return Gaps(np.zeros(len(order), dtype=bool), regular=False)
    lacking = np.concatenate([[0], np.round(steps / step) - 1]).astype(int)
    return Gaps(lacking > 0, tuple(_gap_names(at, lacking, step, name)))


def _gap_names(at: np.ndarray, lacking: np.ndarray, step: float, name) -> list[str]:
    """The first and last absent point of each gap."""
    words = []
    for place in np.flatnonzero(lacking):
        first, last = name(at[place - 1] + step, step), name(at[place] - step, step)
        words.append(first if lacking[place] == 1 else f"{first} to {last}")
    return words


def _counted(order: np.ndarray) -> tuple[np.ndarray, object]:
    """The points by a count in which their steps are even, and what says a point of that count in words."""
    if order[0] < FIRST_DATE:
        return order, lambda at, _: f"{at:g}"
    days = [date.fromordinal(int(point)) for point in order]
    if _monthly(days):
        return np.array([12.0 * day.year + day.month - 1 for day in days]), _month
    start = np.datetime64(days[0])
    if all(day.weekday() < 5 for day in days):
        first_monday = np.busday_offset(start, 0)
        counted = np.busday_count(first_monday, np.array(days, dtype="datetime64[D]")).astype(float)
        return counted, lambda at, _: str(np.busday_offset(first_monday, int(at)))
    return order, lambda at, _: date.fromordinal(int(at)).isoformat()


def _monthly(days: list[date]) -> bool:
    """Whether all stand on one day of the month, or all on the last."""
    return len({day.day for day in days}) == 1 or all((day + timedelta(days=1)).day == 1 for day in days)


def _month(at: float, step: float) -> str:
    year, month = divmod(int(at), 12)
    if step == 12 and month in (0, 3):
        return str(year) if month == 0 else f"{year}/{(year + 1) % 100:02d}"
    if step == 3 and month % 3 == 0:
        return f"{year} Q{month // 3 + 1}"
    return date(year, month + 1, 1).strftime("%b %Y")
