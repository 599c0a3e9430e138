"""Steps of series, against the rule written out point by point; known answers; and how often chance alone makes one."""

from itertools import pairwise
from statistics import fmean, median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.step_changes import SIDE, likely_recording, step_changes

NOISE = [0, 2, -1, 1, -2, 1, 0, -1, 2, -2]
series = st.lists(st.integers(0, 6), min_size=1, max_size=40)
stepped = st.builds(
    lambda first, second, height: first + [y + height for y in second],
    st.lists(st.integers(0, 4), min_size=6, max_size=16),
    st.lists(st.integers(0, 4), min_size=6, max_size=16),
    st.integers(-15, 15),
)


def noise(points, level=100.0):
    return [level + NOISE[n % len(NOISE)] for n in range(points)]


def slow_limit(side):
    ranges = [abs(b - a) for a, b in pairwise(side)]
    kept = [r for r in ranges if r < 3.267 * fmean(ranges)]
    return 2.66 * (fmean(kept) if sum(kept) > 0 else fmean(ranges))


def slow_clarity(y, at):
    """How clear a step from point `at` on is, 0 where it is none."""
    before, after = y[at - 8 : at], y[at : at + 8]
    low, high = fmean(before), fmean(after)
    way = 1 if high > low else -1
    size = abs(high - low)
    near = median(after[:3]) - median(before[-3:])
    if not (
        size > max(slow_limit(before), slow_limit(after))
        and all(way * (v - low) >= size / 4 for v in after)
        and all(way * (high - v) >= size / 4 for v in before)
        and way * near >= size / 2
    ):
        return 0.0
    deviation = np.sqrt(np.var(before) + np.var(after))
    return size / deviation if deviation else np.inf


def slow_steps(y):
    clear = {at: slow_clarity(y, at) for at in range(8, len(y) - 7)}
    chosen = []
    for at in sorted(clear, key=lambda at: (-clear[at], at)):
        if clear[at] > 0 and all(abs(at - other) >= 8 for other in chosen):
            chosen.append(at)
    return sorted(chosen)


@given(st.one_of(series, stepped))
def test_the_steps_are_those_of_the_rule_point_by_point(y):
    assert step_changes(y).position.tolist() == slow_steps([float(v) for v in y])


@given(st.lists(st.one_of(series, stepped), min_size=1, max_size=5))
def test_series_of_different_length_are_looked_at_each_for_itself(rows):
    longest = max(map(len, rows))
    matrix = np.array([row + [np.nan] * (longest - len(row)) for row in map(list, rows)], dtype=float)
    steps = step_changes(matrix)
    found = list(zip(steps.series.tolist(), steps.position.tolist(), strict=True))
    assert found == [(n, at) for n, row in enumerate(rows) for at in slow_steps([float(v) for v in row])]


@given(stepped, st.sampled_from([2.0, 0.5, -1.0]), st.integers(-8, 8))
def test_unit_direction_and_origin_change_nothing(y, scale, shift):
    other = [scale * v + shift for v in y]
    assert step_changes(other).position.tolist() == step_changes(y).position.tolist()


def test_a_step_is_found_where_it_is_with_its_two_levels():
    steps = step_changes(noise(12) + noise(12, 60))
    assert (steps.series.tolist(), steps.position.tolist()) == ([0], [12])
    assert steps.before[0] == pytest.approx(fmean(noise(12)[4:]))
    assert steps.after[0] == pytest.approx(fmean(noise(8, 60)))
    assert steps.earlier[0] == pytest.approx(slow_limit(noise(12)[4:]))
    assert not steps.constant[0]


@pytest.mark.parametrize(
    "y",
    [
        noise(30),
        [*noise(15), 300, *noise(15)],
        [*noise(12), *noise(7, 60), *noise(12)],
        [100 + 5 * n + NOISE[n % 10] for n in range(40)],
        [100 + 30 * np.sin(2 * np.pi * n / 12) for n in range(48)],
        [7.0] * 30,
        [*noise(12), *noise(7, 60)],
        noise(15),
    ],
    ids=["noise", "outlier", "seven-points", "slope", "seasons", "constant", "too-recent", "too-short"],
)
def test_what_is_no_step(y):
    assert step_changes(y).position.tolist() == []


def test_two_steps_eight_points_apart_are_both_found():
    assert step_changes(noise(10) + noise(8, 60) + noise(10, 140)).position.tolist() == [10, 18]


def test_from_zeros_to_numbers_is_a_step_of_a_constant():
    steps = step_changes([0.0] * 10 + noise(10))
    assert (steps.position.tolist(), steps.constant.tolist()) == ([10], [True])
    both = step_changes([0.0] * 10 + [5.0] * 10)
    assert (both.position.tolist(), both.constant.tolist()) == ([10], [False])


# A fall from 100 to 60, whose limits are about 5 on each side; then the same from 100 to 94, which is small.
FALL = step_changes(noise(12) + noise(12, 60))


@pytest.mark.parametrize(
    ("peers", "moved", "recording"),
    [(100, 0, True), (100, 20, True), (100, 21, False), (10, 2, True), (9, 0, False), (0, 0, False)],
)
def test_a_change_of_recording_is_of_one_place_among_many(peers, moved, recording):
    assert likely_recording(FALL, [peers], [moved]).tolist() == [recording]


@pytest.mark.parametrize(
    ("after", "recording"), [(noise(12, 60), True), (noise(12, 74), True), (noise(12, 80), False)]
)
def test_a_change_of_recording_is_a_quarter_of_the_level_or_more(after, recording):
    assert likely_recording(step_changes(noise(12) + after), [100], [0]).tolist() == [recording]


def test_a_change_of_recording_is_far_outside_the_limits_before_or_next_to_a_constant():
    wide = [100 + 6 * n for n in NOISE]
    low = [50 + n for n in NOISE]
    steps = step_changes(wide + low)
    assert steps.position.tolist() == [10]
    assert not likely_recording(steps, [100], [0])[0]
    still = step_changes(wide + [50.0] * 10)
    assert still.constant[0]
    assert likely_recording(still, [100], [0])[0]


def test_bad_arguments_are_refused_by_name():
    with pytest.raises(ArgumentError, match="peers"):
        likely_recording(FALL, [-1], [0])
    with pytest.raises(ArgumentError, match="moved"):
        likely_recording(FALL, [5], [None])
    with pytest.raises(ArgumentError, match="found"):
        likely_recording([1], [5], [0])


@pytest.mark.parametrize(("correlation", "most"), [(0.0, 0.002), (0.3, 0.01), (0.6, 0.2)])
def test_chance_alone_seldom_makes_a_step(correlation, most):
    """Series of 41 months without a step; the rates of many more are in docs/benchmarks.md."""
    rng = np.random.default_rng(1)
    y = rng.normal(size=(5000, 41))
    for n in range(1, 41):
        y[:, n] += correlation * y[:, n - 1]
    assert len(np.unique(step_changes(y).series)) / 5000 <= most


def test_a_step_of_five_deviations_is_nearly_always_found_within_a_month():
    rng = np.random.default_rng(2)
    y = rng.normal(size=(1000, 41))
    y[:, 20:] += 5
    steps = step_changes(y)
    right = np.abs(steps.position - 20) <= 1
    assert len(np.unique(steps.series[right])) > 800
    assert right.mean() > 0.99


def test_side_is_eight_as_the_method_says():
    assert SIDE == 8
