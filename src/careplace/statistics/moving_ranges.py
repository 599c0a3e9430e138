"""Moving ranges of a series: what its control limits and its step changes are measured in (Wheeler 2000)."""

import numpy as np

RANGE_TO_LIMIT = 2.66
"""From the mean moving range to the distance of the limits from the mean: three sigma."""
RANGE_LIMIT = 3.267
"""A range of so many times the mean range is outlying (Provost and Murray 2011)."""


def screened_mean(ranges: np.ndarray, mean: np.ndarray, gaps: bool = False) -> np.ndarray:
    """The mean over the last axis of moving ranges without the outlying ones; `mean` is that of all of them.

    With `gaps` some ranges are NaN, and are left out of it too.
    """
    within = ranges < RANGE_LIMIT * mean[..., None]
    total = np.where(within, ranges, 0).sum(axis=-1) if gaps else (ranges * within).sum(axis=-1)
    screened = total / np.maximum(within.sum(axis=-1), 1)
    # Nineteen zeros and a hundred have but zeros left: the range that would be left out is all that is known.
    return np.where(screened > 0, screened, mean)
