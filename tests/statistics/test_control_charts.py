"""XmR charts, against the four rules written out point by point."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import Assurance, Cause, Variation, assurance, variation, xmr
from careplace.statistics.estimates import Reason

series = st.lists(st.integers(0, 12), min_size=2, max_size=40)


def slow_limits(y: list[float], screen: bool) -> tuple[float, float]:
    ranges = [abs(b - a) for a, b in pairwise(y)]
    moving = sum(ranges) / len(ranges)
    if screen:
        kept = [r for r in ranges if r < 3.267 * moving]
        moving = sum(kept) / len(kept) if kept else 0
    return sum(y) / len(y), 2.66 * moving


def slow_causes(y: list[float], screen: bool) -> list[int]:
    mean, step = slow_limits(y, screen)
    causes = [0] * len(y)
    if step == 0:
        return causes
    side = [0 if abs(v - mean) < 1e-9 else (1 if v > mean else -1) for v in y]
    near = [s if step * 2 / 3 < abs(v - mean) <= step else 0 for v, s in zip(y, side, strict=True)]
    for sign in (1, -1):
        for i in range(len(y) - 6):
            if all(side[j] == sign for j in range(i, i + 7)):
                causes[i : i + 7] = [sign * Cause.RUN] * 7
    for sign in (1, -1):
        for i in range(len(y) - 2):
            window = range(i, i + 3)
            if all(side[j] == sign for j in window) and sum(near[j] == sign for j in window) >= 2:
                for j in window:
                    causes[j] = sign * Cause.TWO_OF_THREE if near[j] == sign else causes[j]
    for sign in (1, -1):
        for i in range(len(y) - 6):
            if all((y[j + 1] - y[j]) * sign > 0 for j in range(i, i + 6)):
                causes[i : i + 7] = [sign * Cause.TREND] * 7
    return [side[i] * Cause.OUTSIDE if abs(v - mean) > step else causes[i] for i, v in enumerate(y)]


@given(series, st.booleans())
def test_points_break_the_rules_written_out(y, screen):
    chart = xmr(y, screen)
    mean, step = slow_limits(y, screen)
    assert chart.mean == pytest.approx(mean)
    # A point that lies on a limit to the last bit may fall to either side of it in the two sums.
    limits = (mean - step, mean + step, mean - step * 2 / 3, mean + step * 2 / 3)
    if min(abs(v - limit) for v in y for limit in limits) > 1e-9:
        assert chart.cause.tolist() == slow_causes(y, screen)


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
    assert xmr([5, 7, np.nan, 6]).reason.tolist() == [Reason.MISSING] * 4
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


@pytest.mark.parametrize("rebase", [[0], [5], [3, 2], [9]])
def test_rebase_rises_within_the_series(rebase):
    with pytest.raises(ArgumentError, match=r"^rebase: "):
        xmr([1, 2, 3, 4, 5], rebase=rebase)


def test_few_points_fix_no_limits():
    with pytest.raises(ArgumentError, match=r"^fix_after: "):
        xmr(np.arange(20.0), fix_after=11)


def test_variation_reads_the_latest_point():
    calm = [10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 12, 10, 11]
    charts = xmr([[*calm, 40], [*calm, -20], [*calm, 11], [5] * 14])
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
