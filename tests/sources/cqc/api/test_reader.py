"""Saved payloads become the contracts' tables, and anything odd is told with its row."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kinds import every
from tests.sources.cqc.api.payloads import assessed, book, group, location, overall, provider

from careplace.ratings import scale
from careplace.sources.contract import SourceError
from careplace.sources.cqc.api import PUBLICATIONS

API = PUBLICATIONS[0]


class Vexholme:
    """A gazetteer that knows one council."""

    def codes(self, names, on):
        if unknown := set(names) - {"Vexholme"}:
            raise LookupError(f"{sorted(unknown)}: no such place; near it: Vexholme")
        return dict.fromkeys(names, "E99000001")


def read(tmp_path, *payloads, name="cqc-api_2031-05-02.json", **how):
    return API.read(book(tmp_path / name, list(payloads), **how), Vexholme())


def rows(reading, table):
    return reading.tables[table].to_pylist()


def ratings(reading):
    return {(r["service_group"], r["domain"]): r for r in rows(reading, "cqc_rating")}


def refused(tmp_path, *payloads):
    with pytest.raises(SourceError) as caught:
        read(tmp_path, *payloads)
    return caught.value.problems


def test_a_registered_location_is_read_whole(tmp_path):
    [row] = rows(read(tmp_path, provider(), location()), "cqc_location")
    assert row | {"source": ""} == {
        "snapshot": date(2031, 5, 2),
        "location_id": "1-100",
        "location_name": "Home 1-100",
        "ods_code": None,
        "registered_on": date(2019, 4, 1),
        "dormant": False,
        "care_home": True,
        "beds": 24,
        "location_type": "Social Care Org",
        "category": "Residential social care",
        "council": "E99000001",
        "council_name": "Vexholme",
        "region": "Midmarch",
        "postcode": "ZZ1 1ZZ",
        "city": "Vexholme",
        "latitude": 53.5,
        "longitude": -1.5,
        "provider_id": "1-9",
        "provider_name": "Provider 1-9",
        "brand_id": None,
        "brand_name": None,
        "ownership": "Organisation",
        "services": "|Care home service without nursing|",
        "user_bands": "|Caring for adults over 65 yrs|Dementia|",
        "overall_rating": None,
        "rating_published_on": None,
        "rating_inherited": None,
        "primary_id": None,
        "source": "",
        "sheet": "",
        "source_row": 2,
    }


def test_tables_hold_to_their_contracts(tmp_path):
    reading = read(tmp_path, provider(), location(currentRatings=overall("Good", "2020-01-01")))
    for contract in API.tables:
        table = reading.tables[contract.name]
        assert table.schema == contract.schema
        assert all(table[c.name].null_count == 0 for c in contract.columns if c.required)


def test_what_the_api_leaves_out_stays_empty(tmp_path):
    bare = location(
        careHome="N",
        numberOfBeds=None,
        inspectionCategories=None,
        gacServiceTypes=[],
        specialisms=None,
        onspdLatitude=None,
        onspdLongitude=None,
        localAuthority=None,
    )
    [row] = rows(read(tmp_path, bare), "cqc_location")
    assert row["beds"] == 0, "what is not a care home has no care home beds"
    empty = ("category", "services", "user_bands", "latitude", "council", "provider_name")
    assert [row[name] for name in empty] == [None] * len(empty)


def test_a_care_home_without_beds_is_not_said_to_have_none(tmp_path):
    [row] = rows(read(tmp_path, location(numberOfBeds=None)), "cqc_location")
    assert row["beds"] is None


def test_names_of_people_are_never_read(tmp_path):
    reading = read(tmp_path, provider(), location())
    assert "Secretname" not in str([table.to_pylist() for table in reading.tables.values()])


def test_overall_and_key_questions(tmp_path):
    reading = read(
        tmp_path, location(currentRatings=overall("Requires improvement", "2024-02-03", {"Safe": "Good"}))
    )
    found = ratings(reading)
    assert {key: (r["rating"], r["published_on"], r["inherited"]) for key, r in found.items()} == {
        ("Overall", "Overall"): ("Requires improvement", date(2024, 2, 3), False),
        ("Overall", "Safe"): ("Good", date(2024, 2, 3), False),
    }
    [row] = rows(reading, "cqc_location")
    assert (row["overall_rating"], row["rating_published_on"]) == ("Requires improvement", date(2024, 2, 3))


def test_a_rating_of_another_organisation_is_inherited(tmp_path):
    given_elsewhere = overall("Good", "2018-02-03", {"Safe": "Good"}, by="1-50")
    found = ratings(read(tmp_path, location(currentRatings=given_elsewhere)))
    assert {r["inherited"] for r in found.values()} == {True}


def test_a_rating_given_to_itself_is_not_inherited(tmp_path):
    own = overall("Good", "2018-02-03", {"Safe": "Good"}, by="1-100")
    assert not any(r["inherited"] for r in ratings(read(tmp_path, location(currentRatings=own))).values())


def test_service_ratings_take_their_names_from_the_inspection_areas(tmp_path):
    rated = overall("Good", "2024-02-03") | {
        "serviceRatings": [
            {
                "name": "old",
                "rating": "Outstanding",
                "reportDate": "2024-02-03",
                "keyQuestionRatings": [{"name": "Caring", "rating": "Outstanding"}],
            },
            {"name": "unheardof", "rating": "Good", "reportDate": "2024-02-03"},
        ]
    }
    areas = [{"inspectionAreaId": "old", "inspectionAreaName": "Older people", "status": "Active"}]
    found = ratings(read(tmp_path, location(currentRatings=rated, inspectionAreas=areas)))
    assert set(found) == {
        ("Overall", "Overall"),
        ("Older people", "Overall"),
        ("Older people", "Caring"),
        ("unheardof", "Overall"),
    }


def test_one_assessed_service_group_rates_the_location(tmp_path):
    history = [
        {"reportDate": "2020-12-18", "overall": overall("Good", None, {"Effective": "Good"})["overall"]}
    ]
    homes = group("Care Homes", "Good", Safe=("Good", "Assessed"), Effective=("Good", "Not Assessed"))
    homes["status"] = "Current"
    reading = read(tmp_path, location(assessment=assessed("2024-09-17", homes), historicRatings=history))
    assert {
        key: (r["rating"], r["published_on"], r["report_type"]) for key, r in ratings(reading).items()
    } == {
        ("Care Homes", "Overall"): ("Good", date(2024, 9, 17), "Assessment"),
        ("Care Homes", "Safe"): ("Good", date(2024, 9, 17), "Assessment"),
        ("Overall", "Overall"): ("Good", date(2024, 9, 17), "Assessment"),
        ("Overall", "Safe"): ("Good", date(2024, 9, 17), "Assessment"),
        ("Overall", "Effective"): ("Good", date(2020, 12, 18), "Assessment"),
    }
    assert reading.notes == ("1 locations take their overall rating from the one service group assessed",)


def test_two_assessed_service_groups_leave_the_location_unrated(tmp_path):
    both = assessed("2024-09-17", group("Care Homes", "Good"), group("Homecare", "Inadequate"))
    found = ratings(read(tmp_path, location(assessment=both)))
    assert found["Overall", "Overall"]["rating"] == "Not rated"
    assert found["Overall", "Overall"]["published_on"] is None
    assert found["Homecare", "Overall"]["rating"] == "Inadequate"


def test_an_unrated_service_is_printed_as_the_monthly_file_prints_it(tmp_path):
    dental = group("Dental", "", Safe=("Regulations met", "Assessed"))
    dental["status"] = "Current"
    found = ratings(read(tmp_path, location(assessment=assessed("2024-11-18", dental))))
    assert found["Dental", "Overall"]["rating"] == found["Overall", "Overall"]["rating"] == "Not applicable"
    assert found["Dental", "Overall"]["published_on"] is None
    assert found["Overall", "Safe"]["rating"] == "Regulations met"


def test_the_newest_assessment_of_a_group_counts(tmp_path):
    twice = assessed("2024-01-01", group("Homecare", "Good")) + assessed(
        "2025-01-01", group("Homecare", "Inadequate")
    )
    assert (
        ratings(read(tmp_path, location(assessment=twice)))["Homecare", "Overall"]["rating"] == "Inadequate"
    )


def test_history_says_whom_a_rating_was_given_to(tmp_path):
    history = [
        {"reportDate": "2015-01-02", "organisationId": "1-50", "overall": {"rating": "Good"}},
        {"reportDate": "2017-01-02", "overall": {"rating": "Inadequate"}},
        {"reportDate": "2018-01-02"},
    ]
    found = rows(read(tmp_path, location(historicRatings=history)), "cqc_rating_history")
    assert [(r["rated_id"], r["rating"], r["published_on"]) for r in found] == [
        ("1-50", "Good", date(2015, 1, 2)),
        ("1-100", "Inadequate", date(2017, 1, 2)),
    ]


def test_what_a_registration_ended_with_is_apart_from_what_stands(tmp_path):
    safe = {"name": "Safe", "rating": "Good", "reportDate": "2018-02-03", "organisationId": "1-50"}
    current = {"overall": {"rating": "Good", "reportDate": "2019-02-03", "keyQuestionRatings": [safe]}}
    gone = location(
        registrationStatus="Deregistered", deregistrationDate="2020-03-31", currentRatings=current
    )
    reading = read(tmp_path, gone)
    assert rows(reading, "cqc_rating") == []
    found = rows(reading, "cqc_last_rating")
    assert [(r["domain"], r["rating"], r["published_on"], r["inherited"]) for r in found] == [
        ("Overall", "Good", date(2019, 2, 3), False),
        ("Safe", "Good", date(2018, 2, 3), True),
    ]


def test_a_link_told_from_both_ends_is_one_link(tmp_path):
    def related(id, type):
        return [{"relatedLocationId": id, "type": f"HSCA {type}", "reason": "New Provider"}]

    old = location(
        "1-50",
        registrationStatus="Deregistered",
        deregistrationDate="2019-03-31",
        relationships=related("1-100", "Successor"),
    )
    new = location(relationships=related("1-50", "Predecessor") + related("1-100", "Predecessor"))
    [link] = rows(read(tmp_path, old, new), "cqc_location_link")
    assert (link["predecessor_id"], link["successor_id"], link["source_row"]) == ("1-50", "1-100", 1)


def test_who_left_the_register_is_only_among_the_deactivated(tmp_path):
    left = location(
        registrationStatus="Deregistered",
        deregistrationDate="2022-03-31",
        currentRatings=overall("Good", "2020-01-01"),
    )
    reading = read(tmp_path, left)
    [row] = rows(reading, "cqc_deactivated")
    assert (row["ended_on"], row["beds"], row["council"]) == (date(2022, 3, 31), 24, "E99000001")
    assert not rows(reading, "cqc_location")
    assert not rows(reading, "cqc_rating")


def test_a_providers_rating(tmp_path):
    reading = read(tmp_path, provider(currentRatings=overall("Good", "2020-01-01")))
    [row] = rows(reading, "cqc_provider_rating")
    assert (row["provider_id"], row["rating"]) == ("1-9", "Good")
    assert not rows(reading, "cqc_rating")


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("zipped", every(2, [True, False]))
def test_a_list_and_lines_zipped_or_not_read_the_same(tmp_path, lines, zipped):
    many = [location(f"1-{n}") for n in range(300)]
    saved = book(tmp_path / "5e884898da", many, lines=lines, zipped=zipped)
    assert API.recognise(saved)
    found = API.read(saved, Vexholme()).tables["cqc_location"]
    assert found["source_row"].to_pylist() == list(range(1, 301))
    assert found["location_id"].to_pylist() == [p["locationId"] for p in many]


def test_rows_keep_their_position_in_a_file_read_by_several_threads(tmp_path):
    many = [location(f"1-{n}", website="x" * 2000) for n in range(20_000)]
    reading = read(tmp_path, *many, lines=True)
    found = reading.tables["cqc_location"]
    assert found["location_id"].to_pylist() == [f"1-{n}" for n in range(20_000)]
    assert found["source_row"].to_pylist() == list(range(1, 20_001))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"type": "FeatureCollection", "features": []}', False),
        ("[]", False),
        ("", False),
        ("[1, 2]", False),
        ("<html>", False),
        ('{"locationId": "1-1"}', False),
        (json.dumps([provider()]), True),
        ("\ufeff \n[ " + json.dumps(location()) + ",", True),
        (b"\x1f\x8b\x00\x00", False),
        ("[" * 100_000, False),
    ],
)
def test_recognised_by_content(tmp_path, content, expected):
    assert API.recognise(book(tmp_path / "any.json", content)) is expected


@pytest.mark.parametrize(
    ("broken", "column", "found"),
    every(
        3,
        [
            ({"registrationDate": "01/02/2020"}, "registrationDate", '"01/02/2020"'),
            ({"registrationStatus": "Unsure"}, "registrationStatus", '"Unsure"'),
            ({"registrationStatus": "Deregistered"}, "deregistrationDate", "none"),
            ({"careHome": "yes"}, "careHome", '"yes"'),
            ({"numberOfBeds": "many"}, "numberOfBeds", '"many"'),
            ({"numberOfBeds": -1}, "numberOfBeds", '"-1"'),
            ({"numberOfBeds": 2.5}, "numberOfBeds", '"2.5"'),
            ({"name": " "}, "name", '" "'),
            ({"currentRatings": overall("Good", "soon")}, "currentRatings date", '"soon"'),
            (
                {"historicRatings": [{"reportDate": "x", "overall": {"rating": "Good"}}]},
                "historicRatings.reportDate",
                '"x"',
            ),
        ],
    ),
)
def test_what_breaks_a_contract_is_told_with_its_row(tmp_path, broken, column, found):
    problems = refused(tmp_path, location("1-1"), location("1-2", **broken))
    assert {(p.row, p.column, p.found) for p in problems} == {(2, column, found)}


def test_a_file_without_any_date_is_refused(tmp_path):
    with pytest.raises(SourceError, match="a name with the date"):
        read(tmp_path, location(registrationDate=None), name="locations.json")


def test_every_problem_is_told_at_once(tmp_path):
    assert len(refused(tmp_path, location("1-1", careHome="x"), location("1-2", dormancy="x"))) == 2


def test_a_location_outside_any_council_has_none(tmp_path):
    [row] = rows(read(tmp_path, location(localAuthority="Unspecified")), "cqc_location")
    assert row["council"] is None


@pytest.mark.parametrize(
    "content", ["[]", json.dumps([location()])[:-40], "[{'a'}]", '[{"currentRatings": "Good"}]']
)
def test_a_file_half_read_is_not_read(tmp_path, content):
    with pytest.raises(SourceError):
        API.read(book(tmp_path / "cqc-api_2031-05.json", content), Vexholme())


def test_a_cut_gzip_is_not_read(tmp_path):
    saved = book(tmp_path / "cut.json.gz", [location(f"1-{n}") for n in range(500)], zipped=True)
    saved.file.path.write_bytes(saved.file.path.read_bytes()[:-200])
    with pytest.raises(SourceError, match=r"cut\.json\.gz"):
        API.read(saved, Vexholme())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(10)
)
@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([*scale.LEVELS, None]), st.integers(0, 90)),
        min_size=1,
        max_size=20,
    )
)
def test_the_register_against_a_slow_reading(tmp_path, drawn):
    """Who is registered, how many beds and how rated, counted in Python from the payloads themselves."""
    payloads = [
        location(
            f"1-{n}",
            numberOfBeds=beds,
            registrationStatus="Registered" if registered else "Deregistered",
            deregistrationDate=None if registered else "2022-01-01",
            currentRatings=overall(level, "2020-01-01") if level else None,
        )
        for n, (registered, level, beds) in enumerate(drawn)
    ]
    reading = read(tmp_path, *payloads)
    here = [p for p in payloads if p["registrationStatus"] == "Registered"]
    assert {(r["location_id"], r["beds"], r["overall_rating"]) for r in rows(reading, "cqc_location")} == {
        (p["locationId"], p["numberOfBeds"], p.get("currentRatings", {}).get("overall", {}).get("rating"))
        for p in here
    }
    assert len(rows(reading, "cqc_deactivated")) == len(payloads) - len(here)
