"""Each location as last known, and where it is: beside a slow oracle that goes through every row."""

from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.conftest import EARLY, LATE, built

POSTCODES = ("NG31 6AA", "NG31 6BB", "NG31 7AA", "CV1 5RR", None)
COUNCILS = ("X1", "X2")


def rated(location: str, on: date = EARLY, **more) -> dict:
    return {"snapshot": on, "location_id": location, "published_on": date(2020, 1, 1), **more}


def rows(made) -> dict[str, dict]:
    return {row["location_id"]: row for row in made.rows("current_location")}


def at(latitude: float, longitude: float = -1.0, postcode: str | None = "NG31 6AA") -> dict:
    return {"latitude": latitude, "longitude": longitude, "postcode": postcode}


def test_a_location_is_where_its_latest_publication_has_it(make):
    made = make([rated("L1", **at(52.0)), rated("L1", LATE, **at(52.5))])
    row = rows(made)["L1"]
    assert (row["latitude"], row["longitude"], row["position_basis"]) == (52.5, -1.0, "location")


def test_without_coordinates_it_is_where_its_postcode_is_then_in_the_middle_of_the_sector(make):
    made = make(
        [
            *(rated(f"P{n}", **at(52 + n / 10)) for n in range(3)),
            rated("SAME", postcode="NG31 6AA"),
            rated("SECTOR", postcode="NG31 6ZZ"),
            rated("NOWHERE", postcode="CV1 5RR"),
            rated("NONE"),
        ]
    )
    found = rows(made)
    assert (found["SAME"]["latitude"], found["SAME"]["position_basis"]) == (pytest.approx(52.1), "postcode")
    assert (found["SECTOR"]["latitude"], found["SECTOR"]["position_basis"]) == (
        pytest.approx(52.1),
        "postcode sector",
    )
    assert {found[id]["latitude"] for id in ("NOWHERE", "NONE")} == {None}


def test_coordinates_of_an_address_that_it_left_are_not_used(make):
    made = make([rated("L1", **at(52.0)), rated("L1", LATE, postcode="CV1 5RR")])
    assert rows(made)["L1"]["latitude"] is None


def test_the_directory_of_postcodes_says_where_a_postcode_is(make):
    directory = [{"postcode": "CV1 5RR", "district": "X2", "latitude": 52.4, "longitude": -1.5}]
    made = make([rated("L1", postcode="CV1 5RR")], others={"postcode": directory})
    row = rows(made)["L1"]
    assert (row["latitude"], row["longitude"], row["position_basis"]) == (52.4, -1.5, "postcode")


def test_only_the_latest_register_that_covers_a_council_counts(make):
    made = make([rated("LEFT"), rated("STAYED"), rated("STAYED", LATE), rated("ELSEWHERE", council="X2")])
    assert {id: row["snapshot"] for id, row in rows(made).items()} == {"STAYED": LATE, "ELSEWHERE": EARLY}


def test_a_location_that_moved_to_another_council_is_there_once(make):
    made = make([rated("L1"), rated("L1", LATE, council="X2"), rated("L2", LATE, council="X2")])
    assert [row["council"] for row in made.rows("current_location") if row["location_id"] == "L1"] == ["X2"]


def test_its_rating_is_the_latest_of_any_publication_and_its_end_is_known(make):
    inspection = {
        "location_id": "L1",
        "rating": "Inadequate",
        "published_on": LATE,
        "location_ended_on": LATE + timedelta(days=1),
    }
    row = rows(make([rated("L1")], others={"homecare_inspection": [inspection]}))["L1"]
    assert (row["overall"], row["published_on"], row["ended_on"]) == (
        "Inadequate",
        LATE,
        LATE + timedelta(days=1),
    )


def test_its_sectors_are_those_of_the_report(make):
    assert rows(make([rated("L1")]))["L1"]["sectors"] == "|adult-social-care|residential-care|"


def test_an_edition_without_registers_has_neither(make):
    made = make()
    assert (made.rows("current_location"), made.rows("locality")) == ([], [])


