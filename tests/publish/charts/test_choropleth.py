"""Maps: quarters by the slow rule, outlines in whole units, letters only where they fit."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.publish.charts.drawn import HERE, figure, outcome, quartiles

from careplace.publish.charts import choropleth


def square(x, y, side=10_000.0):
    return [np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)], dtype=float)]


def region(count=6, values=None, **more):
    """A row of square councils, this place first."""
    codes = [HERE[1], *(f"X{n}" for n in range(1, count))]
    members = [{"code": code, "name": f"Council {code[-1]}"} for code in codes]
    outlines = {code: square(10_000.0 * n, 0) for n, code in enumerate(codes)}
    values = values or [0.1 * n for n in range(1, count + 1)]
    everyone = tuple(figure(v, place=c) for c, v in zip(codes, values, strict=True))
    own = figure(values[0])
    one = outcome([own], everyone=everyone, quartiles=quartiles(0.2, 0.4, 0.5), **more)
    return one, members, outlines


def mapped(**more):
    one, members, outlines = region(**more)
    return choropleth.choropleth(one, members, HERE, outlines)


def test_every_council_has_the_letter_of_its_quarter_and_the_place_is_drawn_last():
    drawn = mapped()
    letters = {area.code: area.letter for area in drawn.areas}
    assert letters == {HERE[1]: "A", "X1": "A", "X2": "B", "X3": "B", "X4": "C", "X5": "D"}
    assert [area.own for area in drawn.areas] == [False] * 5 + [True]


def test_a_council_without_a_value_says_so():
    drawn = mapped(values=[0.1, None, 0.3, 0.4, 0.5, 0.6])
    area = next(a for a in drawn.areas if a.code == "X1")
    assert (area.letter, area.words) == choropleth.UNKNOWN
    assert choropleth.UNKNOWN[0] in [letter for letter, _words, _fill in drawn.bands]


def test_a_council_without_an_outline_is_named():
    one, members, outlines = region()
    del outlines["X3"]
    assert choropleth.choropleth(one, members, HERE, outlines).missing == ("Council 3",)
    assert choropleth.choropleth(one, members, HERE, {}) is None


@given(st.floats(0, 1), st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted))
def test_a_quarter_by_a_slow_rule(value, edges):
    letter, _words = choropleth.band(value, edges)
    lower, middle, upper = edges
    expected = "A" if value <= lower else "B" if value <= middle else "C" if value <= upper else "D"
    assert letter == expected


def walked(path):
    """The corners of one ring's path, step by step."""
    start, steps = re.fullmatch(r"M(-?\d+ -?\d+)l(.*)z", path).groups()
    x, y = map(int, start.split())
    numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
    found = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


POINTS = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), min_size=3, max_size=30, unique=True)


@given(POINTS)
def test_a_path_walks_the_ring(points):
    ring = np.array([*points, points[0]])
    assert walked(choropleth.path(ring)) == [tuple(p) for p in ring.tolist()]


@given(st.floats(-5e5, 5e5), st.floats(-5e5, 5e5), st.floats(10, 6e5), st.floats(10, 6e5))
def test_every_outline_lies_within_the_map_north_up(x, y, wide, tall):
    ring = np.array([(x, y), (x + wide, y), (x + wide, y + tall), (x, y)])
    placed, height = choropleth.fitted({"a": [ring]})
    found = placed["a"][0]
    assert found.min() >= 0
    assert found[:, 0].max() <= choropleth.WIDTH
    assert found[:, 1].max() <= height <= choropleth.TALLEST * choropleth.WIDTH
    assert tuple(found[0]) == tuple(found[-1])


def test_north_is_up_and_shapes_keep_their_proportions():
    placed, _height = choropleth.fitted({"south": square(0, 0), "north": square(0, 40_000.0)})
    south, north = placed["south"][0], placed["north"][0]
    assert north[:, 1].max() < south[:, 1].min()
    assert np.ptp(north[:, 0]) == pytest.approx(np.ptp(north[:, 1]), abs=1)


def test_a_letter_stands_inside_its_area():
    for area in mapped().areas:
        xs, ys = zip(*walked(area.path), strict=True)
        assert min(xs) < area.centre[0] < max(xs)
        assert min(ys) < area.centre[1] < max(ys)


