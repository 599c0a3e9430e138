"""Limits of published numbers: as published, from a published margin, Wilson's, Byar's, or none."""

import numpy as np
import pyarrow as pa

from careplace.statistics.arguments import normal_quantile
from careplace.statistics.proportions import wilson
from careplace.statistics.rates import METHOD as BYAR
from careplace.statistics.rates import rate

LEVELS = (0.95, 0.998)
NAMES = ("lower95", "upper95", "lower998", "upper998")
# What Figure.method says of each way.
METHODS = {
    "published": "limits as published",
    "margin": "95% margin as published; 99.8% as wide in proportion",
    "wilson": "Wilson",
    "byar": BYAR,
    # Of sums, rates and modelled values as well as of published numbers: the measure's own method says which.
    "none": "without limits",
}


def limits(points: pa.Table | pa.RecordBatch) -> dict[str, np.ndarray]:
    """The four limits of each point, each in the point's unit, NaN where it has none.

    Args:
        points: value, numerator, denominator, margin, per, the four published limits, `limits` (a key of METHODS)
            and unit. Margins are half the width of a 95% interval.
    """
    column = {
        name: _numbers(points[name])
        for name in (*NAMES, "value", "numerator", "denominator", "margin", "per")
    }
    way, share = np.asarray(points["limits"]), np.asarray(points["unit"]) == "share"
    has_value = ~np.isnan(column["value"])
    intervals = np.full((4, len(has_value)), np.nan)
    for key, calculate in _WAYS.items():
        rows = np.flatnonzero(has_value & (way == key))
        if rows.size:
            intervals[:, rows] = calculate(
                {name: values[rows] for name, values in column.items()}, share[rows]
            )
    return dict(zip(NAMES, intervals, strict=True))


def _published(column: dict[str, np.ndarray], _share: np.ndarray) -> list[np.ndarray]:
    return [column[name] for name in NAMES]


def _margin(column: dict[str, np.ndarray], share: np.ndarray) -> np.ndarray:
    value, margin = column["value"], column["margin"]
    wider = margin * np.divide(*normal_quantile(LEVELS[::-1]))
    margins = np.array([value - margin, value + margin, value - wider, value + wider])
    # A margin is symmetrical, and a share near 0 or 1 is not.
    return np.where(share, np.clip(margins, 0, 1), margins)


def _wilson(column: dict[str, np.ndarray], _share: np.ndarray) -> np.ndarray:
    numerator, denominator = column["numerator"], column["denominator"]
    # Parts that contradict each other, as rounded or mistaken ones do, have no limits; the value stands as published.
    sound = (numerator >= 0) & (numerator <= denominator)
    intervals = wilson(np.where(sound, numerator, np.nan), np.where(sound, denominator, np.nan), LEVELS)
    return _round_value(column["value"], intervals.lower, intervals.upper)


def _byar(column: dict[str, np.ndarray], _share: np.ndarray) -> np.ndarray:
    events, people, per = column["numerator"], column["denominator"], column["per"]
    sound = (events >= 0) & (people > 0)
    intervals = rate(np.where(sound, events, np.nan), np.where(sound, people, np.nan), 1, LEVELS)
    return _round_value(column["value"], intervals.lower * per, intervals.upper * per)


def _round_value(value: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Limits of the two levels in the order of NAMES, moved out to the value where it lies beyond them.

    A value published with one decimal, or worked out before its parts were rounded to 5, may differ from its parts
    by more than the limits of a large place do.
    """
    lower, upper = np.minimum(lower, value), np.maximum(upper, value)
    return np.array([lower[0], upper[0], lower[1], upper[1]])


def _numbers(column: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """A column of numbers, nulls as NaN."""
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)


_WAYS = {"published": _published, "margin": _margin, "wilson": _wilson, "byar": _byar}
