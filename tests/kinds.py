"""Parameters of which `make test` tries some and `make release` tries all: the others bear the mark `release`."""

from collections.abc import Collection, Iterable, Sequence

import pytest


def some(values: Iterable, tried: Collection) -> list:
    """All values, in their order; those that are not among `tried` are for the release."""
    return [_param(value, value in tried) for value in values]


def every(step: int, values: Iterable) -> list:
    """All values, in their order: the first and each `step`-th after it for a change, the others for the release."""
    return [_param(value, n % step == 0) for n, value in enumerate(values)]


def pairs(rows: Sequence, columns: Sequence, each: int = 2) -> list:
    """All pairs of a row and a column. For a change: at least `each` of every row, and every column."""
    longest = range(max(len(rows), len(columns)))
    tried = {(n % len(rows), (n + shift) % len(columns)) for n in longest for shift in range(each)}
    return [
        _param((row, column), (n, m) in tried)
        for n, row in enumerate(rows)
        for m, column in enumerate(columns)
    ]


def _param(value, tried: bool):
    # A tuple is a value for each of several arguments.
    values = value if isinstance(value, tuple) else (value,)
    return pytest.param(*values, marks=() if tried else pytest.mark.release)
