"""Beds nearby from an edition, against a slow oracle: every open location of the kind, by the same formula in Python."""

from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from careplace.casework import edition_reader
from careplace.casework.assurance.contingency.nearby import nearby
from careplace.casework.edition_reader import cursor_of

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def home(demo_home) -> Path:
    yield demo_home
    edition_reader.forget()


def rows(home: Path, query: str, parameters: list | None = None) -> list[dict]:
    with cursor_of(home) as cursor:
        return cursor.rows(query, parameters)


def kilometres(a: dict, b: dict) -> float:
    lat, long = radians(b["latitude"] - a["latitude"]) / 2, radians(b["longitude"] - a["longitude"]) / 2
    across = cos(radians(a["latitude"])) * cos(radians(b["latitude"])) * sin(long) ** 2
    return 2 * 6371 * asin(sqrt(sin(lat) ** 2 + across))


def has_nursing(row: dict) -> bool:
    return "nursing" in (row["services"] or "").lower()


def slow(everything: list[dict], point: dict) -> list[tuple[str, float]]:
    """(location, distance) of every open location of the kind of one, the nearest first."""
    same = [
        row
        for row in everything
        if row["location_id"] != point["location_id"]
        and row["latitude"] is not None
        and row["ended_on"] is None
        and not row["dormant"]
        and row["counted"]
        and row["category"] == point["category"]
        and bool(row["care_home"]) == bool(point["care_home"])
        and (has_nursing(row) or not has_nursing(point))
    ]
    return sorted(
        ((row["location_id"], kilometres(point, row)) for row in same), key=lambda pair: (pair[1], pair[0])
    )


def test_the_nearest_of_the_kind_are_those_of_the_slow_oracle(home):
    everything = rows(home, "select * from current_location order by location_id")
    homes = [row for row in everything if row["care_home"] and row["latitude"] is not None]
    points = [
        *homes[:3],
        next(row for row in homes if has_nursing(row)),
        next(r for r in everything if not r["care_home"]),
    ]
    for point in points:
        expected = slow(everything, point)[:8]
        actual = nearby(home, point["location_id"], TODAY, 8).locations
        assert [location.location_id for location in actual] == [id for id, _distance in expected]
        for location, (_id, distance) in zip(actual, expected, strict=True):
            assert location.kilometres == pytest.approx(distance)


def test_each_has_its_latest_rating_with_its_age(home):
    (point, *_) = rows(
        home, "select location_id from current_location where care_home and latitude is not null order by 1"
    )
    locations = nearby(home, point["location_id"], TODAY, 20).locations
    ratings = {row["location_id"]: row for row in rows(home, "select * from latest_rating")}
    assert any(location.rating for location in locations)
    for location in locations:
        rating = ratings[location.location_id]
        assert (location.rating, location.rated_on) == (rating["overall"], rating["published_on"])
        if location.rated_on:
            assert location.age == pytest.approx((TODAY - location.rated_on).days / 365.25)


def test_a_closed_location_is_not_near(home):
    closed = {
        row["location_id"]
        for row in rows(home, "select location_id from latest_rating where ended_on is not null")
    }
    (point, *_) = rows(
        home, "select location_id from current_location where care_home and latitude is not null order by 1"
    )
    locations = nearby(home, point["location_id"], TODAY, 10_000).locations
    assert len(locations) > 20
    assert not closed & {location.location_id for location in locations}


@pytest.mark.parametrize(
    ("id", "reason"),
    [("", "has no CQC location"), ("1-none", "does not say where this location is")],
)
def test_what_cannot_be_shown_has_its_reason(home, id, reason):
    assert reason in nearby(home, id, TODAY).reason


def test_without_an_edition_there_is_a_reason_too(tmp_path):
    assert "No edition of the published data" in nearby(tmp_path, "1-1", TODAY).reason
