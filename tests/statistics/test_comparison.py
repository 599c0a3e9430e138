"""Where a value lies against a benchmark, another place or a target, and the word for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import (
    Comparison,
    Polarity,
    Position,
    against_benchmark,
    against_target,
    between_intervals,
    judged,
    outside_limits,
    rate_control_limits,
    share_control_limits,
)
from careplace.statistics.estimates import Reason
from careplace.statistics.proportions import wilson

shares = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_limit_that_touches_the_benchmark_is_similar():
    found = against_benchmark([1, 2, 3], [2, 3, 4], [2, 2, 2])
    assert found.position.tolist() == [Position.SIMILAR, Position.SIMILAR, Position.HIGHER]


@given(shares, st.floats(0, 1))
def test_two_confidences_are_one_after_the_other(part, benchmark):
    lower, upper = wilson(*part, (0.95, 0.998))
    both = int(against_benchmark(lower, upper, benchmark, levels=2).position)
    narrow, wide = (int(against_benchmark(lower[i], upper[i], benchmark).position) for i in (0, 1))
    assert both == narrow + wide
    assert wide in (0, narrow)


def test_two_confidences_of_many_places():
    limits = wilson([5, 50, 95], 100, (0.95, 0.998))
    found = against_benchmark(*limits, np.array([0.5, 0.5, 0.5]), levels=2)
    assert found.position.tolist() == [Position.FAR_LOWER, Position.SIMILAR, Position.FAR_HIGHER]
    assert against_benchmark(*wilson([[5, 50]], 100), 0.5).position.shape == (1, 2)


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9), st.floats(0, 9)), min_size=1, max_size=4))
def test_any_number_of_places_is_compared_each_by_itself(places):
    """Two places were once taken for two confidences of one."""
    lower, upper = [min(a, b) for a, b, _ in places], [max(a, b) for a, b, _ in places]
    found = against_benchmark(lower, upper, 5)
    alone = [int(against_benchmark(low, high, 5).position) for low, high in zip(lower, upper, strict=True)]
    assert found.position.tolist() == alone


def test_two_confidences_are_said_and_must_be_there():
    with pytest.raises(ArgumentError, match=r"^levels: expected 1, or 2 with limits whose first axis"):
        against_benchmark([1, 2, 3], [2, 3, 4], 3, levels=2)
    with pytest.raises(ArgumentError, match=r"^levels: "):
        against_benchmark(1, 2, 3, levels=3)
    with pytest.raises(ArgumentError, match=r"^lower: 2, 1 of the wider confidence"):
        against_benchmark([1, 2], [5, 6], 3, levels=2)


def test_a_place_is_not_compared_with_itself_nor_with_what_is_missing():
    found = against_benchmark([1, np.nan, 1], [2, 2, 2], [9, 9, np.nan], itself=[True, False, False])
    assert found.reason.tolist() == [Reason.OWN_BENCHMARK, Reason.MISSING, Reason.MISSING]
    assert found.position.tolist() == [0, 0, 0]
    assert judged(found, Polarity.HIGH_IS_GOOD).tolist() == ["cannot tell"] * 3


def test_intervals_that_do_not_overlap_differ():
    found = between_intervals([1, 1, 6, np.nan], [2, 3, 7, 1], [3, 3, 4, 0], [4, 4, 5, 1])
    assert found.position.tolist() == [Position.LOWER, Position.SIMILAR, Position.HIGHER, 0]
    assert found.reason[3] == Reason.MISSING


def test_a_target_band_takes_its_lower_end_in():
    found = against_target([79.9, 80, 89.9, 90, None], 80, 90)
    assert found.position.tolist() == [-1, 0, 0, 1, 0]
    assert found.reason[4] == Reason.MISSING
    with pytest.raises(ArgumentError, match=r"^low: "):
        against_target(1, 90, 80)


@given(shares)
def test_control_limits_of_a_share_are_wilsons_at_the_benchmark(part):
    x, n = part
    ours, wilsons = share_control_limits(x / n, n), wilson(x, n)
    np.testing.assert_allclose(ours.lower, wilsons.lower, atol=1e-12)
    np.testing.assert_allclose(ours.upper, wilsons.upper, atol=1e-12)


@given(st.floats(0.1, 500), st.integers(100, 10**6))
def test_control_limits_of_a_rate_hold_it(benchmark, people):
    lower, upper = rate_control_limits(benchmark, people)
    assert lower <= benchmark * (1 + 1e-9)
    assert benchmark <= upper


def test_control_limits_narrow_with_size():
    lower, upper = share_control_limits(0.3, [10, 100, 1000])
    assert (np.diff(upper - lower) < 0).all()


def test_control_limits_say_what_is_missing():
    assert share_control_limits([0.5, None], [0, 5]).reason.tolist() == [
        Reason.NO_DENOMINATOR,
        Reason.MISSING,
    ]
    assert rate_control_limits([5, None], [0, 5]).reason.tolist() == [Reason.NO_DENOMINATOR, Reason.MISSING]
    with pytest.raises(ArgumentError, match=r"^benchmark: "):
        share_control_limits(50, 100)


def test_outside_two_confidences():
    limits = share_control_limits(0.5, [100] * 5, (0.95, 0.998))
    found = outside_limits([0.3, 0.38, 0.5, 0.62, None], limits)
    assert found.position.tolist() == [-2, -1, 0, 1, 0]
    assert found.reason.tolist() == [0, 0, 0, 0, Reason.MISSING]
    assert outside_limits(0.3, share_control_limits(0.5, 100)).position == -1
    many = outside_limits([0.3, 0.5, 0.62], share_control_limits(0.5, 100, (0.95, 0.998)))
    assert many.position.tolist() == [-2, 0, 1]
    pair = outside_limits([0.3, 0.62], share_control_limits(0.5, 100, (0.95, 0.998)))
    assert pair.position.tolist() == [-2, 1]


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        (Polarity.HIGH_IS_GOOD, ["much worse", "worse", "similar", "better", "much better"]),
        (Polarity.LOW_IS_GOOD, ["much better", "better", "similar", "worse", "much worse"]),
        (Polarity.NONE, ["far lower", "lower", "similar", "higher", "far higher"]),
    ],
)
def test_words_follow_the_polarity(polarity, words):
    found = Comparison(np.array(list(Position), np.int8), np.zeros(5, np.int8), "")
    assert judged(found, polarity).tolist() == words


def test_an_unknown_polarity_is_refused():
    with pytest.raises(ArgumentError, match=r"^polarity: "):
        judged(against_benchmark(1, 2, 3), "up")


def test_limits_the_wrong_way_round_are_refused():
    with pytest.raises(ArgumentError, match=r"^lower: "):
        against_benchmark(2, 1, 3)
