"""Locations near a point: known distances, the edge of the circle, and those whose place is not known."""

import pytest

from careplace.engine import Engine
from careplace.measures.providers.near import ANYWHERE, near_point

COVENTRY, LONDON = (52.4081, -1.5106), (51.5074, -0.1278)
LOCATIONS = (("home", *COVENTRY), ("city", *LONDON), ("north", 53.4081, -1.5106), ("unknown", None, None))


@pytest.fixture
def engine():
    with Engine(memory="64MB", threads=1) as engine:
        engine.connection.execute(
            "create table current_location (location_id text, latitude double, longitude double)"
        )
        engine.connection.executemany("insert into current_location values (?, ?, ?)", LOCATIONS)
        yield engine


def near(engine: Engine, kilometres: float) -> dict[str, float]:
    near_point(engine, *COVENTRY, kilometres)
    return {row["location_id"]: row["kilometres"] for row in engine.rows("select * from near_location")}


def test_distances_are_those_of_a_sphere(engine):
    distances = near(engine, ANYWHERE)
    assert distances["home"] == 0
    # A degree of latitude is 111.19 km; London is 138 km from Coventry.
    assert distances["north"] == pytest.approx(111.19, abs=0.01)
    assert distances["city"] == pytest.approx(138, abs=1)


@pytest.mark.parametrize(
    ("kilometres", "ids"), [(1, {"home"}), (112, {"home", "north"}), (139, {"home", "north", "city"})]
)
def test_only_what_is_within_the_distance_is_there_and_nothing_without_a_place(engine, kilometres, ids):
    assert set(near(engine, kilometres)) == ids


def test_a_second_point_replaces_the_first(engine):
    near(engine, 1)
    near_point(engine, *LONDON, 1)
    assert [row["location_id"] for row in engine.rows("select * from near_location")] == ["city"]
