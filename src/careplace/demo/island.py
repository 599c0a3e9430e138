"""Where the patches of the invented nation are: spread evenly over one island in the North Sea, neighbours together."""

import numpy as np

# Longitude and latitude of the middle, and how far the island reaches from it: off Yorkshire, where nobody lives.
MIDDLE, REACH = np.array([1.05, 54.7]), np.array([0.5, 0.55])
GOLDEN = np.pi * (3 - 5**0.5)


def positions(samples: np.ndarray) -> np.ndarray:
    """Longitude and latitude of each row of `samples`: two numbers from 0 to 1, which jitter an even spiral (Vogel 1979).

    Rows that follow each other are side by side, so that a county's districts, in order, make one county.
    """
    number = np.arange(len(samples)) + 0.5
    radius, turn = np.sqrt(number / len(samples)), number * GOLDEN
    jitter = (samples - 0.5) * 0.8 / np.sqrt(len(samples))
    spiral = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1) + jitter
    return MIDDLE + REACH * spiral[_together(spiral, np.arange(len(spiral)))]


def _together(points: np.ndarray, which: np.ndarray) -> np.ndarray:
    """`which` in an order whose every run is close together: halved along its longer side, again and again."""
    if len(which) < 2:
        return which
    longer = int(np.argmax(np.ptp(points[which], axis=0)))
    halves = np.array_split(which[np.argsort(points[which, longer], kind="stable")], 2)
    return np.concatenate([_together(points, half) for half in halves])
