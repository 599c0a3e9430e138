"""Oldham as CQC's API gave it in March 2025: read, harvested from this machine, and held against February 2021."""

import csv
import gzip
import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from tests.place_books import book_at, tables_of
from tests.sources.cqc.api.loopback import Api, cut_short, half_json, serving
from tests.sources.cqc.api.payloads import book, location

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.cqc.api.client import Client
from careplace.sources.cqc.api.harvest import harvest
from careplace.sources.known_unread import known_but_not_read
from careplace.sources.publication import RawFile

pytestmark = pytest.mark.real

OLDHAM = "E08000004"
# Registered locations that are named after people: two doctors, and a practice whose name they follow.
CALLED = {
    "1-487304329": "Individual/partnership location 1-487304329",
    "1-526972681": "Individual/partnership location 1-526972681",
    "1-538863375": "Medlock Medical Practice",
}


def opened(path):
    return open_book(RawFile(path, path.name, "0" * 64))


@pytest.fixture(scope="module")
def payloads(real_data):
    def load(kind):
        return json.loads(
            gzip.decompress((real_data / f"cqc/api/oldham_{kind}_2025-03.json.gz").read_bytes())
        )

    return load("locations"), load("providers")


@pytest.fixture(scope="module")
def gazetteer(real_data):
    return Gazetteer.from_tables(
        tables_of(book_at(path) for path in sorted((real_data / "places").glob("*.csv")))
    )


@pytest.fixture(scope="module")
def reading(real_data, gazetteer):
    book = opened(real_data / "cqc/api/oldham_locations_2025-03.json.gz")
    publication = recognise(book)
    assert publication.key == "cqc-api"
    return publication.read(book, gazetteer)


def rows(reading, name):
    return reading.tables[name].to_pylist()


def test_the_snapshot_is_the_newest_date_of_its_month(reading):
    assert (reading.snapshot, reading.basis) == (date(2025, 3, 13), "newest publication date")


def test_every_location_is_in_the_register_or_has_left_it(reading, payloads):
    here = {p["locationId"] for p in payloads[0] if p["registrationStatus"] == "Registered"}
    assert {r["location_id"] for r in rows(reading, "cqc_location")} == here
    assert {r["location_id"] for r in rows(reading, "cqc_rating")} <= here
    assert {r["location_id"] for r in rows(reading, "cqc_deactivated")} == {
        p["locationId"] for p in payloads[0]
    } - here
    assert len(here) == 216


def test_all_of_it_is_oldham(reading):
    assert set(reading.tables["cqc_location"]["council"].to_pylist()) == {OLDHAM}
    assert set(reading.tables["cqc_deactivated"]["council"].to_pylist()) == {OLDHAM}


def test_rows_point_to_their_payload(reading, payloads):
    for row in rows(reading, "cqc_location"):
        told = payloads[0][row["source_row"] - 1]
        assert told["locationId"] == row["location_id"]
        assert row["location_name"] in (told["name"], CALLED.get(row["location_id"]))
        primary = [c["name"] for c in told.get("inspectionCategories", []) if c.get("primary") == "true"]
        assert row["category"] == (primary[0] if primary else None)
        assert row["services"].strip("|").split("|") == sorted(
            {s["description"] for s in told["gacServiceTypes"]}
        )


def test_beds_and_care_homes_counted_plainly(reading, payloads):
    here = [p for p in payloads[0] if p["registrationStatus"] == "Registered"]
    homes = [r for r in rows(reading, "cqc_location") if r["care_home"]]
    assert len(homes) == sum(p["careHome"] == "Y" for p in here) == 44
    assert sum(r["beds"] for r in homes) == sum(p["numberOfBeds"] for p in here if p["careHome"] == "Y")


def test_overall_ratings_counted_plainly(reading, payloads):
    given = Counter(
        p["currentRatings"]["overall"]["rating"]
        for p in payloads[0]
        if p["registrationStatus"] == "Registered" and "overall" in p.get("currentRatings", {})
    )
    overall = [
        r for r in rows(reading, "cqc_rating") if (r["service_group"], r["domain"]) == ("Overall", "Overall")
    ]
    found = Counter(r["rating"] for r in overall if r["report_type"] != "Assessment")
    assert found == given
    assert Counter(r["rating"] for r in overall if r["report_type"] == "Assessment") == {
        "Good": 3,
        "Not applicable": 1,
    }


