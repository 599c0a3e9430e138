"""Axes: round, tight, and said in the unit's words."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.charts import axis

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 4))


def slowly_round(step):
    """Whether a step is 1, 2, 2.5 or 5 and noughts, read off its digits."""
    digits = Decimal(repr(step)).normalize().as_tuple().digits
    return digits in ((1,), (2,), (2, 5), (5,))


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.sampled_from(["score", "days", "per 100,000"]))
def test_an_axis_is_round_and_holds_every_value(values, unit):
    scale = axis.fitted(values, unit, 200.0, 10.0)
    assert slowly_round(scale.step)
    assert scale.start <= min(values) + 1e-6
    assert scale.end >= max(values) - 1e-6
    assert 2 <= len(scale.ticks) <= axis.MOST + 1
    assert all(10 <= scale.at(value) <= 200 for value in values)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_axis_of_shares_stays_within_all_and_nothing(shares):
    scale = axis.fitted(shares, "share", 0.0, 100.0)
    assert 0 <= scale.start < scale.end <= 1.0000001 or max(shares) - min(shares) < 1e-9
    assert all(tick.words.endswith("%") for tick in scale.ticks)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_ticks_rise_evenly_and_no_two_read_the_same(values):
    ticks = axis.fitted(values, "score", 0.0, 100.0).ticks
    assert len({tick.words for tick in ticks}) == len(ticks)
    gaps = [after.at - before.at for before, after in pairwise(ticks)]
    assert all(gap == pytest.approx(gaps[0], abs=0.02) for gap in gaps)


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_what_an_axis_states_is_read_back_as_itself(values):
    scale = axis.fitted(values, "per 100,000 adults a day", 200.0, 10.0)
    assert axis.stated(scale.stated) == scale


@pytest.mark.parametrize(
    ("unit", "step", "value", "words"),
    [
        ("share", 0.1, 0.7, "70%"),
        ("share", 0.025, 0.725, "72.5%"),
        ("score", 0.5, 19.5, "19.5"),
        ("per 100,000", 500.0, 1500.0, "1,500"),
        ("points", 5.0, -5.0, "\N{MINUS SIGN}5"),
        ("days", 1.0, 0.0, "0"),
    ],
)
def test_words_of_a_tick(unit, step, value, words):
    assert axis.Scale(unit, 0.0, 1.0, step, 0.0, 100.0).words(value) == words


def test_counts_have_whole_steps():
    assert axis.fitted([1.0, 3.0], "patients", 0.0, 100.0, decimals=0).step == 1


@pytest.mark.parametrize(
    "text", ["", "0 1 0.1 0 100", "0 1 0.3 0 100 share", "0.05 1 0.1 0 100 share", "0 1 0 0 100 share",
             "1 0 0.1 0 100 share", "0 1 -0.1 0 100 share", "a b c d e share"],
)  # fmt: skip
def test_an_axis_that_is_not_round_is_none(text):
    with pytest.raises(ValueError):
        axis.stated(text)


YEARS = st.lists(st.integers(2005, 2030), min_size=1, max_size=20, unique=True)
MONTHS = st.lists(
    st.tuples(st.integers(2010, 2026), st.integers(1, 12)), min_size=1, max_size=110, unique=True
)
PERIODS = st.one_of(
    YEARS.map(lambda years: ("financial year", [f"{y}-{(y + 1) % 100:02d}" for y in years])),
    MONTHS.map(lambda months: ("month", [f"{y}-{m:02d}" for y, m in months])),
)


@given(PERIODS)
def test_periods_stand_in_order_within_the_chart_and_their_words_apart(drawn):
    kind, periods = drawn
    times = axis.times(periods, kind)
    places = [times.at(period) for period in times.periods]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    labels = times.labels
    assert labels[0].period == times.periods[0]
    assert labels[-1].period == times.periods[-1]
    assert all(label.always for label in (labels[0], labels[-1]))
    assert sum(label.always for label in labels) <= 3
    for before, after in pairwise(labels):
        assert after.at - before.at >= min(axis.FEWEST_APART, 94) or len(times.periods) == 2


@pytest.mark.parametrize(
    ("period", "kind", "words"),
    [
        ("2019-03", "month", "Mar 2019"),
        ("2025-08-31", "day", "31 Aug 2025"),
        ("2019-20", "financial year", "2019-20"),
        ("2021", "year", "2021"),
    ],
)
def test_a_period_in_brief(period, kind, words):
    assert axis.brief(period, kind) == words
