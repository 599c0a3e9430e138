"""Funnels: limits where chance would put a council of that size."""

import math
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from tests.publish.charts.drawn import ALBION, HERE, councils, figure, outcome

from careplace.publish.charts import funnel

ENGLAND = figure(0.5, place=ALBION.key)
SIZES = [50 * n for n in range(1, 16)]


def drawn(value=0.6, size=100.0, sizes=SIZES, england=ENGLAND, **more):
    others = councils([0.5 + 0.01 * (n % 7 - 3) for n in range(len(sizes))], [float(s) for s in sizes])
    own = figure(value, denominator=size)
    one = outcome([own], everyone=(*others, own), **more)
    return funnel.funnel(one, england)


def slow_side(value, size, average):
    """±1 beyond 95%, ±2 beyond 99.8%, by the score test written out."""
    z = (value - average) / math.sqrt(average * (1 - average) / size)
    beyond = (abs(z) > 1.959963984540054) + (abs(z) > 3.090232306167813)
    return beyond if z > 0 else -beyond


@given(st.integers(5, 95), st.integers(20, 2000))
def test_where_the_place_lies_by_a_slow_rule(percent, size):
    assert drawn(percent / 100, float(size)).position == slow_side(percent / 100, size, 0.5)


def test_a_rate_has_exact_poisson_limits():
    size, average = 20_000.0, 500.0
    expected = average * size / 100_000
    edge = chi2.ppf(0.975, 2 * (expected + 1)) / 2 * 100_000 / size
    england = figure(average, place=ALBION.key, unit="per 100,000")
    more = {"unit": "per 100,000", "limits": "byar", "per": 100_000, "england": england}
    assert drawn(edge + 0.1, size, **more).position == 1
    assert drawn(edge - 0.1, size, **more).position == 0


def corners(area):
    return [tuple(map(int, pair.split())) for pair in area[1:-1].split("L")]


def test_the_funnel_narrows_and_holds_the_nearer_limits_within_the_farther():
    found = drawn(sizes=[50 * n for n in range(10, 40)], size=900.0)
    near, far = corners(found.near), corners(found.far)
    half = len(near) // 2
    widths = [near[-1 - n][1] - near[n][1] for n in range(half)]
    assert widths[0] >= widths[-1]
    assert all(f[1] <= n[1] for n, f in zip(near[:half], far[:half], strict=True))
    assert all(0 <= x <= 1000 for x, _y in near + far)


@given(st.lists(st.integers(1, 10**6), min_size=12, max_size=40), st.integers(0, 100))
def test_every_mark_lies_within_the_chart(sizes, percent):
    found = drawn(percent / 100, float(sizes[0]), sizes)
    for place in (*found.others, found.own):
        assert funnel.LEFT <= place.x <= funnel.RIGHT
        assert funnel.TOP <= place.y <= funnel.BOTTOM
    assert re.fullmatch(r"M(\d+ \d+L?)+Z", found.near)


@pytest.mark.parametrize(
    "changed",
    [{"sizes": SIZES[:5]}, {"england": None}, {"limits": "margin"}, {"limits": "byar"}, {"size": None}],
)
def test_no_funnel_of_what_is_not_counted_or_of_few(changed):
    assert drawn(**changed) is None


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (0, "Marrowdale lies where chance alone would put a council of its size"),
        (1, "Marrowdale lies higher than chance would put a council of its size"),
        (-2, "Marrowdale lies far lower than chance would put a council of its size"),
    ],
)
def test_headline(position, words):
    said = funnel.headline(outcome(), SimpleNamespace(position=position), HERE[0])
    assert said == f"Still at home: {words}"
