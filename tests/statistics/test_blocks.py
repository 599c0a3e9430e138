"""Many rows in blocks are the same rows at once, to the last bit, in every shape."""

import numpy as np
import pytest

from careplace.statistics.arguments import normal_quantile
from careplace.statistics.blocks import BLOCK, in_blocks
from careplace.statistics.proportions import _score_limits, wilson
from careplace.statistics.rates import poisson_limits


@pytest.mark.parametrize("confidence", [0.95, (0.95,), (0.95, 0.998)])
@pytest.mark.parametrize("shape", [(2 * BLOCK + 7,), (3, BLOCK), (BLOCK, 1), (0,), ()])
def test_blocks_change_nothing(confidence, shape):
    n = np.random.default_rng(1).integers(1, 900, shape).astype(float)
    x, z = np.floor(n / 3), normal_quantile(confidence, len(shape))
    for ours, whole in zip(in_blocks(_score_limits, z, x, n), _score_limits(x, n, z), strict=True):
        np.testing.assert_array_equal(ours, whole)


def test_columns_broadcast_over_blocks():
    n = np.arange(1.0, 6)[:, None]
    limits = wilson(np.zeros(BLOCK), n, (0.95, 0.998))
    assert limits.upper.shape == (2, 5, BLOCK)
    np.testing.assert_array_equal(limits.upper[..., -1], wilson(0, n[:, 0], (0.95, 0.998)).upper)


def test_small_and_large_counts_share_blocks():
    counts = np.tile([0.0, 3, 9.5, 10, 400], BLOCK)
    many, few = poisson_limits(counts, (0.95, 0.998)), poisson_limits(counts[:5], (0.95, 0.998))
    np.testing.assert_array_equal(many.lower[:, -5:], few.lower)
    np.testing.assert_array_equal(many.upper[:, :5], few.upper)