def test_a_nursing_home_rated_by_the_newer_framework_only(reading):
    found = {
        (r["service_group"], r["domain"]): (r["rating"], r["published_on"])
        for r in rows(reading, "cqc_rating")
        if r["location_name"] == "Treetops Nursing Home"
    }
    assert found["Care Homes", "Overall"] == found["Overall", "Overall"] == ("Good", date(2024, 9, 17))
    assert ("Care Homes", "Effective") not in found, "it was not assessed"
    assert found["Overall", "Effective"] == ("Good", date(2020, 12, 18)), "so the report of 2020 still speaks"


def test_inherited_ratings_are_those_of_other_organisations(reading):
    hospital = [r for r in rows(reading, "cqc_rating") if r["location_id"] == "RM317"]
    inherited = {r["service_group"] for r in hospital if r["inherited"] and r["domain"] == "Overall"}
    assert "End of life care" in inherited
    assert "Surgery" not in inherited


def test_history_counted_plainly(reading, payloads):
    given = [h["overall"] for p in payloads[0] for h in p.get("historicRatings", []) if "overall" in h]
    questions = sum(len(overall.get("keyQuestionRatings", [])) for overall in given)
    assert len(rows(reading, "cqc_rating_history")) == len(given) + questions


def test_links_counted_plainly(reading, payloads):
    given = set()
    for p in payloads[0]:
        for link in p["relationships"]:
            pair = (link["relatedLocationId"], p["locationId"])
            given.add(pair if link["type"] == "HSCA Predecessor" else pair[::-1])
    found = [(r["predecessor_id"], r["successor_id"]) for r in rows(reading, "cqc_location_link")]
    assert set(found) == given
    assert len(found) == len(given) == 134


def test_service_groups_carry_the_names_of_the_monthly_file(reading):
    groups = {r["service_group"] for r in rows(reading, "cqc_rating")}
    assert {"Older people", "Surgery", "Care Homes", "Diagnostic and screening services"} <= groups
    assert not {group for group in groups if group.islower()}, "no code is left without its name"


def test_providers(real_data):
    book = opened(real_data / "cqc/api/oldham_providers_2025-03.json.gz")
    reading = recognise(book).read(book, None)
    assert reading.tables["cqc_provider"].num_rows == 20
    assert (reading.snapshot, reading.basis) == (date(2025, 3, 1), "file name")
    assert Counter(r["registered"] for r in rows(reading, "cqc_provider")) == {True: 10, False: 10}


def test_a_harvest_of_the_real_payloads_reads_as_they_do(tmp_path, payloads, gazetteer, reading):
    """The loopback server gives the real payloads, and misbehaves on the way."""
    locations, providers = payloads
    with serving(Api(locations, providers)) as api:
        api.per_page = 100
        for n, location in enumerate(locations):
            if n % 40 == 0:
                api.faults[f"/locations/{location['locationId']}"] = [[500], [cut_short], [half_json, 503]][
                    n // 40 % 3
                ]
        with Client("a-key", api.base, backoff=0.01) as client:
            client._pace.gap = 0
            made = harvest(tmp_path, client, now=lambda: datetime(2025, 3, 13, tzinfo=UTC))
    book = opened(made.path)
    again = recognise(book).read(book, gazetteer)
    assert (made.held, made.gone) == (471, ())
    assert (again.snapshot, again.basis) == (reading.snapshot, "file name")
    same = ("location_id", "service_group", "domain", "rating", "published_on", "inherited")
    assert sorted(_rows(again, same), key=str) == sorted(_rows(reading, same), key=str)
    assert again.tables["cqc_location"].num_rows == 216


def _rows(reading, columns):
    return [tuple(row[c] for c in columns) for row in rows(reading, "cqc_rating")]


def test_the_dental_practice_assessed_is_dated(reading):
    """CQC's own file of May 2026 for Lincolnshire dates all 90 key questions of its dental assessments."""
    found = [r for r in rows(reading, "cqc_rating") if r["location_id"] == "1-16561595022"]
    assert {r["published_on"] for r in found if r["domain"] != "Overall"} == {date(2024, 11, 18)}


