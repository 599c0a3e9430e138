"""The region of no clear difference, against the verdict of one place at a time."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import Figure
from careplace.measures.outcomes.comparison import Pair, differences
from careplace.measures.outcomes.funnel import has_region, region, side_in_region
from careplace.measures.verdicts import side
from careplace.statistics.funnel import rate_limits, share_limits
from careplace.statistics.proportions import proportion
from careplace.statistics.rates import rate

LEVELS = (0.95, 0.998)
NAMES = ("lower95", "upper95"), ("lower998", "upper998")
SHARE = SimpleNamespace(limits="wilson", per=None, unit="share", polarity="none", combine="sum")
RATE = SimpleNamespace(
    limits="byar", per=100_000, people=100_000, unit="per 100,000", polarity="none", combine="sum"
)


def figure(measure, count, size):
    known = proportion(count, size, LEVELS) if measure is SHARE else rate(count, size, measure.per, LEVELS)
    made = Figure("m", "Y", "2024-25", "all", float(known.value), unit=measure.unit, denominator=float(size))
    limits = {}
    for n, names in enumerate(NAMES):
        limits |= dict(zip(names, (float(known.lower[n]), float(known.upper[n])), strict=True))
    return replace(made, **limits)


def verdict(measure, mine, nation):
    return side(differences([Pair(measure, mine, nation, inside=True)])[0])


counted_share = st.integers(10, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counted_rate = st.tuples(st.integers(0, 400), st.integers(5000, 2_000_000))
nation_share = st.integers(1000, 10**6).flatmap(lambda n: st.tuples(st.integers(n // 50, n), st.just(n)))
nation_rate = st.tuples(st.integers(200, 10**5), st.integers(10**6, 4 * 10**7))


@given(
    st.one_of(
        st.tuples(st.just(SHARE), counted_share, nation_share),
        st.tuples(st.just(RATE), counted_rate, nation_rate),
    )
)
def test_a_value_is_outside_exactly_where_its_difference_is_called(drawn):
    measure, mine, theirs = drawn
    place, nation = figure(measure, *mine), figure(measure, *theirs)
    lower, upper = (edge[:, 0] for edge in region(measure, nation, np.array([place.denominator])))
    near = 1e-3 * np.maximum(abs(upper - nation.value), abs(lower - nation.value)) + 1e-12
    if (np.minimum(abs(place.value - lower), abs(place.value - upper)) > near).all():
        drawn_side = (place.value > upper).sum() - (place.value < lower).sum()
        assert drawn_side == verdict(measure, place, nation)
    exact = side_in_region(measure, nation, [place.value], [place.denominator])
    assert exact.tolist() == [verdict(measure, place, nation)]


@given(nation_rate, st.integers(5000, 10**6))
def test_a_rate_far_over_the_search_is_different(theirs, people):
    """The search for the upper edge begins beyond it, so that it cannot stop short."""
    nation = figure(RATE, *theirs)
    _, upper = region(RATE, nation, np.array([people]))
    above = np.repeat(upper[1] * 1.001 + 1e-9, 2)
    assert (side_in_region(RATE, nation, above, np.array([people, people])) == 2).all()


def test_around_a_large_nation_the_region_is_the_published_funnel():
    """With no error of the nation's own, Wilson's intervals give the score test and exact ones the Poisson limits."""
    sizes = np.array([50, 200, 1000, 4000])
    nation = figure(SHARE, 8 * 10**12, 10**13)
    lower, upper = region(SHARE, nation, sizes)
    known = share_limits(nation.value, sizes)
    np.testing.assert_allclose(lower, known.lower, atol=1e-4)
    np.testing.assert_allclose(upper, known.upper, atol=1e-4)
    people = np.array([50_000, 200_000, 1_000_000])
    nation = figure(RATE, 17 * 10**8, 10**13)
    lower, upper = region(RATE, nation, people)
    known = rate_limits(nation.value, people)
    # Byar's limits from 10 events differ a little from the exact ones.
    np.testing.assert_allclose(lower, known.lower, rtol=0.01)
    np.testing.assert_allclose(upper, known.upper, rtol=0.01)


def test_regions_narrow_with_size_and_hold_the_nations_value():
    nation = figure(RATE, 6000, 35_000_000)
    lower, upper = region(RATE, nation, np.geomspace(10_000, 10**6, 20))
    assert (np.diff(upper - lower, axis=1) < 0).all()
    assert (lower <= nation.value).all()
    assert (upper >= nation.value).all()
    assert (lower[1] <= lower[0]).all()
    assert (upper[1] >= upper[0]).all()


@pytest.mark.parametrize(
    ("measure", "nation"),
    [
        (SimpleNamespace(limits="margin", per=None), figure(SHARE, 5, 10)),
        (SimpleNamespace(limits="byar", per=None), figure(SHARE, 5, 10)),
        (SHARE, None),
        (SHARE, Figure("m", "Y", "2024-25", "all", 0.5)),
        (SHARE, Figure("m", "Y", "2024-25", "all", None, status="missing")),
    ],
)
def test_no_region_without_limits_of_counting_or_a_nation_with_limits(measure, nation):
    assert not has_region(measure, nation)
    assert has_region(SHARE, figure(SHARE, 5, 10))
