"""Places where more services fell below Good than in England: a CUSUM adjusted for the year, with a stated false-alarm rate.

Each service rated Good or Outstanding that is inspected again adds a step (`statistics.cusum.event_steps`): usual is
England's share that year, worse is twice its odds. The sum is shown by month.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from math import log

import numpy as np
from pydantic import BaseModel, ConfigDict

from careplace.engine import Engine, sql_text
from careplace.statistics.cusum import cusum, event_steps, event_threshold

YEARS = 5
FALSE_ALARMS = 0.01
"""Of places where nothing is wrong, one in a hundred alarms within these years."""
ODDS = 2.0
FEWEST = 10
"""Services inspected again: of a place with fewer nothing is said."""
SIMULATED = 10_000


class Month(BaseModel):
    """A month with inspections: how many services, how many fell below Good, how many England's share gives, and the
    sum at its end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: date
    services: int
    fell: int
    expected: float
    sum: float


class Flow(BaseModel):
    """A place's months. `alarm` is the month in which the sum first reached the threshold, None for none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: tuple[Month, ...]
    threshold: float
    alarm: date | None

    @property
    def services(self) -> int:
        """Services inspected again, each time counted."""
        return sum(month.services for month in self.months)

    @property
    def fell(self) -> int:
        """How many of them fell below Good."""
        return sum(month.fell for month in self.months)

    @property
    def expected(self) -> float:
        """How many would have by England's share of each year."""
        return sum(month.expected for month in self.months)

    @property
    def run_length(self) -> int:
        """Inspections between false alarms where nothing is wrong, on average: those of the window over −ln(1 −
        FALSE_ALARMS)."""
        return round(self.services / -log(1 - FALSE_ALARMS))


def flows(engine: Engine, since: date) -> dict[str, Flow]:
    """{council: its flow} since a day, of councils with FEWEST services or more."""
    rows = engine.rows(sql_text(__package__, "flow.sql"), {"since": since})
    by_council = ((council, list(group)) for council, group in groupby(rows, lambda row: row["council"]))
    return {council: flow(group) for council, group in by_council if len(group) >= FEWEST}


def flow(rows: list[dict]) -> Flow:
    """The flow of a place from its inspections in order: `published_on`, `fell` (0 or 1) and `usual`, the share expected."""
    fell = np.array([row["fell"] for row in rows])
    usual = np.array([row["usual"] for row in rows])
    worse = ODDS * usual / (1 + (ODDS - 1) * usual)
    threshold = event_threshold(len(rows), FALSE_ALARMS, usual, worse, SIMULATED)
    result = cusum(event_steps(fell, usual, worse), threshold)
    months = [row["published_on"].replace(day=1) for row in rows]
    alarm = months[int(result.alarm)] if result.alarm >= 0 else None
    return Flow(months=tuple(_months(months, fell, usual, result.sums)), threshold=threshold, alarm=alarm)


def _months(months: list[date], fell: np.ndarray, usual: np.ndarray, sums: np.ndarray) -> Iterator[Month]:
    starts = [n for n, month in enumerate(months) if n == 0 or month != months[n - 1]]
    for first, past in zip(starts, [*starts[1:], len(months)], strict=True):
        part = slice(first, past)
        yield Month(
            month=months[first],
            services=past - first,
            fell=int(fell[part].sum()),
            expected=float(usual[part].sum()),
            sum=float(sums[past - 1]),
        )
