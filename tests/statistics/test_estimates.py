"""The convention of answers: unpacking, reasons, and the words for them."""

import numpy as np

from careplace.statistics.estimates import Estimate, Limits, Reason, first_reason


def test_every_reason_has_words_and_only_standing_has_none():
    for reason in Reason:
        assert bool(reason.words) == (reason != Reason.STANDS)


def test_limits_unpack_in_two_and_estimates_in_three():
    lower, upper = Limits(np.array(1), np.array(2), np.array(0), "m")
    assert (lower, upper) == (1, 2)
    value, lower, upper = Estimate(np.array(3), np.array(1), np.array(5), np.array(0), "m")
    assert (value, lower, upper) == (3, 1, 5)


def test_the_first_reason_wins_and_shapes_broadcast():
    reason = first_reason(
        (np.array([True, False, False]), Reason.MISSING), (np.array([[True], [False]]), Reason.NO_DENOMINATOR)
    )
    assert reason.tolist() == [[1, 2, 2], [1, 0, 0]]
    assert first_reason((np.array(False), Reason.MISSING)) == Reason.STANDS
