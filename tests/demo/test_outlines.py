import json

import numpy as np
import pytest

from careplace.demo import outlines
from careplace.demo.island import positions
from careplace.demo.place_files import AFTER


@pytest.fixture(scope="module")
def written(invented, tmp_path_factory):
    files = outlines.write(invented, tmp_path_factory.mktemp("outlines"))
    return {path.name.split("_")[0]: json.loads(path.read_text(encoding="utf-8")) for path in files}


def area(ring):
    """The shoelace formula."""
    x, y = np.array(ring).T
    return abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def whole(feature):
    return sum(area(polygon[0]) for polygon in feature["geometry"]["coordinates"])


def test_every_council_has_one_outline(invented, written):
    codes = [feature["properties"]["CTYUA23CD"] for feature in written["Counties"]["features"]]
    assert sorted(codes) == sorted(council.code for council in invented.councils(AFTER))


@pytest.mark.parametrize("kind", ["Counties", "Regions", "Integrated"])
def test_areas_of_a_kind_cover_the_island_once(invented, written, kind):
    cells = outlines._cells(invented)
    coast = sum(area(ring) for ring in outlines.rings(cells, range(len(invented.patches))))
    assert sum(map(whole, written[kind]["features"])) == pytest.approx(coast, rel=1e-5)


def test_rings_are_closed_and_have_an_area(written):
    for collection in written.values():
        for feature in collection["features"]:
            for polygon in feature["geometry"]["coordinates"]:
                assert polygon[0][0] == polygon[0][-1]
                assert area(polygon[0]) > 0


def test_a_ring_turns_each_corner_once(written):
    for feature in written["Regions"]["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            corners = [tuple(corner) for corner in polygon[0][1:]]
            assert len(corners) == len(set(corners))


def test_the_island_lies_in_the_sea(written):
    points = np.vstack(
        [polygon[0] for f in written["Counties"]["features"] for polygon in f["geometry"]["coordinates"]]
    )
    assert points[:, 0].min() > 0.3
    assert points[:, 1].min() > 53.9


@pytest.mark.parametrize("count", [1, 2, 16, 300])
def test_neighbours_in_order_are_neighbours_on_the_island(count):
    drawn = np.random.default_rng(count).uniform(size=(count, 2))
    placed = positions(drawn)
    assert placed.shape == (count, 2)
    assert len(np.unique(placed, axis=0)) == count
    if count > 100:
        steps = np.hypot(*np.diff(placed, axis=0).T)
        shuffled = np.hypot(*np.diff(np.random.default_rng(0).permutation(placed), axis=0).T)
        assert steps.mean() < shuffled.mean() / 3