def test_a_sliver_and_a_map_of_many_bear_no_letter():
    one, members, outlines = region()
    outlines["X1"] = square(10_000.0, 0, side=100.0)
    small = next(a for a in choropleth.choropleth(one, members, HERE, outlines).areas if a.code == "X1")
    assert small.centre is None
    many = mapped(count=45, values=[0.1] * 45)
    assert {area.centre for area in many.areas} == {None}


def test_councils_are_named_in_order_of_name_and_never_of_value():
    one, members, _outlines = region(values=[0.9, 0.1, 0.5, 0.2, 0.7, 0.3])
    names = [name for name, _figure, _letter in choropleth.named(one, members, HERE)]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("value", "words"), [(0.1, "lowest quarter"), (0.3, "second quarter"), (0.9, "highest quarter")]
)
def test_headline(value, words):
    one = outcome([figure(value)], quartiles=quartiles(0.2, 0.4, 0.5))
    assert (
        choropleth.headline(one, "Marrowdale")
        == f"Still at home: Marrowdale is in the {words} of the councils with a figure"
    )


def scattering(count=6, side=4_000.0):
    """Small councils far apart, in a land of large ones."""
    one, members, _outlines = region(count)
    outlines = {m["code"]: square(100_000.0 * n, 0, side) for n, m in enumerate(members)}
    land = {f"L{n}": square(90_000.0 * n, 50_000.0, 90_000.0) for n in range(count)}
    return one, members, outlines, land | outlines


def test_scattered_councils_are_drawn_within_the_land_and_each_bears_its_letter():
    one, members, outlines, land = scattering()
    drawn = choropleth.choropleth(one, members, HERE, outlines, land)
    assert drawn.land.count("M") == 6
    assert {a.code for a in drawn.areas} == {m["code"] for m in members}
    for area in drawn.areas:
        xs, ys = zip(*walked(area.path), strict=True)
        assert min(xs) <= area.at[0] <= max(xs)
        assert min(ys) <= area.at[1] <= max(ys)
        assert area.centre is None
        assert all(side >= choropleth.PIN for side in area.pin)
    assert drawn.areas[-1].own


def test_councils_that_adjoin_need_no_land():
    one, members, outlines = region()
    land = {"L": square(0, 50_000.0)} | outlines
    assert choropleth.choropleth(one, members, HERE, outlines, land) == choropleth.choropleth(
        one, members, HERE, outlines
    )


def test_a_nation_is_drawn_of_its_land():
    one, members, outlines = region()
    drawn = choropleth.choropleth(one, members, HERE, {HERE[1]: outlines[HERE[1]]}, outlines)
    assert len(drawn.areas) == len(members)
    assert (drawn.missing, drawn.land) == ((), "")


@pytest.mark.parametrize(
    ("xs", "expected"),
    [
        ([0], True),
        ([0, 1], False),
        ([0, 2], True),
        ([0, 1, 2, 9], False),
        ([0, 1, 4, 6, 8], True),
        ([0, 1, 3, 4], False),
    ],
)
def test_scattered_is_where_no_half_hangs_together(xs, expected):
    drawn = {str(x): square(10_000.0 * x, 0) for x in xs}
    assert choropleth.scattered(drawn) is expected


@example([(0, 0), (0, 0)])
@example([(500, 500)] * 16)
@example([(0, 500)] * 5)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=16))
def test_circles_lie_apart_and_within_the_map(points):
    at = np.array(points, dtype=float)
    found = choropleth.spread(at, 36, 500, 500)
    assert ((found >= 18) & (found <= 482)).all()
    gaps = [np.hypot(*(a - b)) for n, a in enumerate(found) for b in found[:n]]
    # About: 300 rounds bring even 16 circles of one point near enough to read each letter.
    assert min(gaps, default=36) > 24


def test_a_council_that_has_a_new_code_keeps_its_value():
    one, members, outlines = region()
    was = {**members[2], "code": "X2-new"}
    outlines["X2-new"] = outlines.pop("X2")
    members[2] = was
    plain, known = (
        choropleth.choropleth(one, members, HERE, outlines, None, n) for n in ({}, {"X2": "X2-new"})
    )
    letters = [{a.code: a.letter for a in drawn.areas}["X2-new"] for drawn in (plain, known)]
    assert letters == ["–", "B"]
    names = [name for name, _figure, _letter in choropleth.named(one, members, HERE, {"X2": "X2-new"})]
    assert "Council 2" in names
