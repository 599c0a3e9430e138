"""CQC's files as published: what is read from them is what anyone can count in them."""

import csv
import gzip
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.real.conftest import opened

from careplace.sources import recognise
from careplace.sources.contract import SourceError

pytestmark = pytest.mark.real
ENGLAND, LINCOLNSHIRE = "latest_ratings_england_2021-02.csv.gz", "latest_ratings_lincolnshire_2026-05.csv"
SOCIAL_CARE = ("Residential social care", "Community based adult social care services")


def published(real_data: Path, name: str) -> list[dict]:
    path = real_data / "cqc" / name
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as text
    ):
        return list(csv.DictReader(text))


def test_england_2021_in_full(read):
    reading = read(ENGLAND)
    table = reading.tables["cqc_rating"]
    assert (reading.publication, reading.snapshot, reading.basis) == (
        "cqc-ratings",
        date(2021, 2, 1),
        "file name",
    )
    assert table.num_rows == 74_184
    assert len(set(table["location_id"].to_pylist())) == 31_966
    assert len(set(table["council"].to_pylist())) == 151
    assert table["council"].null_count == 0
    assert min(table["published_on"].to_pylist()) == date(2013, 12, 18)


def test_england_2021_adult_social_care(read):
    table = read(ENGLAND).tables["cqc_rating"].select(["category", "service_group", "domain", "rating"])
    mix = Counter(
        row["rating"]
        for row in table.to_pylist()
        if row["category"] in SOCIAL_CARE and row["service_group"] == row["domain"] == "Overall"
    )
    assert mix == {
        "Outstanding": 1090,
        "Good": 18442,
        "Requires improvement": 3337,
        "Inadequate": 246,
        "Insufficient evidence to rate": 9,
    }


def test_england_2021_contradicts_itself_once(read):
    contradictions = [note for note in read(ENGLAND).notes if note.startswith("rows ")]
    assert len(contradictions) == 1
    assert contradictions[0].startswith("rows 39114 and 39115: 1-543895080, People with long term conditions")


@pytest.mark.parametrize(("name", "order"), [(ENGLAND, "%d/%m/%Y"), (LINCOLNSHIRE, "%m/%d/%Y")])
def test_every_row_says_what_the_file_says(real_data, read, name, order):
    """The slow way round: each published row beside each row that was read, but for locations named after people."""
    rows = read(name).tables["cqc_rating"].to_pylist()
    after_people = {
        row["location_id"]
        for given, row in zip(published(real_data, name), rows, strict=True)
        if row["location_name"].startswith("Individual/partnership location ")
        or (
            given["Location Name"].startswith(row["location_name"])
            and given["Location Name"].strip() != row["location_name"]
        )
    }
    assert len(after_people) == (66 if name == ENGLAND else 0)
    for line, (given, row) in enumerate(zip(published(real_data, name), rows, strict=True), 2):
        day = given["Publication Date"]
        assert row["source_row"] == line
        assert row["location_id"] == given["Location ID"]
        named = given["Location Name"].strip()
        assert row["location_name"] == named or row["location_id"] in after_people
        assert row["service_group"] == given["Service / Population Group"].strip()
        assert row["rating"].lower() == given["Latest Rating"].lower()
        assert row["inherited"] == (given["Inherited Rating (Y/N)"] == "Y")
        assert row["published_on"] == (datetime.strptime(day, order).date() if day else None)  # noqa: DTZ007


def test_lincolnshire_2026(read):
    reading = read(LINCOLNSHIRE)
    table = reading.tables["cqc_rating"]
    assert (reading.snapshot, reading.basis) == (date(2026, 5, 29), "file name")
    assert (table.num_rows, len(set(table["location_id"].to_pylist()))) == (4_159, 478)
    assert set(table["council"].to_pylist()) == {"E10000019"}
    assert len(set(table["domain"].to_pylist())) == 6
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("location", "inherited"), [("1-7453047569", [True, False]), ("RX601", [False, False])]
)
def test_an_older_rating_stands_beside_the_newer(read, location, inherited):
    rows = read(ENGLAND).tables["cqc_rating"].to_pylist()
    own = [row for row in rows if row["location_id"] == location and row["service_group"] == "Overall"]
    assert [row["inherited"] for row in sorted(own, key=lambda row: row["published_on"])] == inherited


