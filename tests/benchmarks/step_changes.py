"""How often the screen for steps marks series without a step, and finds steps of a known size; no time is measured.

Series of 41 months (the hospitals' files) and 105 (delayed days), of independent normal values and of values that follow
the one before (correlation of neighbours 0.3 and 0.6), with a standard deviation of 15% of the level.
"""

import numpy as np
from stopwatch import row

from careplace.statistics.step_changes import StepChanges, likely_recording, step_changes

SERIES, MONTHS, LONG = 20_000, 41, 105
LEVEL, DEVIATION = 100.0, 15.0
RNG = np.random.default_rng(7)


def stationary(points: int, correlation: float = 0.0) -> np.ndarray:
    """Series of one level, in standard deviations around it."""
    y = RNG.normal(size=(SERIES, points))
    for n in range(1, points):
        y[:, n] = correlation * y[:, n - 1] + np.sqrt(1 - correlation**2) * y[:, n]
    return y


def seasonal(amplitude: float) -> np.ndarray:
    """Series with a season of twelve months that begins anywhere."""
    month = np.arange(MONTHS) + RNG.integers(0, 12, size=(SERIES, 1))
    return stationary(MONTHS) + amplitude * np.sin(2 * np.pi * month / 12)


def recorded(changes: StepChanges) -> np.ndarray:
    """Which steps count as a change of recording where no other place changes."""
    return likely_recording(changes, np.full(changes.series.size, 100), np.zeros(changes.series.size))


def false_alarms(name: str, y: np.ndarray) -> None:
    changes = step_changes(LEVEL + DEVIATION * y)
    step, recording = (
        len(np.unique(series)) / SERIES for series in (changes.series, changes.series[recorded(changes)])
    )
    row(name, f"{step:.2%} of series with a step", "", f"{recording:.3%} with a likely change of recording")


def power(size: float) -> None:
    y = stationary(MONTHS)
    y[:, MONTHS // 2 :] += size
    changes = step_changes(y)
    near = np.abs(changes.position - MONTHS // 2) <= 1
    row(
        f"a step of {size:g} standard deviations",
        f"{len(np.unique(changes.series[near])) / SERIES:.1%} of series: found within a month",
        "",
        f"{np.sum(~near) / SERIES:.2%} elsewhere",
    )


if __name__ == "__main__":
    for points in (MONTHS, LONG):
        for correlation in (0.0, 0.3, 0.6):
            false_alarms(f"{points} months, correlation {correlation:g}", stationary(points, correlation))
    for amplitude in (1.0, 2.0, 3.0):
        false_alarms(f"a season of {amplitude:g} standard deviations", seasonal(amplitude))
    for size in (3.0, 4.0, 5.0, 6.0, 8.0):
        power(size)
