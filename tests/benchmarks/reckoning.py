"""(v) The statistics on a million rows and one core: rows a second, beside one NumPy pass over the same rows.

The pass reads every input number once and adds it up (a sum for each column), which no statistic can beat;
both are timed in the same process, alternately. The first call, which also asks the system for memory, is not
counted. The last rows hold more rows to the time of fewer. This file is not called after its room,
because a `statistics.py` beside other scripts would stand in for Python's own module of that name.
"""

import time
from collections.abc import Callable

import numpy as np
from stopwatch import row

from careplace.statistics.control_charts import xmr
from careplace.statistics.funnel import Indicator, scores
from careplace.statistics.proportions import wilson
from careplace.statistics.rates import rate
from careplace.statistics.standardisation import directly_standardised
from careplace.statistics.trend import trend

BOTH = (0.95, 0.998)
MILLION = 1_000_000
BANDS, POINTS = 19, 36
RNG = np.random.default_rng(1)


def seconds(work: Callable[[], object], floor: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The fastest of a few runs of both, taken in turn: what else the machine does only ever adds."""
    work()
    runs = [(_took(work), _took(floor)) for _ in range(times)]
    return min(took for took, _ in runs), min(took for _, took in runs)


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(
    name: str, unit: str, rows: int, goal: int, work: Callable[..., object], *columns: np.ndarray
) -> None:
    """Print one row: how many rows a second against the goal, and how many passes over the columns that is."""
    took, floor = seconds(lambda: work(*columns), lambda: [column.sum() for column in columns])
    rate_now = rows / took
    verdict = "met" if rate_now >= goal else "NOT MET"
    row(
        name,
        f"{rate_now:,.0f} {unit} a second",
        f"one pass: {rows / floor:,.0f}",
        f"{took / floor:.1f} × a pass",
    )
    row(f"{name}: goal", f"{goal:,} {unit} a second", f"{rate_now / goal:.1f} times the goal", verdict)


def shares(x: np.ndarray, n: np.ndarray) -> object:
    return wilson(x, n, BOTH)


def rates(x: np.ndarray, n: np.ndarray) -> object:
    return rate(x, n, confidence=BOTH)


def counted(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Counts of which a sixth are under 10, where the limits are exact, and populations above them."""
    x = RNG.poisson(RNG.gamma(1, 60, rows)).astype(float)
    return x, x + RNG.integers(1, 90_000, rows)


def linear(work: Callable[..., object], few: int, many: int) -> float:
    """How much longer each row takes among `many` rows than among `few`."""
    short, long = counted(few), counted(many)
    (small, _), (large, _) = seconds(lambda: work(*short), float), seconds(lambda: work(*long), float)
    return large / many * few / small


def main() -> None:
    x, n = counted(MILLION)
    measure("Proportions, 95% and 99.8%", "rows", MILLION, 3_000_000, shares, x, n)
    measure("Rates, 95% and 99.8%", "rows", MILLION, 3_000_000, rates, x, n)

    places = MILLION // BANDS
    events, people = RNG.poisson(50.0, (places, BANDS)) * 1.0, RNG.uniform(1e3, 9e3, (places, BANDS))
    standard = np.full(BANDS, 5000.0)
    by_age = lambda e, p: directly_standardised(e, p, standard, confidence=BOTH)  # noqa: E731
    measure("Directly standardised rates", "age bands", places * BANDS, 1_000_000, by_age, events, people)

    values = RNG.normal(50, 5, (MILLION, 5))
    lower, upper = values - 4, values + 4
    measure("Trend of five points", "series", MILLION, 200_000, trend, values, lower, upper)

    series = RNG.normal(50, 5, (MILLION // POINTS, POINTS))
    measure("XmR charts of 36 points", "series", len(series), 50_000, xmr, series)
    scored = lambda a, b: scores(a, b, Indicator.SHARE)  # noqa: E731
    measure("Funnel scores", "places", MILLION, 1_000_000, scored, x, n)

    # Before the limits were reckoned in blocks, a row among a million took 2 to 6 times one among 100,000.
    for name, work in (("Proportions", shares), ("Rates", rates)):
        for few, many in ((MILLION // 10, MILLION), (MILLION, 4 * MILLION)):
            compared = f"{name}: a row among {many:,} against one among {few:,}"
            row(compared, f"{linear(work, few, many):.2f} times the time", "linear: 1.00", "")


if __name__ == "__main__":
    main()
