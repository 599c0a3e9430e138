"""Outlines: the projection against its own definition, a grid that keeps neighbours together, and the way back."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.places.outlines import outlines, projected, rings, simplified, text

SQUARE = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
POINTS = st.lists(st.tuples(st.integers(-900, 900), st.integers(-900, 900)), min_size=1, max_size=12)


def area(ring) -> float:
    """Twice the signed area, one corner after another."""
    return sum(
        x * ring[(i + 1) % len(ring)][1] - ring[(i + 1) % len(ring)][0] * y for i, (x, y) in enumerate(ring)
    )


def rounded(value: float, grid: int) -> int:
    """To the nearest step of the grid, halves to the even one, as NumPy rounds."""
    return round(value / grid) * grid


def plain(longitude: float, latitude: float) -> tuple[float, float]:
    """The sphere's transverse Mercator as Snyder prints it: B = cos φ sin(λ - λ0)."""
    east, north = math.radians(longitude + 2), math.radians(latitude)
    b = math.cos(north) * math.sin(east)
    x = 0.5 * 6_371_000 * math.log((1 + b) / (1 - b))
    y = 6_371_000 * (math.atan2(math.tan(north), math.cos(east)) - math.radians(49))
    return x, y


@given(st.floats(-7, 3), st.floats(49.5, 56))
def test_the_projection_is_as_it_is_printed(longitude, latitude):
    (found,) = projected(np.array([longitude]), np.array([latitude]))
    assert found == pytest.approx(plain(longitude, latitude), abs=0.01)


def test_north_is_up_and_a_degree_of_latitude_is_111_km():
    south, north = projected(np.array([-2.0, -2.0]), np.array([51.0, 52.0]))
    assert south[0] == north[0] == 0
    assert north[1] - south[1] == pytest.approx(111_195, abs=1)


def test_a_square_stays_a_square():
    assert simplified(np.array(SQUARE)).tolist() == [list(corner) for corner in SQUARE]


@pytest.mark.parametrize(
    ("extra", "at"),
    [
        pytest.param((500, 0), 1, id="on a straight line"),
        pytest.param((1000, 1000), 2, id="twice"),
        pytest.param((1030, 20), 2, id="near a corner"),
        pytest.param((1000, -300), 2, id="the tip of a spike"),
    ],
)
def test_points_that_do_not_show_are_left_out(extra, at):
    ring = SQUARE.copy()
    ring.insert(at, extra)
    assert sorted(map(tuple, simplified(np.array(ring)).tolist())) == sorted(SQUARE)


def test_a_ring_without_area_on_the_grid_is_empty():
    assert simplified(np.array([(0, 0), (30, 0), (30, 30)])).shape == (0, 2)
    assert simplified(np.array([(0, 0), (900, 0), (400, 0)])).shape == (0, 2)


@given(POINTS)
def test_a_ring_keeps_the_area_that_its_points_have_on_the_grid(ring):
    found = simplified(np.array(ring)).tolist()
    assert area(found) == area([(rounded(x, 100), rounded(y, 100)) for x, y in ring])


@given(POINTS)
def test_no_point_is_made_up_and_none_is_left_to_drop(ring):
    found = simplified(np.array(ring))
    assert set(map(tuple, found.tolist())) <= {(rounded(x, 100), rounded(y, 100)) for x, y in ring}
    assert simplified(found).tolist() == found.tolist()


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 5000)), min_size=2, max_size=15))
def test_neighbours_have_their_border_in_common(border):
    """Two areas on either side of one border: the area of both together is that of the whole."""
    border = [(x, y) for x, y in sorted(border, key=lambda point: point[1])]
    west = [(-5000, 0), *border, (-5000, 5000)]
    east = [(5000, 5000), *reversed(border), (5000, 0)]
    whole = [(-5000, 0), border[0], (5000, 0), (5000, 5000), border[-1], (-5000, 5000)]
    parts = [area(simplified(np.array(ring)).tolist()) for ring in (west, east, whole)]
    assert parts[0] + parts[1] == parts[2]


def test_text_and_back():
    hole = np.array([(200, 200), (400, 200), (400, 400)])
    outline = text([[np.array(SQUARE), hole], [np.array(SQUARE) + 5000]])
    assert outline.startswith("MULTIPOLYGON (((0 0, 1000 0, 1000 1000, 0 1000, 0 0), (200 200, ")
    found = rings(outline)
    assert [len(ring) for ring in found] == [5, 4, 5]
    assert found[0].dtype == float
    assert found[1].tolist() == [*hole.tolist(), hole[0].tolist()]


@pytest.fixture
def table():
    square, larger = text([[np.array(SQUARE)]]), text([[np.array(SQUARE) * 2]])
    return pa.table(
        {"code": ["E2", "E1", "E1"], "year": [2023, 2025, 2023], "outline": [square, larger, square]}
    )


def test_outlines_are_the_newest_in_the_order_asked(table):
    found = outlines(table, ["E1", "E9", "E2"])
    assert list(found) == ["E1", "E2"]
    assert found["E1"][0].max() == 2000


def test_a_wider_grid_draws_less_but_loses_no_area(table):
    corners = {(0, 0), (2000, 0), (2000, 2000), (0, 2000)}
    assert set(map(tuple, outlines(table, ["E1"], grid=2000)["E1"][0].tolist())) == corners
    assert len(outlines(table, ["E2"], grid=50_000)["E2"][0]) == 5
