"""The latest rating of every location in the published files, against a slow reading, and the pages that show it."""

import os
import re
from datetime import date

import django
import pyarrow.parquet as pq
import pytest
from tests.web.environment import ENVIRONMENT

from careplace.ratings.scale import LEVELS, WORST_FIRST

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.web.public import editions  # noqa: E402

pytestmark = pytest.mark.real
FALLEN = ("Good", "Outstanding"), ("Requires improvement", "Inadequate")


@pytest.fixture(scope="module")
def tables(real_home):
    folder = (real_home / "current").resolve() / "tables"
    return lambda name: pq.read_table(
        folder / (name if (folder / name).is_dir() else f"{name}.parquet")
    ).to_pylist()


@pytest.fixture(scope="module")
def latest(tables) -> dict[str, dict]:
    return {row["location_id"]: row for row in tables("latest_rating")}


@pytest.fixture(scope="module")
def registered(tables) -> dict[str, dict]:
    """The row of the latest register that lists each location."""
    rows: dict[str, dict] = {}
    for row in sorted(tables("register"), key=lambda row: row["snapshot"]):
        rows[row["location_id"]] = row
    return rows


@pytest.fixture(scope="module")
def client(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield Client()
    editions.forget()


@pytest.fixture(scope="module")
def elsewhere(tables) -> dict[str, list[tuple[date, str]]]:
    """(day, level) of every rating that other publications give of a registration itself."""
    found: dict[str, list] = {}
    for row in [*tables("cqc_rating_history"), *tables("cqc_last_rating"), *tables("homecare_inspection")]:
        own = not row.get("inherited") and row.get("rated_id") in (None, row["location_id"])
        if (
            own
            and row.get("domain", "Overall") == "Overall"
            and row["rating"] in LEVELS
            and row["published_on"]
        ):
            found.setdefault(row["location_id"], []).append((row["published_on"], row["rating"]))
    return found


def _expected(row: dict | None, others: list[tuple[date, str]]) -> tuple[str | None, date | None]:
    best = min(others, key=lambda one: (-one[0].toordinal(), WORST_FIRST.index(one[1])), default=None)
    if row is None:
        return (best[1], best[0]) if best else (None, None)
    if best and best[0] > (row["published_on"] or row["snapshot"]):
        return best[1], best[0]
    return row["overall"], row["published_on"]


def test_every_location_has_the_rating_that_a_slow_reading_finds(latest, registered, elsewhere):
    wrong = [
        (id, (row["overall"], row["published_on"]), expected)
        for id, row in latest.items()
        if (row["overall"], row["published_on"])
        != (expected := _expected(registered.get(id), elsewhere.get(id, [])))
    ]
    assert len(latest) > 39_000
    assert set(registered) | set(elsewhere) <= set(latest)
    assert wrong == []


def test_a_location_is_closed_where_its_end_is_published_and_no_later_register_lists_it(
    latest, registered, tables
):
    ends: dict[str, date] = {}
    for field, name in (("ended_on", "cqc_deactivated"), ("location_ended_on", "homecare_inspection")):
        for row in tables(name):
            if row[field]:
                ends[row["location_id"]] = max(row[field], ends.get(row["location_id"], date.min))
    for id, row in latest.items():
        end = ends.get(id)
        listed_later = end and id in registered and registered[id]["snapshot"] > end
        assert row["ended_on"] == (None if listed_later else end), id
    assert sum(row["ended_on"] is not None and id in registered for id, row in latest.items()) > 1_800


def test_pages_of_locations_that_were_rated_lower_since_are_headed_by_the_lower_rating(client, latest):
    fallen = sorted(
        id
        for id, row in latest.items()
        if row["register_overall"] in FALLEN[0] and row["overall"] in FALLEN[1]
    )
    assert len(fallen) > 500
    for id in fallen[::20]:
        page = client.get(f"/locations/{id}/").content.decode()
        lead = re.search(r'<p class="govuk-body-l">(.*?)</p>', page, re.DOTALL)[1]
        assert f"{latest[id]['overall']} overall" in re.sub(r"<[^>]+>", "", lead), id


def test_the_location_of_the_report_is_headed_by_its_rating_of_2024(client):
    text = re.sub(r"<[^>]+>", " ", client.get("/locations/1-4247454635/").content.decode())
    text = " ".join(text.split())
    assert "Requires improvement overall, published on 23 October 2024" in text
    assert "newer than the register of 1 February 2021 , in which it was rated G Good" in text
    answer = client.get("/api/v1/locations/1-4247454635").json()["data"]
    assert (answer["overall"], answer["latest_rating"]["overall"]) == ("Good", "Requires improvement")
    assert (answer["latest_rating"]["newer"], answer["ended_on"]) == (True, None)
