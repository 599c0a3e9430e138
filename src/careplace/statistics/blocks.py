"""Limits of many rows, a block at a time.

A formula on a million rows at once sends every intermediate array out of the processor's cache and asks the
system for new pages each time: measured, a row then cost two to six times what it costs among a hundred
thousand. In blocks that fit the cache the cost of a row is the same however many there are.
"""

from collections.abc import Callable

import numpy as np

BLOCK = 16_384

Formula = Callable[..., tuple[np.ndarray, np.ndarray]]


def in_blocks(formula: Formula, quantile: np.ndarray, *columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`formula(*columns, quantile)`, lower and upper limits, for columns whose shapes broadcast.

    Args:
        quantile: a scalar, or shape (k, 1, …), which gives the limits a leading axis of length k.
    """
    shape = np.broadcast_shapes(*(column.shape for column in columns))
    size = int(np.prod(shape))
    if size <= BLOCK:
        return formula(*columns, quantile)
    flat = [np.broadcast_to(column, shape).reshape(-1) for column in columns]
    levels = quantile.reshape(-1, 1) if quantile.ndim else quantile
    limits = np.empty((2, *quantile.shape[:1], size))
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        limits[0, ..., rows], limits[1, ..., rows] = formula(*(column[rows] for column in flat), levels)
    lower, upper = limits.reshape(2, *quantile.shape[:1], *shape)
    return lower, upper
