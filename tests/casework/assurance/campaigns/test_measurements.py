"""What a campaign's measurements may be said to show."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.casework.assurance.campaigns.measurements import (
    Change,
    Finding,
    Series,
    chart,
    finding,
    sentences,
)
from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity

LOW, HIGH = Polarity.LOW_IS_GOOD, Polarity.HIGH_IS_GOOD
BEFORE = (10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 9.0, 10.0, 12.0, 11.0, 9.0)


def series(after, before=BEFORE):
    return Series("Home", (*before, *after), len(before))


def test_a_fall_that_lasts_is_better_where_low_is_good_and_worse_where_high_is():
    fall = series((4.0,) * 8)
    assert finding(fall, LOW).change == Change.BETTER
    assert finding(fall, HIGH).change == Change.WORSE
    assert (finding(fall, LOW).mean_before, finding(fall, LOW).mean_after) == (10.5, 4.0)


def test_months_like_those_before_show_no_clear_difference():
    assert finding(series(BEFORE[:8]), LOW).change == Change.NOT_CLEAR


def test_the_difference_is_given_with_its_limits():
    value, lower, upper = finding(series((6.0, 7.0) * 4), LOW).difference
    assert value == pytest.approx(-4.0)
    assert lower < value < upper < 0


def test_one_month_far_off_is_no_clear_difference():
    assert finding(series((30.0, 10.0, 11.0, 10.0, 11.0, 10.0, 9.0)), LOW).change == Change.NOT_CLEAR


def test_values_that_never_vary_show_nothing():
    flat = finding(series((4.0,) * 8, (4.0,) * 12), LOW)
    assert (flat.change, flat.difference) == (Change.NOT_CLEAR, None)


def test_a_series_in_which_nothing_changed_seldom_gets_a_verdict():
    rng = np.random.default_rng(7)
    verdicts = [finding(Series("Home", tuple(rng.normal(size=24)), 12), LOW).change for _ in range(1000)]
    assert (
        20 <= sum(verdict != Change.NOT_CLEAR for verdict in verdicts) <= 65
    )  # 5 in 100 by design, 4 measured


@pytest.mark.parametrize("known", [0, 1, 11])
def test_eleven_months_before_are_too_few(known):
    found = finding(series((4.0,) * 8, BEFORE[:known]), LOW)
    assert (found.change, found.months_before) == (Change.TOO_FEW_BEFORE, known)


@pytest.mark.parametrize("known", [0, 6])
def test_six_months_after_are_too_few(known):
    found = finding(series((4.0,) * known), LOW)
    assert (found.change, found.months_after) == (Change.TOO_FEW_AFTER, known)


def test_a_month_without_a_value_is_no_zero_and_counts_for_nothing():
    gaps = Series("Home", (*BEFORE[:6], None, *BEFORE[6:], None, *(4.0,) * 8), 13)
    found = finding(gaps, LOW)
    assert (found.change, found.months_before, found.months_after) == (Change.BETTER, 12, 8)
    assert found.mean_after == 4.0


def test_the_limits_come_from_the_months_before_alone():
    quiet, loud = chart(series(BEFORE[:8])), chart(series((100.0,) * 8))
    assert np.array_equal(quiet.upper, loud.upper)
    assert np.array_equal(quiet.mean, loud.mean)


def test_a_measure_without_a_direction_is_refused():
    with pytest.raises(ArgumentError, match="polarity"):
        finding(series((4.0,) * 8), Polarity.NONE)


@pytest.mark.parametrize("start", [-1, 13])
def test_a_start_outside_the_series_is_refused(start):
    with pytest.raises(ArgumentError, match=f"found {start}"):
        Series("Home", BEFORE, start)


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 50), st.floats(-100, 100))
def test_scale_and_origin_do_not_matter_and_the_mirror_swaps_better_and_worse(seed, scale, origin):
    values = np.random.default_rng(seed).normal(0, 1, 24)
    change = finding(Series("Home", tuple(values), 14), LOW).change
    assert finding(Series("Home", tuple(values * scale + origin), 14), LOW).change == change
    swap = {Change.BETTER: Change.WORSE, Change.WORSE: Change.BETTER}
    assert finding(Series("Home", tuple(-values), 14), LOW).change == swap.get(change, change)


def found(change):
    return Finding("Home", change, 12, 8, 10.0, 9.0, (-1.0, -1.5, -0.5))


def test_what_may_be_said_counts_sites_and_never_names_the_campaign_as_the_cause():
    sites = [found(Change.BETTER)] * 3 + [found(Change.NOT_CLEAR), found(Change.TOO_FEW_BEFORE)]
    assert sentences(sites, []) == [
        "Of 4 sites where a change can be tested, 3 became better after the campaign began, 0 became worse, "
        "and 1 showed no clear difference.",
        "1 more have fewer than 12 months before it began.",
        "No site without the campaign was measured, so the data cannot show that the campaign is the cause.",
    ]


def test_sites_without_the_campaign_are_shown_next_to_it():
    assert sentences([found(Change.BETTER)], [found(Change.BETTER), found(Change.NOT_CLEAR)])[-1] == (
        "Of 2 sites without the campaign, 1 became better over the same months. "
        "This comparison alone does not show that the campaign is the cause."
    )


def test_nothing_is_said_of_a_cause_where_nothing_became_better():
    said = sentences([found(Change.WORSE)], [])
    assert len(said) == 1
    assert "cause" not in said[0]


def test_where_nothing_can_be_tested_it_says_so():
    assert sentences([found(Change.TOO_FEW_AFTER)] * 2, []) == [
        "Whether the measure changed cannot be tested at any of 2 sites yet.",
        "2 more have fewer than 7 months since it began.",
    ]