def test_home_care_inspections(real_data, read):
    reading = read("homecare_inspections_2014_2025.csv")
    table = reading.tables["homecare_inspection"]
    assert (reading.snapshot, reading.basis) == (date(2025, 2, 7), "newest publication date")
    assert len(published(real_data, "homecare_inspections_2014_2025.csv")) == 29_459
    assert table.num_rows == 29_454
    assert any("in every cell: 5" in note for note in reading.notes)
    assert len(set(table["location_id"].to_pylist())) == 15_648


def test_home_care_registrations_agree_with_the_api(real_data, read):
    """That days count from 1960: the API gives the same locations' registrations as dates."""
    rows = read("homecare_inspections_2014_2025.csv").tables["homecare_inspection"].to_pylist()
    with gzip.open(real_data / "cqc/api/oldham_locations_2025-03.json.gz", "rt", encoding="utf-8") as text:
        api = {p["locationId"]: (p["registrationDate"], p.get("deregistrationDate")) for p in json.load(text)}
    both = [row for row in rows if row["location_id"] in api]
    assert len(both) == 95
    for row in both:
        ended = row["location_ended_on"]
        read_as = (row["location_started_on"].isoformat(), ended and ended.isoformat())
        assert read_as == api[row["location_id"]]
    assert min(row["location_started_on"] for row in rows) == date(2010, 10, 1)


def test_council_assessments(read):
    reading = read("council_assessments_to_2025-10.csv")
    rows = reading.tables["council_assessment"].to_pylist()
    assert reading.snapshot == date(2025, 10, 1)
    assert len({row["council"] for row in rows}) == len(rows) == 72
    assert Counter(row["overall"] for row in rows) == {
        "Outstanding": 2,
        "Good": 47,
        "Requires improvement": 21,
        "Inadequate": 1,
        "Not rated": 1,
    }


def test_other_published_files_are_no_ones(real_data):
    others = ["cqc/care_homes_and_beds_all.csv"]
    assert [recognise(opened(real_data / name)) for name in others] == [None] * len(others)


def test_a_file_cut_short_is_refused_at_the_row(real_data, tmp_path, gazetteer):
    whole = (real_data / "cqc" / LINCOLNSHIRE).read_bytes()
    path = tmp_path / LINCOLNSHIRE
    path.write_bytes(whole[: len(whole) // 2])
    book = opened(path)
    with pytest.raises(SourceError, match="cut short"):
        recognise(book).read(book, gazetteer)


def test_the_text_is_the_file(real_data, read):
    text = read(LINCOLNSHIRE).text["ratings_of_locations"].to_pylist()
    given = published(real_data, LINCOLNSHIRE)
    named = "Provider Name"
    numbered = {
        row["Provider ID"] for row in text if row[named].startswith("Individual/partnership provider ")
    }
    people = {
        row["Provider ID"] for row in given if row[named].startswith("Individual/partnership provider ")
    }
    assert len(numbered - people) == 5, "partners whose names the file still has"
    for row, published_row in zip(text, given, strict=True):
        assert row[named] == published_row[named] or row["Provider ID"] in numbered
        assert all((row[name] or "") == published_row[name] for name in given[0] if name != named)


def case(cases, gazetteer, name):
    book = opened(cases / name)
    return recognise(book).read(book, gazetteer)


def test_case_of_the_weekly_directory(cases, gazetteer):
    reading = case(cases, gazetteer, "01-directory-dates/16_september_2026_CQC_directory.csv")
    assert (reading.snapshot, reading.basis) == (date(2026, 9, 16), "workbook")
    assert reading.tables["cqc_directory"]["checked_on"].to_pylist() == [
        date(2018, 1, 9),
        date(2022, 5, 19),
        date(2025, 1, 22),
    ]


def test_case_of_the_directory_of_2020(cases, gazetteer):
    reading = case(cases, gazetteer, "17-directory-2020/15_April_2020_CQC_directory.csv")
    [row] = reading.tables["cqc_directory"].to_pylist()
    assert (row["location_id"], row["council"], row["checked_on"]) == (
        "1-20000000003",
        "E08000009",
        date(2019, 2, 13),
    )


def test_case_of_deactivated_locations_under_councils_that_ended(cases, gazetteer):
    reading = case(cases, gazetteer, "06-deactivated-2026/01_September_2026_Deactivated_Locations.csv")
    councils = reading.tables["cqc_deactivated"]["council"].to_pylist()
    assert councils == ["E10000021", "E10000006", "E08000035", "E06000028"]
    assert reading.notes == ()
