"""XmR charts, against the four rules written out point by point."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import (
    Assurance,
    Cause,
    TwoOfThree,
    Variation,
    assurance,
    variation,
    xmr,
)
from careplace.statistics.estimates import Reason

series = st.lists(st.integers(0, 12), min_size=2, max_size=40)
with_blanks = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 12), st.none()), min_size=2, max_size=40)
B194 = [50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 55.2, 58.5, 49, 50]
B153_BEYOND = [50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 58, 58.5, 55.2, 49]
A143 = [50, 51, 49, 50, 52, 48, 50, 51, 49, 50, 51, 49, 50, 51, 54.1, 50, 45.9, 50, 51]
SIX_RISING = [50, 51, 49, 50, 52, 50, 51, 49, 47, 48, 49.2, 50.1, 51, 52.3, 50, 49, 51, 50]


def slow_limits(y: list[float | None], screen: bool) -> tuple[float, float]:
    """The mean and the step to a limit, pair by pair; no range reaches across a blank."""
    known = [v for v in y if v is not None]
    ranges = [abs(b - a) for a, b in pairwise(y) if None not in (a, b)]
    if not ranges:
        return sum(known) / max(len(known), 1), 0
    moving = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < 3.267 * moving]
    if screen and sum(kept) > 0:
        moving = sum(kept) / len(kept)
    return sum(known) / len(known), 2.66 * moving


def slow_causes(y: list[float | None], screen: bool, points: int = 7, inside: bool = False) -> list[int]:
    """The four rules, window by window; a blank is on no side and moves no way, so that no window reaches across it."""
    mean, step = slow_limits(y, screen)
    causes = [0] * len(y)
    if step == 0:
        return causes
    off = [None if v is None else v - mean for v in y]
    side = [0 if d is None or abs(d) < 1e-9 else (1 if d > 0 else -1) for d in off]
    far = [
        s if s and step * 2 / 3 < abs(d) <= (step if inside else abs(d)) else 0
        for d, s in zip(off, side, strict=True)
    ]
    for sign in (1, -1):
        for i in range(len(y) - 6):
            if all(side[j] == sign for j in range(i, i + 7)):
                causes[i : i + 7] = [sign * Cause.RUN] * 7
    for sign in (1, -1):
        for i in range(len(y) - 2):
            window = range(i, i + 3)
            if all(side[j] == sign for j in window) and sum(far[j] == sign for j in window) >= 2:
                for j in window:
                    causes[j] = sign * Cause.TWO_OF_THREE if far[j] == sign else causes[j]
    for sign in (1, -1):
        for i in range(len(y) - points + 1):
            steps = [(y[j], y[j + 1]) for j in range(i, i + points - 1)]
            if all(None not in pair and (pair[1] - pair[0]) * sign > 0 for pair in steps):
                causes[i : i + points] = [sign * Cause.TREND] * points
    return [
        s * Cause.OUTSIDE if s and abs(d) > step else c for d, s, c in zip(off, side, causes, strict=True)
    ]


@given(with_blanks, st.booleans(), st.sampled_from([6, 7]), st.sampled_from(list(TwoOfThree)))
def test_points_break_the_rules_written_out(y, screen, points, rule):
    chart = xmr(y, screen, trend_points=points, two_of_three=rule)
    mean, step = slow_limits(y, screen)
    known = [v for v in y if v is not None]
    if known:
        assert chart.mean == pytest.approx(mean)
    # A point that lies on a limit to the last bit may fall to either side of it in the two sums.
    limits = (mean - step, mean + step, mean - step * 2 / 3, mean + step * 2 / 3)
    if known and min(abs(v - limit) for v in known for limit in limits) > 1e-9:
        assert chart.cause.tolist() == slow_causes(y, screen, points, rule == TwoOfThree.INSIDE_LIMITS)


@given(with_blanks)
def test_a_blank_takes_itself_away_and_nothing_else(y):
    chart = xmr(y)
    blank = np.array([v is None for v in y])
    assert not chart.cause[blank].any()
    if slow_limits(y, True)[1] > 0:
        assert chart.reason.tolist() == [Reason.MISSING if v is None else 0 for v in y]
        assert not np.isnan(chart.upper).any()
    else:
        assert set(chart.reason) <= {Reason.TOO_FEW_POINTS, Reason.NO_VARIATION}
        assert np.isnan(chart.upper).all()


def test_a_blank_month_by_hand():
    """50, blank, 51, 49: the one range of months that follow each other is 2."""
    chart = xmr([50, None, 51, 49])
    assert chart.mean.tolist() == [50] * 4
    np.testing.assert_allclose(chart.upper, 50 + 2.66 * 2)
    assert chart.reason.tolist() == [0, Reason.MISSING, 0, 0]
    assert chart.short.all()
    assert xmr([50, 50, None, 70, 70]).reason.tolist() == [Reason.TOO_FEW_POINTS] * 5
    assert xmr([50, 50, None, 50]).reason.tolist() == [Reason.NO_VARIATION] * 4
    assert xmr([50, None, 51]).reason.tolist() == [Reason.TOO_FEW_POINTS] * 3
    assert xmr([None, None]).reason.tolist() == [Reason.TOO_FEW_POINTS] * 2


def test_no_run_and_no_trend_reaches_across_a_blank():
    calm = [10, 12, 11, 9, 10, 12, 9, 8, 12, 8, 12, 8]
    seven = [13, 13.5, 13, 13.5, 13, 13.5, 13]
    assert (np.abs(xmr([*calm, *seven]).cause[-7:]) == Cause.RUN).all()
    assert not xmr([*calm, *seven[:3], None, *seven[3:-1]]).cause.any()
    rising = [9.0, 9.5, 10, 10.5, 11, 11.5, 12]
    assert (xmr([*calm, *rising]).cause[-7:] == Cause.TREND).all()
    assert not (xmr([*calm, *rising[:4], None, *rising[4:]]).cause == Cause.TREND).any()


@pytest.mark.parametrize(
    ("y", "marked", "before_2023"),
    [
        (A143, {}, {}),
        (B194, {19: Cause.TWO_OF_THREE, 20: Cause.OUTSIDE}, {20: Cause.OUTSIDE}),
        (B153_BEYOND, {19: Cause.OUTSIDE, 20: Cause.OUTSIDE}, {19: Cause.OUTSIDE, 20: Cause.OUTSIDE}),
    ],
)
def test_all_points_beyond_two_sigma_count_in_two_of_three(y, marked, before_2023):
    """Changed by Making Data Count in 2023: a point outside the limits counts as one of the two."""
    for rule, known in zip(TwoOfThree, (marked, before_2023), strict=True):
        chart = xmr(y, two_of_three=rule)
        assert {n + 1: int(c) for n, c in enumerate(chart.cause) if c} == known
        assert chart.method.endswith(rule)


def test_six_points_are_a_trend_only_where_asked_for():
    # The lowest is the ninth; it rises to the fourteenth.
    seven, six = xmr(SIX_RISING), xmr(SIX_RISING, trend_points=6)
    assert Cause.TREND not in seven.cause
    assert np.flatnonzero(six.cause == Cause.TREND).tolist() == [8, 9, 10, 11, 12, 13]
    assert "trend of 7 points" in seven.method
    assert "trend of 6 points" in six.method


def test_nineteen_zeros_and_a_hundred_are_not_constant():
    chart = xmr([0] * 19 + [100])
    assert set(chart.reason) == {0}
    assert chart.cause.tolist() == [-Cause.RUN] * 19 + [Cause.OUTSIDE]
    assert chart.upper[0] == pytest.approx(5 + 2.66 * 100 / 19)


@given(series, st.integers(-50, 50), st.integers(1, 9))
def test_a_mirrored_or_stretched_series_keeps_its_signals(y, shift, scale):
    plain, mirrored, stretched = xmr(y), xmr([-v for v in y]), xmr([v * scale * 4.0 + shift for v in y])
    mean, step = slow_limits(y, True)
    limits = (mean - step, mean + step, mean - step * 2 / 3, mean + step * 2 / 3)
    if min(abs(v - limit) for v in y for limit in limits) > 1e-9:
        assert np.array_equal(np.abs(mirrored.cause) % 2, np.abs(plain.cause) % 2)
        assert np.array_equal(stretched.cause, plain.cause)


def test_many_series_are_each_their_own():
    rng = np.random.default_rng(1)
    many = rng.normal(10, 2, (3, 50, 24)).round()
    together = xmr(many)
    for place in ((0, 0), (1, 20), (2, 49)):
        alone = xmr(many[place])
        assert np.array_equal(together.cause[place], alone.cause)
        np.testing.assert_allclose(together.upper[place], alone.upper)


def test_screening_takes_outlying_ranges_out_and_no_more():
    y = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9]
    assert xmr(y).upper[0] < xmr(y, screen=False).upper[0]
    assert xmr(y).cause[-1] == Cause.OUTSIDE


def test_a_constant_series_has_a_reason_and_no_limits():
    for screen in (True, False):
        chart = xmr([5] * 15, screen)
        assert set(chart.reason) == {Reason.NO_VARIATION}
        assert np.isnan(chart.upper).all()
        assert not chart.cause.any()
        assert np.array_equal(chart.mean, [5] * 15)


def test_short_and_broken_series_say_so():
    assert xmr([5]).reason.tolist() == [Reason.TOO_FEW_POINTS]
    blank = [*np.arange(12.0), None, 3]
    assert not xmr(blank).short.any()
    assert xmr(blank[:-1]).short.all()
    assert xmr(np.arange(12.0)).short.all()
    assert not xmr(np.arange(13.0)).short.any()


def test_rebasing_gives_each_group_its_own_limits():
    y = np.array([10, 12, 11, 9, 10, 12, 30, 31, 29, 30, 32, 30.0])
    chart = xmr(y, rebase=[6])
    for part in (slice(0, 6), slice(6, 12)):
        np.testing.assert_allclose(chart.upper[part], xmr(y[part]).upper)
        assert np.array_equal(chart.cause[part], xmr(y[part]).cause)
    assert xmr(y, rebase=[6, 11]).reason.tolist() == [0] * 11 + [Reason.TOO_FEW_POINTS]


def test_limits_can_be_fixed_on_the_first_points():
    y = np.r_[np.tile([10, 12, 11.0], 4), np.full(4, 30.0)]
    assert xmr(y, fix_after=12).mean[0] == 11
    assert (xmr(y, fix_after=12).cause[-4:] == Cause.OUTSIDE).all()
    late = np.r_[y[:5], np.nan, y[5:]]
    assert xmr(late, fix_after=12).mean[0] == 11


@pytest.mark.parametrize("rebase", [[0], [5], [3, 2], [9], [2, 2], [1.5], ["2"], [None], 2, [[2]]])
def test_rebase_rises_within_the_series(rebase):
    with pytest.raises(ArgumentError, match=r"^rebase: "):
        xmr([1, 2, 3, 4, 5], rebase=rebase)


def test_few_points_fix_no_limits():
    with pytest.raises(ArgumentError, match=r"^fix_after: "):
        xmr(np.arange(20.0), fix_after=11)


def test_variation_reads_the_latest_point():
    calm = [10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 12, 10, 11]
    charts = xmr([[*calm, 40], [*calm, -20], [*calm, 11], [5] * 14])
    assert variation(xmr([*calm, None]), Polarity.NONE) == Variation.UNKNOWN
    words = {polarity: variation(charts, polarity).tolist() for polarity in Polarity}
    last = [Variation.COMMON_CAUSE, Variation.UNKNOWN]
    assert words[Polarity.HIGH_IS_GOOD] == [Variation.IMPROVEMENT, Variation.CONCERN, *last]
    assert words[Polarity.LOW_IS_GOOD] == [Variation.CONCERN, Variation.IMPROVEMENT, *last]
    assert words[Polarity.NONE] == [Variation.HIGH, Variation.LOW, *last]


def test_assurance_holds_the_latest_limits_to_the_target():
    chart = xmr([[10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 12, 10, 11]] * 4)
    targets = [0, 11, 50, np.nan]
    high, low = (assurance(chart, targets, p).tolist() for p in (Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD))
    assert high == [Assurance.MET, Assurance.INCONSISTENT, Assurance.MISSED, Assurance.UNKNOWN]
    assert low == [Assurance.MISSED, Assurance.INCONSISTENT, Assurance.MET, Assurance.UNKNOWN]
    assert set(assurance(chart, 11, Polarity.NONE)) == {Assurance.UNKNOWN}
    assert assurance(xmr([5] * 14), 3, Polarity.HIGH_IS_GOOD) == Assurance.UNKNOWN
    # The limits of a group hold for a blank month too.
    assert assurance(xmr([10, 12, 11, 9, None]), 0, Polarity.HIGH_IS_GOOD) == Assurance.MET


@pytest.mark.parametrize("word", ["up is good", "high", None, 1])
def test_an_unknown_direction_has_no_answer(word):
    chart = xmr([10, 12, 11, 9, 10, 12])
    for answer in (lambda: assurance(chart, 0, word), lambda: variation(chart, word)):
        with pytest.raises(ArgumentError, match=r"^polarity: expected one of"):
            answer()
