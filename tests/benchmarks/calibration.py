"""How often intervals hold the truth and chance is called an effect, by method and condition; no time is measured.

    make calibrate [SIMULATIONS=1000]

Each row: simulations without an effect; the share whose 95% interval holds zero (or one), and the share that is given a
direction. Methods that break in a condition are among the rows, for the record.
"""

import sys
from collections.abc import Callable

import numpy as np
from stopwatch import row

from careplace.evaluation.counts import interrupted_counts
from careplace.evaluation.differences import difference_in_differences
from careplace.evaluation.interrupted import Interrupted, interrupted, newey_west
from careplace.evaluation.panel import Panel
from careplace.evaluation.results import Conclusion, Effect
from careplace.evaluation.synthetic import synthetic_control

SIMULATIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
RNG = np.random.default_rng(2026)
Make = Callable[[], Effect]


def alike(rows: int, periods: int, correlation: float) -> np.ndarray:
    """Rows of standard normal values, of which neighbours correlate."""
    values = RNG.normal(size=(rows, periods))
    for n in range(1, periods):
        values[:, n] = correlation * values[:, n - 1] + np.sqrt(1 - correlation**2) * values[:, n]
    return values


def panel(places: int, correlation: float, periods: int = 60, event: int = 40) -> Panel:
    """Places that go up and down with a trend of all and by themselves, none of which was treated."""
    own = alike(places, periods, correlation) + RNG.normal(size=(places, 1)) * 3
    return Panel(tuple(map(str, range(places))), own + alike(1, periods, 0.9), 0, event)


def series(points: int, correlation: float) -> Interrupted:
    """One place without a change."""
    return Interrupted(100 + 5 * alike(1, points, correlation)[0], points // 2)


def counts(points: int, dispersion: float) -> Effect:
    """Counts of one place whose rate did not change; their variance is `dispersion` times the mean."""
    mean = 200.0
    shape = mean / (dispersion - 1) if dispersion > 1 else np.inf
    rates = mean if shape == np.inf else RNG.gamma(shape, mean / shape, points)
    values = RNG.poisson(rates, points).astype(float)
    return interrupted_counts(Interrupted(values, points // 2), np.full(points, 1000.0))


def calibrated(name: str, make: Make) -> None:
    """A row of the table."""
    effects = [make() for _ in range(SIMULATIONS)]
    bounded = [e for e in effects if e.lower is not None and e.upper is not None]
    inside = [e.lower <= e.no_effect <= e.upper for e in bounded]
    directed = np.mean([e.conclusion in (Conclusion.HIGHER, Conclusion.LOWER) for e in effects])
    chance = np.mean([e.p_value is not None and e.p_value <= 0.05 for e in effects])
    coverage = f"{np.mean(inside):.1%}" if inside else "no interval"
    row(name, f"holds the truth {coverage}", f"p ≤ 0.05 {chance:.1%}", f"a direction {directed:.1%}")


if __name__ == "__main__":
    for places in (50, 150):
        for r in (0.0, 0.6):
            name = f"difference in differences, {places} places, correlation {r}"
            calibrated(name, lambda places=places, r=r: difference_in_differences(panel(places, r)))
    for r in (0.0, 0.6):
        calibrated(
            f"synthetic control, 50 places, correlation {r}", lambda r=r: synthetic_control(panel(50, r))
        )
    for points in (24, 48, 105):
        for r in (0.0, 0.3, 0.6):
            name = f"{points} points, correlation {r}"
            calibrated(f"interrupted series, {name}", lambda n=points, r=r: interrupted(series(n, r)))
            calibrated(f"Newey and West, {name}", lambda n=points, r=r: newey_west(series(n, r)))
    for points in (24, 48, 105):
        for dispersion in (1.0, 4.0):
            name = f"quasi-Poisson, {points} points, dispersion {dispersion}"
            calibrated(name, lambda n=points, d=dispersion: counts(n, d))