def overall_of(reading) -> dict:
    return {
        r["location_id"]: (r["rating"], r["published_on"] and r["published_on"].isoformat())
        for r in rows(reading, "cqc_rating")
        if (r["service_group"], r["domain"]) == ("Overall", "Overall")
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "02-api-newer-assessment-hidden/cqc-api_2025-09-15.json",
            {
                "1-90000001": ("Inadequate", "2025-06-10"),
                "1-90000002": ("Requires improvement", "2025-06-10"),
                "1-90000003": ("Outstanding", "2021-03-04"),
            },
        ),
        (
            "03-api-assessment-overall/cqc-api_2025-09-15.json",
            {
                "1-90000011": ("Requires improvement", "2025-06-10"),
                "1-90000012": ("Good", "2025-06-10"),
                "1-90000013": ("Good", "2021-03-04"),
            },
        ),
        (
            "04-api-words/cqc-api_2025-09-15.json",
            {f"1-9000002{n}": ("Good", "2021-03-04") for n in range(5)},
        ),
        (
            "05-api-oddities/a_2025-09-15.json",
            {"1-90000003": ("Good", "2021-03-04"), "1-90000031": ("Not rated", None)},
        ),
        (
            "05-api-oddities/b_2025-09-15.json",
            {"1-90000003": ("Good", "2021-03-04"), "1-90000032": ("Good", "2025-06-10")},
        ),
        ("05-api-oddities/j_2025-09-15.json", {"1-90000003": ("Good", "2021-03-04")}),
    ],
)
def test_cases_of_overall_ratings(cases, gazetteer, name, expected):
    book = opened(cases / name)
    assert overall_of(recognise(book).read(book, gazetteer)) == expected


@pytest.mark.parametrize(("name", "councils"), [("c", 2), ("d", 1), ("e", 1)])
def test_cases_of_absent_fields(cases, gazetteer, name, councils):
    book = opened(cases / f"05-api-oddities/{name}_2025-09-15.json")
    table = recognise(book).read(book, gazetteer).tables["cqc_location"]
    assert (table.num_rows, len(table["council"].drop_null())) == (2, councils)


def test_names_of_councils_in_another_spelling_or_ended(tmp_path, gazetteer):
    """Bedford Borough is Bedford. Cumbria ended in 2023: one that left before is in it, one that stays is in none."""
    left = {"registrationStatus": "Deregistered", "deregistrationDate": "2019-02-28"}
    saved = book(
        tmp_path / "cqc-api_2025-09-15.json",
        [
            location("1-1", localAuthority="Bedford Borough"),
            location("1-2", localAuthority="Cumbria"),
            location("1-3", localAuthority="Cumbria", **left),
            location("1-4", localAuthority="Leeds"),
        ],
    )
    found = recognise(saved).read(saved, gazetteer)
    here = {r["location_id"]: r["council"] for r in rows(found, "cqc_location")}
    assert here == {"1-1": "E06000055", "1-2": None, "1-4": "E08000035"}
    assert [r["council"] for r in rows(found, "cqc_deactivated")] == ["E10000006"]
    assert [note for note in found.notes if "no council" in note] == [
        "1 locations are counted in no council, because no council of England at 2025-09-15 has the name: 'Cumbria' (1)"
    ]


def test_cases_of_answers_that_are_no_payloads(cases, gazetteer):
    book = opened(cases / "05-api-oddities/f_2025-09-15.json")
    with pytest.raises(SourceError, match="an error that the API answered with"):
        recognise(book).read(book, gazetteer)
    book = opened(cases / "05-api-oddities/h_2025-09-15.json")
    assert recognise(book) is None
    assert "a page of CQC's API's list of locations" in known_but_not_read(book)


def test_every_location_of_2021_is_still_registered_or_left_since(reading, real_data):
    with gzip.open(
        real_data / "cqc/latest_ratings_england_2021-02.csv.gz", "rt", encoding="utf-8-sig"
    ) as file:
        rows_2021 = [r for r in csv.DictReader(file) if r["Location Local Authority"] == "Oldham"]
    then = {r["Location ID"] for r in rows_2021}
    now = {r["location_id"] for r in rows(reading, "cqc_location")}
    left = {r["location_id"]: r["ended_on"] for r in rows(reading, "cqc_deactivated")}
    assert len(then) > 100
    assert then <= now | set(left)
    assert all(left[id] > date(2021, 1, 1) for id in then & set(left))
