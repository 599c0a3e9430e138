"""Arguments checked at the door: what cannot be is an error that names the argument and where it stands."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

Confidence = float | Sequence[float]


class ArgumentError(ValueError):
    """An argument that no data could make right: `name` is the argument's name."""

    def __init__(self, name: str, problem: str):
        self.name = name
        super().__init__(f"{name}: {problem}")


def numbers(name: str, values: ArrayLike) -> np.ndarray:
    """`values` as float64; None and masked places become NaN, which stands for missing.

    Raises:
        ArgumentError: for text and for infinities.
    """
    try:
        array = (
            np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
            if np.ma.isMaskedArray(values)
            else values
        )
        array = np.asarray(array, dtype=float)
    except (TypeError, ValueError) as error:
        raise ArgumentError(name, f"expected numbers, found {error}") from None
    refuse(name, np.isinf(array), "is infinite", array)
    return array


def counts(name: str, values: ArrayLike) -> np.ndarray:
    """`numbers` that are not negative."""
    array = numbers(name, values)
    refuse(name, array < 0, "is negative", array)
    return array


def refuse(name: str, bad: np.ndarray, problem: str, *shown: np.ndarray) -> None:
    """Raise when any place of `bad` holds, naming the first such place and the numbers that stand there."""
    if not np.any(bad):
        return
    place = np.unravel_index(np.argmax(bad), np.shape(bad))
    found = ", ".join(f"{np.broadcast_to(array, np.shape(bad))[place]:g}" for array in shown)
    where = f" at {tuple(int(i) for i in place)}" if place else ""
    raise ArgumentError(name, f"{found}{where} {problem} ({int(np.sum(bad))} such)")


def within(name: str, part: np.ndarray, whole: np.ndarray) -> None:
    """Refuse a part that is greater than its whole."""
    refuse(name, part > whole, "is more than its denominator", part, whole)


def normal_quantile(confidence: Confidence, ndim: int = 0) -> np.ndarray:
    """The exact two-sided normal quantile (1.959964 for 0.95, never 1.96).

    A sequence of k confidences gives shape (k, 1, …, 1) with `ndim` ones, which
    broadcasts against data of that many axes.

    Raises:
        ArgumentError: for a confidence that is not between 0 and 1, both excluded.
    """
    level = confidence_levels(confidence)
    z = ndtri(0.5 + level / 2)
    return z.reshape(z.shape + (1,) * ndim) if z.ndim else z


def confidence_levels(confidence: Confidence) -> np.ndarray:
    """`confidence` as an array of 0 or 1 axes."""
    level = np.asarray(confidence, dtype=float)
    if level.ndim > 1 or level.size == 0 or not np.all((level > 0) & (level < 1)):
        raise ArgumentError(
            "confidence", f"expected a number between 0 and 1, such as 0.95; found {confidence!r}"
        )
    return level