def locality(made, kind: str) -> dict[tuple[str, str], dict]:
    return {(row["name"], row["council"]): row for row in made.rows("locality") if row["kind"] == kind}


def test_a_sector_in_two_councils_is_there_for_both(make):
    made = make([rated("L1", **at(52.0)), rated("L2", council="X2", **at(53.0, postcode="NG31 6ZZ"))])
    found = locality(made, "postcode sector")
    assert {key: row["latitude"] for key, row in found.items()} == {
        ("NG31 6", "X1"): 52.0,
        ("NG31 6", "X2"): 53.0,
    }
    assert set(locality(made, "postcode district")) == {("NG31", "X1"), ("NG31", "X2")}
    assert set(locality(made, "postcode")) == {("NG31 6AA", "X1"), ("NG31 6ZZ", "X2")}


def test_spellings_of_a_town_are_one_town_under_the_commonest(make):
    cities = ["Grantham", "GRANTHAM", "Grantham", "  grantham", "Stoke-on-Trent", "Stoke on Trent"]
    made = make([rated(f"L{n}", city=city) for n, city in enumerate(cities)])
    towns = locality(made, "town")
    assert {name for name, _council in towns} == {"Grantham", "Stoke on Trent"}
    assert towns["Grantham", "X1"]["locations"] == 4
    assert towns["Stoke on Trent", "X1"]["folded"] == "stoke on trent"


def test_the_directory_names_councils_of_postcodes_where_no_location_is(make):
    directory = [
        {"postcode": "CV1 5RR", "district": "X2", "latitude": 52.4, "longitude": -1.5},
        {"postcode": "CV1 5RS", "district": "E99999999", "latitude": 50.0, "longitude": -1.5},
    ]
    made = make([rated("L1")], others={"postcode": directory})
    row = locality(made, "postcode sector")["CV1 5", "X2"]
    assert (row["latitude"], row["locations"], row["addresses"]) == (52.4, 0, 1)


publications = st.lists(
    st.fixed_dictionaries(
        {
            "location_id": st.sampled_from(("L1", "L2", "L3", "L4")),
            "snapshot": st.sampled_from((EARLY, LATE)),
            "postcode": st.sampled_from(POSTCODES),
            "council": st.sampled_from(COUNCILS),
            "latitude": st.sampled_from((None, 50.0, 51.0, 52.0, 53.0)),
        }
    ),
    max_size=8,
    unique_by=lambda row: (row["location_id"], row["snapshot"]),
)


def sector(postcode: str | None) -> str | None:
    return postcode[:-2] if postcode else None


def last_postcode(published: list[dict], location: str) -> str | None:
    own = [row for row in published if row["location_id"] == location]
    return max(own, key=lambda row: row["snapshot"])["postcode"]


def slow_position(published: list[dict], location: str) -> tuple[float | None, str | None]:
    """Where a location is, by going through every row again for each question."""
    own = sorted(
        (row for row in published if row["location_id"] == location), key=lambda row: row["snapshot"]
    )
    now = own[-1]["postcode"]
    last_points = {}
    for row in sorted(published, key=lambda row: row["snapshot"]):
        if row["latitude"] is not None:
            last_points[row["location_id"]] = row | {
                "postcode": row["postcode"] or last_postcode(published, row["location_id"])
            }
    if location in last_points and last_points[location]["postcode"] == now:
        return last_points[location]["latitude"], "location"
    for basis, part in (("postcode", lambda text: text), ("postcode sector", sector)):
        there = [
            row["latitude"]
            for row in last_points.values()
            if now and row["postcode"] and part(row["postcode"]) == part(now)
        ]
        if there:
            return median(there), basis
    return None, None


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(publications)
def test_positions_are_those_of_a_slow_search(tmp_path_factory, published):
    for row in published:
        row["longitude"] = None if row["latitude"] is None else -1.0
    ratings = [{"published_on": EARLY, **row} for row in published]
    made = built(tmp_path_factory.mktemp("position"), ratings)
    for id, row in rows(made).items():
        assert (row["latitude"], row["position_basis"]) == slow_position(published, id)
