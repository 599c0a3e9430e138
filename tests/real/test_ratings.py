"""Published ratings worked out again: by the product, and by an oracle that reads the raw files itself."""

import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.ratings.oracle import band, combined, percent

from careplace.engine import Engine
from careplace.measures.agreement.agreement import Agreement, agreement
from careplace.places.gazetteer import Gazetteer
from careplace.ratings import counting
from careplace.ratings.case import rate
from careplace.ratings.framework import framework
from careplace.ratings.scale import KEY_QUESTIONS, LEVELS
from careplace.sources import places, recognise
from careplace.sources.books import open_book
from careplace.sources.cqc import tables
from careplace.sources.publication import Book, RawFile

pytestmark = pytest.mark.real
LINCOLNSHIRE, COUNCILS = "latest_ratings_lincolnshire_2026-05.csv", "council_assessments_to_2025-10.csv"
OLDHAM = "api/oldham_locations_2025-03.json.gz"
FIVE = {"Outstanding": 2, "Requires improvement": 2, "Inadequate": 2}


def opened(path: Path) -> Book:
    return open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))


@pytest.fixture(scope="module")
def found(real_data) -> Agreement:
    """The agreement of Lincolnshire 2026, Oldham 2025 and the councils, through the readers."""
    books = [opened(path) for path in sorted((real_data / "places").glob("*.csv"))]
    known = [(book, recognise(book)) for book in books]
    rows = {}
    for book, publication in known:
        if publication in places.PUBLICATIONS:
            rows |= publication.read(book, None).tables
    gazetteer = Gazetteer.from_tables(rows)
    made = defaultdict(list)
    for name in (LINCOLNSHIRE, OLDHAM, COUNCILS):
        book = opened(real_data / "cqc" / name)
        for table, content in recognise(book).read(book, gazetteer).tables.items():
            made[table].append(content)
    with Engine() as engine:
        for contract in tables.TABLES:
            engine.register(
                contract.name, pa.concat_tables([contract.schema.empty_table(), *made[contract.name]])
            )
        return agreement(engine)


def counts(found: Agreement, series: str, complete: str, snapshot: date) -> dict[str, tuple[int, int, int]]:
    """{whose: (agree, disagree, not reached)} of one part of the summary."""
    rows = [
        row
        for row in found.summary
        if (row["series"], row["complete"], row["snapshot"]) == (series, complete, snapshot)
    ]
    return {row["inherited"]: (row["agree"], row["disagree"], row["not_reached"]) for row in rows}


def test_lincolnshire_2026(found):
    """415 of the 416 complete sets of a location's own agree."""
    snapshot = date(2026, 5, 29)
    assert counts(found, "location", "all five", snapshot) == {
        "own": (415, 1, 0),
        "inherited": (33, 0, 0),
        "partly inherited": (1, 0, 0),
    }
    assert counts(found, "location", "fewer than five", snapshot) == {"own": (3, 0, 0)}
    assert counts(found, "service", "all five", snapshot) == {"own": (111, 0, 0)}
    assert counts(found, "service", "fewer than five", snapshot) == {"own": (36, 0, 0)}
    assert counts(found, "key question of a hospital", "from its services", snapshot) == {"own": (35, 3, 0)}


def test_oldham_2025_current_and_historic(found):
    snapshot = date(2025, 3, 13)
    # One dentist of the 109 has ratings of key questions: its sector has no framework of overalls.
    assert counts(found, "location", "all five", snapshot) == {
        "own": (107, 1, 1),
        "inherited": (8, 0, 0),
        "partly inherited": (1, 0, 0),
    }
    assert counts(found, "earlier report", "all five", snapshot) == {"own": (218, 0, 0)}
    assert counts(found, "earlier report", "not whole", snapshot) == {}
    assert counts(found, "ended registration", "all five", snapshot) == {
        "own": (69, 0, 0),
        "inherited": (2, 0, 0),
    }
    assert counts(found, "service", "all five", snapshot) == {"own": (9, 0, 0), "inherited": (3, 0, 0)}


def test_each_disagreement_by_name(found):
    named = [
        (row["location_name"], row["service_group"], row["overall"], row["expected"])
        for row in found.disagreements
    ]
    assert sorted(named) == [
        ("Ashbourne House Care Home", "Overall", 1, 2),
        ("Kingsway Clayton House Residential Care Home", "Overall", 2, 1),
        ("Oldham Health Services", "Caring", 1, 0),
        ("Pilgrim Hospital", "Responsive", 1, 2),
        ("Pilgrim Hospital", "Safe", 1, 2),
        ("Pilgrim Hospital", "Well-led", 1, 2),
        ("Royal Oldham Hospital", "Effective", 1, 2),
        ("Royal Oldham Hospital", "Well-led", 1, 2),
    ]


