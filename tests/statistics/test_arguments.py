"""What is refused at the door, and how the message names it."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import norm

from careplace.statistics.arguments import ArgumentError, counts, normal_quantile, numbers, refuse, within


def test_numbers_take_none_masks_and_whole_numbers():
    assert np.array_equal(numbers("x", [1, None, 3]), [1, np.nan, 3], equal_nan=True)
    masked = np.ma.masked_array([1, 2], mask=[True, False])
    assert np.array_equal(numbers("x", masked), [np.nan, 2], equal_nan=True)
    assert numbers("x", 3).shape == ()


@pytest.mark.parametrize(
    "bad",
    [
        *("12", ["a"], [1, "2"], np.array(["3"]), b"1", {"a": 1}, {1, 2}, ...),
        *(np.inf, [1, -np.inf], 10**400, [10**400]),
        *(True, [True, 1], np.array([False]), np.ma.masked_array([True], [False])),
        *(1j, np.datetime64("2020-01-01"), np.timedelta64(1, "D"), [date(2020, 1, 1)]),
        *([[1, 2], [3]], [1, [2]]),
    ],
    ids=repr,
)
def test_numbers_refuse_what_is_none(bad):
    with pytest.raises(ArgumentError, match=r"^x: "):
        numbers("x", bad)


def test_counts_are_not_negative_and_missing_is_no_error():
    assert np.isnan(counts("x", [np.nan])).all()
    with pytest.raises(ArgumentError, match=r"x: -2 at \(1,\) is negative \(2 such\)"):
        counts("x", [1, -2, -3])


def test_a_part_is_not_more_than_its_whole():
    within("x", np.array([1, np.nan]), np.array([1, 0]))
    with pytest.raises(ArgumentError, match="3, 2 is more than its denominator"):
        within("x", np.array(3), np.array(2))


def test_refuse_shows_broadcast_numbers():
    with pytest.raises(ArgumentError, match=r"5, 1 at \(1, 2\)"):
        refuse("x", np.array([[0, 0, 0], [0, 0, 1]], bool), "is odd", np.array(5), np.array([[3], [1]]))


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.998, 0.999])
def test_the_quantile_is_exact(confidence):
    assert normal_quantile(confidence) == pytest.approx(norm.ppf(0.5 + confidence / 2), rel=1e-14)


def test_the_quantile_has_an_axis_for_several_confidences():
    assert normal_quantile((0.95, 0.998), 3).shape == (2, 1, 1, 1)
    assert normal_quantile(0.95, 3).shape == ()


@pytest.mark.parametrize("confidence", [0, 1, 1.2, -0.5, np.nan, [], [[0.9]], [0.9, 2]])
def test_a_confidence_lies_between_0_and_1(confidence):
    with pytest.raises(ArgumentError, match=r"^confidence: "):
        normal_quantile(confidence)
