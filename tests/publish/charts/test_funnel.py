"""Funnels: the region of no clear difference from England, and marks whose side is the verdict of the tables."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import ALBION, HERE, councils, figure, outcome

from careplace.measures.outcomes.comparison import Pair, differences
from careplace.measures.verdicts import side
from careplace.publish.charts import funnel
from careplace.statistics.proportions import proportion
from careplace.statistics.rates import rate

LEVELS = (0.95, 0.998)
SIZES = [50 * n for n in range(1, 16)]
RATE = {"unit": "per 100,000", "limits": "byar", "per": 100_000}


def counted(hits, out_of, place=HERE[1], **more):
    """A share of counts with Wilson's limits."""
    return _limited(proportion(hits, out_of, LEVELS), out_of, place, **more)


def of_people(events, people, place=HERE[1]):
    """A rate of events with Byar's limits."""
    return _limited(rate(events, people, 100_000, LEVELS), people, place, unit="per 100,000")


def _limited(found, out_of, place, **more):
    names = ("lower95", "lower998"), ("upper95", "upper998")
    limits = {
        n: float(v)
        for ns, vs in zip(names, (found.lower, found.upper), strict=True)
        for n, v in zip(ns, vs, strict=True)
    }
    return figure(float(found.value), place=place, denominator=float(out_of), **limits, **more)


ENGLAND = counted(25_000, 50_000, ALBION.key)


def drawn(own=None, sizes=SIZES, england=ENGLAND, **more):
    own = counted(60, 100) if own is None else own
    others = councils([0.5 + 0.01 * (n % 7 - 3) for n in range(len(sizes))], [float(s) for s in sizes])
    one = outcome([own], everyone=(*others, own), **more)
    (apart,) = differences([Pair(one.measure, own, england, inside=True)]) if england else (None,)
    return funnel.funnel(one, england, {own.place: apart})


def judged(own, england, **more):
    return side(differences([Pair(outcome(**more).measure, own, england, inside=True)])[0])


@given(st.integers(20, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_on_the_side_of_its_verdict(part):
    own = counted(*part)
    found = drawn(own)
    assert found.position == found.own.side == judged(own, ENGLAND)
    assert not found.own.astray


@given(st.integers(0, 200), st.integers(20_000, 2_000_000))
def test_a_rate_is_on_the_side_of_its_verdict(events, people):
    own, england = of_people(events, people), of_people(6000, 35_000_000, ALBION.key)
    found = drawn(own, england=england, **RATE)
    assert found.position == judged(own, england, **RATE)
    assert not found.own.astray


@given(st.integers(0, 200), st.integers(20_000, 2_000_000))
def test_a_mark_is_drawn_inside_the_shade_exactly_where_no_difference_is_called(events, people):
    """Read off the drawn path, as an eye would."""
    own, england = of_people(events, people), of_people(6000, 35_000_000, ALBION.key)
    found = drawn(own, sizes=[people // 2] * 12, england=england, **RATE)
    for path, level in ((found.near, 1), (found.far, 2)):
        top, foot = edges_at(path, 10 * found.own.x)
        if min(abs(found.own.y - top), abs(found.own.y - foot)) > 0.6:
            assert (top < found.own.y < foot) == (abs(found.position) < level)


def edges_at(path, x):
    """Pixels down of the upper and of the lower edge at x, along straight lines between corners."""
    points = corners(path)
    half = len(points) // 2
    return [_between(side, x) for side in (points[:half], points[half:][::-1])]


def _between(side, x):
    (x1, y1), (x2, y2) = next((a, b) for a, b in pairwise(side) if a[0] <= x <= b[0])
    return y1 if x2 == x1 else y1 + (y2 - y1) * (x - x1) / (x2 - x1)


def test_a_published_value_that_is_not_its_counts_is_called_by_the_verdict_and_marked():
    # Ealing 2023-24: 93.2% as published, 330 of 350 with counts rounded to 5, which is 94.3%.
    england = counted(91_200, 100_000, ALBION.key)
    own = counted(330, 350)
    own = figure(0.925, denominator=350.0, lower95=own.lower95, upper95=own.upper95, lower998=own.lower998,
                 upper998=own.upper998)  # fmt: skip
    found = drawn(own, england=england)
    assert found.position == judged(own, england) == 1
    assert found.own.astray
    assert found.astray == 1


def test_councils_that_are_not_compared_are_not_drawn():
    others = (
        *councils([0.5] * 12, [100.0] * 12),
        figure(0.9, place="X91", denominator=90.0, status="not comparable"),
        figure(0.9, place="X92", denominator=90.0, version="2023-24"),
    )
    one = outcome([], everyone=others)
    found = funnel.funnel(one, ENGLAND, {})
    assert {p.figure.place for p in found.others} == {f"X{n}" for n in range(1, 13)}
    assert found.omitted == 2


def test_a_council_without_a_verdict_is_drawn_as_not_compared():
    one = outcome([], everyone=councils([0.5] * 12, [5.0] * 12))
    found = funnel.funnel(one, ENGLAND, {})
    assert found.uncompared == 12
    assert found.astray == 0


def corners(area):
    return [tuple(map(float, pair.split())) for pair in area[1:-1].split("L")]


def test_the_funnel_narrows_and_holds_the_nearer_limits_within_the_farther():
    found = drawn(counted(540, 900), sizes=[50 * n for n in range(10, 40)])
    near, far = corners(found.near), corners(found.far)
    half = len(near) // 2
    widths = [near[-1 - n][1] - near[n][1] for n in range(half)]
    assert widths[0] >= widths[-1]
    assert all(f[1] <= n[1] for n, f in zip(near[:half], far[:half], strict=True))
    assert all(0 <= x <= 1000 for x, _y in near + far)


@given(st.lists(st.integers(10, 10**6), min_size=12, max_size=40), st.integers(0, 100))
def test_every_mark_lies_within_the_chart(sizes, percent):
    found = drawn(counted(percent, 100), sizes)
    for place in (*found.others, found.own):
        assert funnel.LEFT <= place.x <= funnel.RIGHT
        assert funnel.TOP <= place.y <= funnel.BOTTOM
    assert re.fullmatch(r"M([\d.]+ [\d.]+L?)+Z", found.near)


@pytest.mark.parametrize(
    "changed",
    [
        {"sizes": SIZES[:5]},
        {"england": None},
        {"england": figure(0.5, place=ALBION.key)},
        {"limits": "margin"},
        {"limits": "byar"},
        {"own": figure(0.6)},
        {"own": counted(6, 9)},
        {"own": counted(60, 100, version="2023-24")},
    ],
)
def test_no_funnel_where_nothing_is_counted_or_compared_or_councils_are_few(changed):
    assert drawn(**changed) is None


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (0, "Marrowdale shows no clear difference from England for a council of its size"),
        (1, "Marrowdale is higher than England by more than expected by chance for its size"),
        (-2, "Marrowdale is lower than England by much more than expected by chance for its size"),
    ],
)
def test_headline(position, words):
    said = funnel.headline(outcome(), SimpleNamespace(position=position), HERE[0])
    assert said == f"Still at home: {words}"


def test_a_place_without_a_nation_to_compare_with_has_no_funnel():
    own = counted(80, 100)
    assert funnel.of_place(outcome([own]), []) is None
    region = SimpleNamespace(key="X12000001", name="Northmarch", kind="region", members=[])
    assert funnel.of_place(outcome([own]), [region]) is None
    assert funnel.of_place(outcome([]), [ALBION]) is None
