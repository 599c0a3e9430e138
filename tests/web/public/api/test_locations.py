"""Locations: a register's list against a slow reading of it, and one location through time."""

import pyarrow.parquet as pq
import pytest
from tests.web import register_states

from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS, slug


@pytest.fixture(scope="module")
def tables(home) -> dict[str, list[dict]]:
    folder = (home / "current").resolve() / "tables"
    names = ("register", "location_sector", "latest_rating.parquet")
    return {name.removesuffix(".parquet"): pq.read_table(folder / name).to_pylist() for name in names}


def ids(rows: list[dict]) -> list[str]:
    return sorted(row["location_id"] for row in rows)


def test_every_location_of_the_newest_national_register_is_listed(client, pages, tables):
    as_at = client.get("/api/v1/locations?limit=1").json()["as_at"]
    wanted = [row for row in tables["register"] if str(row["snapshot"]) == as_at]
    assert [row["location_id"] for row in pages("/api/v1/locations?limit=60")] == ids(wanted)


def test_the_list_and_the_page_of_a_location_leave_each_other_alone(client):
    listed = client.get("/api/v1/locations?limit=1").json()["data"][0]["location_id"]
    assert client.get(f"/locations/{listed}/").status_code == 200
    assert client.get("/api/v1/locations?limit=2").status_code == 200


@pytest.mark.parametrize("rating", [*(slug(level) for level in LEVELS), "not-rated", None])
@pytest.mark.parametrize("sector", ["adult-social-care", "gp-practices", None])
def test_place_sector_and_rating_keep_what_they_say(client, pages, tables, council_code, rating, sector):
    asked = (
        f"place={council_code}"
        + (f"&rating={rating}" if rating else "")
        + (f"&sector={sector}" if sector else "")
    )
    as_at = client.get(f"/api/v1/locations?{asked}").json()["as_at"]
    sectors = {
        row["location_id"]
        for row in tables["location_sector"]
        if row["sector"] == sector and str(row["snapshot"]) == as_at
    }

    def kept(row) -> bool:
        level = slug(row["overall"]) if row["overall"] in LEVELS else "not-rated"
        here = row["council"] == council_code and str(row["snapshot"]) == as_at
        return here and rating in (None, level) and (sector is None or row["location_id"] in sectors)

    found = pages(f"/api/v1/locations?{asked}&limit=4")
    assert [row["location_id"] for row in found] == ids([row for row in tables["register"] if kept(row)])


@pytest.mark.parametrize("rating", [*(slug(level) for level in LEVELS), "not-rated"])
def test_the_latest_rating_selects_and_is_given_with_each_location(client, pages, tables, rating):
    as_at = client.get("/api/v1/locations?limit=1").json()["as_at"]
    latest = {row["location_id"]: row for row in tables["latest_rating"]}

    def level(id: str) -> str:
        overall = latest[id]["overall"]
        return slug(overall) if overall in (*LEVELS, BY_SERVICE_GROUP) else "not-rated"

    wanted = [row for row in tables["register"] if str(row["snapshot"]) == as_at]
    listed = pages(f"/api/v1/locations?latest_rating={rating}&limit=60")
    assert ids(listed) == ids([row for row in wanted if level(row["location_id"]) == rating])
    for row in listed:
        expected = latest[row["location_id"]]
        assert row["latest_rating"]["overall"] == expected["overall"]
        assert row["latest_rating"]["newer"] == expected["newer"]


def test_a_rating_that_fell_since_the_register_is_found_by_both(states):
    listed = states.get("/api/v1/locations?rating=good&latest_rating=inadequate").json()["data"]
    (fallen,) = [row for row in listed if row["location_id"] == register_states.NEWER]
    assert (fallen["overall"], fallen["latest_rating"]["overall"]) == ("Good", "Inadequate")


def test_a_region_has_the_locations_of_its_councils(client, pages, tables, edition):
    rows = edition.rows("select min(place) as place from place_snapshot where covered and kind = 'region'")
    region = rows[0]["place"]
    as_at = client.get(f"/api/v1/locations?place={region}").json()["as_at"]
    members = {
        row["council"]
        for row in edition.rows("select council, snapshot from place_member where place = $1", [region])
        if str(row["snapshot"]) == as_at
    }
    wanted = [
        row for row in tables["register"] if row["council"] in members and str(row["snapshot"]) == as_at
    ]
    assert [row["location_id"] for row in pages(f"/api/v1/locations?place={region}&limit=500")] == ids(wanted)


def test_the_register_is_the_newest_up_to_the_day(client, council_code):
    days = client.get(f"/api/v1/places/{council_code}").json()["data"]["snapshots"]
    for day in days:
        assert client.get(f"/api/v1/locations?place={council_code}&as_at={day}").json()["as_at"] == day
    early = client.get(f"/api/v1/locations?place={council_code}&as_at=1999-01-01")
    assert early.status_code == 404
    assert days[-1] in early.json()["detail"]


def test_a_location_is_told_in_every_register(client, tables):
    times = {}
    for row in tables["register"]:
        times.setdefault(row["location_id"], []).append(str(row["snapshot"]))
    id = max(times, key=lambda one: (len(times[one]), one))
    told = client.get(f"/api/v1/locations/{id}").json()["data"]
    assert [told["snapshot"], *(one["snapshot"] for one in told["earlier"])] == sorted(
        times[id], reverse=True
    )
    assert told["url"].endswith(id)


def test_a_registration_is_followed_both_ways(client, edition):
    rows = edition.rows(
        "select predecessor_id, successor_id from succession where predecessor_id in (select location_id from register) "
        "and successor_id in (select location_id from register) limit 1"
    )
    if not rows:
        pytest.skip("no registration of this edition was followed")
    before, after = rows[0]["predecessor_id"], rows[0]["successor_id"]
    assert after in [
        one["location_id"] for one in client.get(f"/api/v1/locations/{before}").json()["data"]["followed_by"]
    ]
    assert before in [
        one["location_id"] for one in client.get(f"/api/v1/locations/{after}").json()["data"]["followed_from"]
    ]


def test_an_unknown_location_is_404(client):
    assert client.get("/api/v1/locations/1-000").status_code == 404
