"""The map of numbered pins: everything within it, nothing on top of anything, and shapes cut at its edge."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.charts.pins import MILE, PIN, SHORTEST, WIDTH, clipped, pin_map

CENTRE = np.array([100_000.0, 200_000.0])
SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=float)
metres = st.floats(-8_000, 8_000).map(lambda value: round(value, 1))
points = st.lists(st.tuples(metres, metres), min_size=1, max_size=25)


def drawn(offsets, radius=8_047.0, outlines=(), towns=()):
    numbered = {n: CENTRE + offset for n, offset in enumerate(offsets, 1)}
    return pin_map(outlines, CENTRE, radius, numbered, [(name, CENTRE + at) for name, at in towns])


def area(ring: np.ndarray) -> float:
    x, y = ring.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


@given(points)
def test_every_pin_is_on_the_map_and_beside_no_other(offsets):
    pins = drawn(offsets).pins
    assert [pin.number for pin in pins] == list(range(1, len(offsets) + 1))
    for pin in pins:
        assert PIN <= pin.x <= WIDTH - PIN
        assert PIN <= pin.y <= WIDTH - PIN
    apart = [np.hypot(a.x - b.x, a.y - b.y) for n, a in enumerate(pins) for b in pins[:n]]
    assert all(gap >= 2 * PIN - 4 for gap in apart)


@given(points)
def test_the_points_themselves_are_on_the_map_where_they_are(offsets):
    picture = drawn(offsets, radius=12_000.0)
    per_metre = picture.scale / (picture.miles * MILE)
    for pin, (east, north) in zip(picture.pins, offsets, strict=True):
        assert pin.at_x == pytest.approx(WIDTH / 2 + east * per_metre, abs=3)
        assert pin.at_y == pytest.approx(WIDTH / 2 - north * per_metre, abs=3)


def test_it_reaches_no_further_than_the_furthest_point_where_all_are_near():
    near, far = drawn([(300, 0), (0, 500)]), drawn([(300, 0), (0, 7_000)])
    assert near.circle is None
    assert far.circle is not None
    assert near.scale > far.scale


@given(st.floats(100, 40_000))
def test_the_bar_of_scale_is_long_enough_to_see(radius):
    picture = drawn([(radius, 0)], radius=radius)
    assert picture.scale >= min(SHORTEST, picture.scale)
    assert picture.miles in (1, 2, 5)


def test_north_is_up_and_east_to_the_right():
    (pin,) = drawn([(4_000, 4_000)]).pins
    assert pin.at_x > WIDTH / 2 > pin.at_y


def test_land_is_cut_at_the_edge_and_what_is_beyond_is_left_out():
    here, beyond = CENTRE + SQUARE * 100_000, CENTRE + np.array([500_000, 0]) + SQUARE
    (path,) = drawn([(0, 0)], outlines=[[here], [beyond]]).land
    assert path.startswith("M")
    assert all(abs(int(number)) <= WIDTH + 10 for number in re.findall(r"-?\d+", path))


def test_names_of_towns_do_not_overlap_and_stay_on_the_map():
    towns = [
        ("Grantham", (0, 0)),
        ("Gonerby", (50, 10)),
        ("Elsewhere", (90_000, 0)),
        ("Sleaford", (5_000, 5_000)),
    ]
    labels = drawn([(7_000, 0)], towns=towns).labels
    assert [label.name for label in labels] == ["Grantham", "Sleaford"]


@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=3, max_size=8, unique=True))
def test_a_convex_ring_is_cut_as_counting_says(corners):
    """The part of a convex polygon in a square, compared with a fine grid of points counted one by one."""
    middle = np.mean(corners, axis=0)
    ring = np.array(
        sorted(corners, key=lambda point: np.arctan2(point[1] - middle[1], point[0] - middle[0])), float
    )
    edges = np.roll(ring, -1, axis=0) - ring
    after = np.roll(edges, -1, axis=0)
    if (edges[:, 0] * after[:, 1] - edges[:, 1] * after[:, 0] <= 0).any():
        return
    part = clipped(ring, -10, 10)
    grid = np.stack(np.meshgrid(np.arange(-9.75, 10, 0.5), np.arange(-9.75, 10, 0.5)), -1).reshape(-1, 2)
    inside = np.ones(len(grid), bool)
    for corner, edge in zip(ring, edges, strict=True):
        inside &= edge[0] * (grid[:, 1] - corner[1]) - edge[1] * (grid[:, 0] - corner[0]) >= 0
    assert (area(part) if len(part) else 0) == pytest.approx(inside.sum() * 0.25, abs=12)


def test_a_map_without_services_or_outlines_is_a_map():
    picture = drawn([])
    assert (picture.pins, picture.land, picture.labels) == ((), (), ())