def test_lincolnshire_against_an_oracle_that_reads_the_file(real_data, found):
    """Every location with six ratings, put together with csv and dict alone."""
    sets: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with (real_data / "cqc" / LINCOLNSHIRE).open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            group = row["Service / Population Group"]
            sets[row["Location ID"], group][row["Domain"]] = row["Latest Rating"]
    whole = {key: one for key, one in sets.items() if len(one) == 6 and set(one.values()) <= set(LEVELS)}
    wrong = {
        key for key, one in whole.items() if one["Overall"] != combined([one[q] for q in KEY_QUESTIONS], FIVE)
    }
    assert len(whole) == 450 + 111
    assert wrong == {("1-120084039", "Overall")}
    rows = [
        row for row in found.ratings.to_pylist() if row["snapshot"] == date(2026, 5, 29) and row["rated"] == 5
    ]
    sets_found = {
        (row["location_id"], row["service_group"]) for row in rows if row["series"] in ("location", "service")
    }
    assert sets_found == set(whole)


@pytest.fixture(scope="module")
def payload(real_data) -> list[dict]:
    with gzip.open(real_data / "cqc" / OLDHAM, "rt", encoding="utf-8") as file:
        return json.load(file)


def current(location: dict) -> dict[str, str]:
    """{domain: rating} of a location's current ratings."""
    overall = (location.get("currentRatings") or {}).get("overall") or {}
    ratings = {one["name"]: one["rating"] for one in overall.get("keyQuestionRatings") or ()}
    return {"Overall": overall.get("rating"), **ratings}


def test_every_current_rating_of_oldham_straight_from_the_payload(payload):
    """Those of registrations that ended too; by arrays and by the oracle."""
    sets = {one["locationId"]: current(one) for one in payload}
    whole = {key: one for key, one in sets.items() if len(one) == 6 and set(one.values()) <= set(LEVELS)}
    levels = np.array([[LEVELS.index(one[q]) for q in KEY_QUESTIONS] for one in whole.values()])
    answer, _rules = counting.decide(
        counting.counted(levels), framework("adult-social-care-kloe").combining()
    )
    by_arrays = {
        key
        for (key, one), level in zip(whole.items(), answer, strict=True)
        if one["Overall"] != LEVELS[level]
    }
    by_oracle = {
        key for key, one in whole.items() if one["Overall"] != combined([one[q] for q in KEY_QUESTIONS], FIVE)
    }
    registered = {one["locationId"] for one in payload if one["registrationStatus"] == "Registered"}
    assert (len(whole), len(set(whole) - registered)) == (186, 71)
    assert by_arrays == by_oracle
    assert by_oracle == {"1-139948467"}


def test_every_whole_earlier_report_straight_from_the_payload(payload, found):
    reports = {}
    for one in payload:
        for earlier in one.get("historicRatings") or ():
            overall = earlier.get("overall") or {}
            questions = {q["name"]: q["rating"] for q in overall.get("keyQuestionRatings") or ()}
            rated = earlier.get("organisationId") or one["locationId"]
            reports[rated, earlier["reportDate"]] = {"Overall": overall.get("rating"), **questions}
    whole = {key: one for key, one in reports.items() if len(one) == 6 and set(one.values()) <= set(LEVELS)}
    assert [
        key for key, one in whole.items() if one["Overall"] != combined([one[q] for q in KEY_QUESTIONS], FIVE)
    ] == []
    rows = [row for row in found.ratings.to_pylist() if row["series"] == "earlier report"]
    held = {(row["location_id"], row["published_on"].isoformat()) for row in rows if row["agrees"]}
    assert set(whole) <= held


def test_all_seventy_two_councils(real_data, found):
    with (real_data / "cqc" / COUNCILS).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    told = {row["council_name"]: row for row in found.councils.to_pylist()}
    assert len(rows) == len(told) == 72
    assert [name for name, row in told.items() if not row["agrees"]] == ["County Durham"]
    for row in rows:
        scores = [int(row[f"qs{n}_score"]) for n in range(1, 10)]
        result = rate({"framework": "councils", "scores": scores})
        assert (result.rating, result.score.percent) == (band(percent(scores)), percent(scores))
        if row["overall_rating"] in LEVELS:
            assert result.rating == row["overall_rating"]


def test_no_council_tells_whether_a_low_score_holds_back(found):
    """The rule that no source confirms is off; on, it would change none of the published ratings."""
    rows = found.councils.to_pylist()
    assert all(row["held"] == row["expected"] for row in rows)
    assert Counter(row["lowest"] for row in rows if row["expected"] == 1)[1] == 0
