"""Arguments checked at the door: what cannot be is an error that names the argument and where it stands.

Nothing is taken for what it is not: text, truth values and dates are no numbers here, although NumPy would convert
them, and shapes that do not fit are an error of ours that says which argument does not fit.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

Confidence = float | Sequence[float]
Kind = TypeVar("Kind")
Word = TypeVar("Word", bound=Enum)
_NUMBERS = (int, float, np.integer, np.floating, Decimal, Fraction, type(None), type(np.ma.masked))


class ArgumentError(ValueError):
    """An argument that no data could make right: `name` is the argument's name."""

    def __init__(self, name: str, problem: str):
        self.name = name
        super().__init__(f"{name}: {problem}")


def numbers(name: str, values: ArrayLike) -> np.ndarray:
    """`values` as float64; None and masked places become NaN, which stands for missing.

    Raises:
        ArgumentError: for text, truth values, dates and anything else that is no number; for rows of different
            lengths; for infinities.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf" and not np.ma.isMaskedArray(values):
        array = values.astype(float, copy=False)
    else:
        array = _converted(name, values)
    refuse(name, np.isinf(array), "is infinite", array)
    return array


def counts(name: str, values: ArrayLike) -> np.ndarray:
    """`numbers` that are not negative."""
    array = numbers(name, values)
    refuse(name, array < 0, "is negative", array)
    return array


def whole_counts(name: str, values: ArrayLike) -> np.ndarray:
    """`counts` without a fraction."""
    array = counts(name, values)
    refuse(name, array % 1 > 0, "is not a whole count", array)
    return array


def shares(name: str, values: ArrayLike) -> np.ndarray:
    """`numbers` from 0 to 1."""
    array = counts(name, values)
    refuse(name, array > 1, "is not a share from 0 to 1: is it a percentage?", array)
    return array


def truths(name: str, values: ArrayLike) -> np.ndarray:
    """True and False, of any shape.

    Raises:
        ArgumentError: for anything else, 0 and 1 too.
    """
    array = np.asarray(values)
    if array.dtype.kind != "b":
        raise ArgumentError(name, f"expected True or False, found {_repr(values)}")
    return array


def zeros_and_ones(name: str, values: ArrayLike) -> np.ndarray:
    """0, 1 or missing, as float64; True and False stand for 1 and 0."""
    array = np.asarray(values)
    array = array.astype(float) if array.dtype.kind == "b" else numbers(name, values)
    refuse(name, (array != 0) & (array != 1) & ~np.isnan(array), "is neither 0 nor 1", array)
    return array


def number(name: str, value: float) -> float:
    """One number, not missing and not infinite."""
    array = numbers(name, value)
    if array.ndim or np.isnan(array):
        raise ArgumentError(name, f"expected one number, found {_repr(value)}")
    return float(array)


def positive(name: str, value: float) -> float:
    """One number above 0."""
    single = number(name, value)
    refuse(name, np.asarray(single <= 0), "is not above 0", np.asarray(single))
    return single


def whole(name: str, value: int, least: int) -> int:
    """One whole number of at least `least`."""
    single = number(name, value)
    if single % 1 or single < least:
        raise ArgumentError(name, f"expected a whole number from {least}, found {_repr(value)}")
    return int(single)


def flag(name: str, value: bool) -> bool:
    """True or False and nothing that merely counts as either."""
    if not isinstance(value, bool | np.bool_):
        raise ArgumentError(name, f"expected True or False, found {_repr(value)}")
    return bool(value)


def one_of(name: str, value: Word, words: type[Word]) -> Word:
    """A member of an enumeration, or its value as text.

    Raises:
        ArgumentError: for any other word, with those that there are.
    """
    try:
        return words(value)
    except (ValueError, TypeError):
        choices = ", ".join(f"{words.__name__}.{word.name}" for word in words)
        raise ArgumentError(name, f"expected one of {choices}; found {_repr(value)}") from None


def instance(name: str, value: Any, kind: type[Kind]) -> Kind:
    """What another function of this room returned, such as a `Chart`."""
    if not isinstance(value, kind):
        raise ArgumentError(name, f"expected a {kind.__name__}, found {_repr(value)}")
    return value


def refuse(name: str, bad: np.ndarray, problem: str, *shown: np.ndarray) -> None:
    """Raise when any place of `bad` holds, naming the first such place and the numbers that stand there."""
    if not np.any(bad):
        return
    place = np.unravel_index(np.argmax(bad), np.shape(bad))
    values = ", ".join(f"{np.broadcast_to(array, np.shape(bad))[place]:g}" for array in shown)
    where = f" at {tuple(int(i) for i in place)}" if place else ""
    raise ArgumentError(name, f"{values}{where} {problem} ({int(np.sum(bad))} such)")


def within(name: str, part: np.ndarray, whole: np.ndarray) -> None:
    """Refuse a part that is greater than its whole."""
    refuse(name, part > whole, "is more than its denominator", part, whole)


def fitting(**arrays: np.ndarray) -> tuple[int, ...]:
    """The shape that the named arrays broadcast to.

    Raises:
        ArgumentError: names the first array that does not fit those before it, and the shapes.
    """
    shape: tuple[int, ...] = ()
    for name, array in arrays.items():
        try:
            shape = np.broadcast_shapes(shape, np.shape(array))
        except ValueError:
            before = ", ".join(f"{n} {np.shape(a)}" for n, a in arrays.items() if n != name)
            raise ArgumentError(name, f"shape {np.shape(array)} does not fit {before}") from None
    return shape


def together(**arrays: np.ndarray) -> list[np.ndarray]:
    """The named arrays broadcast to the shape that they share; errors as `fitting`."""
    shape = fitting(**arrays)
    return [np.broadcast_to(array, shape) for array in arrays.values()]


def along_last(least: int = 0, **arrays: np.ndarray) -> list[np.ndarray]:
    """`together`, for arrays whose last axis is of bands, groups or points: at least `least` of them.

    Raises:
        ArgumentError: as `fitting`; or there is no such axis, or it is shorter.
    """
    arrays_together, name = together(**arrays), next(iter(arrays))
    if arrays_together[0].ndim == 0 or arrays_together[0].shape[-1] < least:
        shape = arrays_together[0].shape
        raise ArgumentError(name, f"expected at least {least} numbers on the last axis, found shape {shape}")
    return arrays_together


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
    level = numbers("confidence", confidence)
    if level.ndim > 1 or level.size == 0 or not np.all((level > 0) & (level < 1)):
        raise ArgumentError(
            "confidence", f"expected a number between 0 and 1, such as 0.95; found {_repr(confidence)}"
        )
    return level


def _converted(name: str, values: ArrayLike) -> np.ndarray:
    """Numbers out of lists, masked arrays and whatever else NumPy understands, once all of it is known to be numbers."""
    masked = np.ma.isMaskedArray(values)
    raw = np.ma.getdata(values) if masked else np.asarray(values, dtype=_objects_of(values))
    if raw.dtype.kind not in "iufO":
        raise ArgumentError(name, f"expected numbers, found {_repr(values)}")
    strangers = (
        [kind for kind in set(map(type, raw.ravel())) if not _is_number(kind)] if raw.dtype == object else []
    )
    if strangers:
        raise ArgumentError(name, f"expected numbers, found {_repr(values)}, with {strangers[0].__name__}")
    try:
        array = np.asarray(raw, dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        raise ArgumentError(name, f"expected numbers, found {error}") from None
    return np.where(np.ma.getmaskarray(np.ma.asanyarray(values)), np.nan, array) if masked else array


def _objects_of(values: Any) -> type | None:
    """Lists are looked through one by one: NumPy would make text of [1, "2"] and numbers of [1, True]."""
    return object if isinstance(values, list | tuple) or values is None else None


def _is_number(kind: type) -> bool:
    return issubclass(kind, _NUMBERS) and not issubclass(kind, bool)


def _repr(value: Any) -> str:
    """A value in few words: whole columns and long texts are cut."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
