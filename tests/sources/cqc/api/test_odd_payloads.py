"""One odd payload does not cost the others: it is left out, or read as far as it can be, and noted."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kinds import every
from tests.sources.cqc.api.payloads import assessed, book, group, location, overall, provider
from tests.sources.cqc.api.test_reader import API, ratings, read, refused, rows

from careplace.sources import dates
from careplace.sources.contract import Problem
from careplace.sources.cqc.api import shape, tolerance
from careplace.sources.known_unread import known_but_not_read


def many(count: int) -> list[dict]:
    return [location(f"1-{n}") for n in range(count)]


ODD = {
    'registrationDate: found "9999-01-01"; expected a date from 1800-01-01 to ': {
        "registrationDate": "9999-01-01"
    },
    'registrationDate: found "01/02/2020"': {"registrationDate": "01/02/2020"},
    'careHome: found "perhaps"': {"careHome": "perhaps"},
    "currentRatings: found VARCHAR; expected OBJECT": {"currentRatings": "Good"},
    "currentRatings.overall: found ARRAY": {"currentRatings": {"overall": ["Good"]}},
    "assessment: found OBJECT; expected ARRAY": {"assessment": {"ratings": {}}},
    "assessment[*].ratings.asgRatings: found OBJECT": {
        "assessment": [{"ratings": {"asgRatings": {"name": "Homecare"}}}]
    },
    "keyQuestionRatings[*]: found VARCHAR; expected OBJECT": {
        "historicRatings": [{"overall": {"keyQuestionRatings": ["Safe"]}}]
    },
    "gacServiceTypes[*]: found VARCHAR": {"gacServiceTypes": ["Homecare"]},
}


@pytest.mark.parametrize("at", every(3, [0, 5, 10]))
def test_one_payload_of_many_is_left_out_with_its_id_and_why(tmp_path, at):
    payloads = many(10)
    payloads.insert(at, location("1-999", careHome="perhaps"))
    reading = read(tmp_path, *payloads)
    assert {row["location_id"] for row in rows(reading, "cqc_location")} == {f"1-{n}" for n in range(10)}
    [note] = reading.notes
    assert note == (
        "1 of 11 payloads cannot be used and are left out: "
        f'1-999 (payload {at + 1}), careHome: found "perhaps"; expected Y or N'
    )


def test_a_wrong_year_in_one_payload_does_not_date_the_file(tmp_path):
    odd = location("1-999", registrationDate="9999-01-01")
    undated = {"name": "locations.json"}
    assert read(tmp_path, *many(10), odd, **undated).snapshot == read(tmp_path, *many(10), **undated).snapshot


def test_a_date_of_years_to_come_does_not_date_the_file(tmp_path):
    soon = dates.newest_possible() + timedelta(1)
    odd = location("1-999", registrationDate=soon.isoformat())
    undated = {"name": "locations.json"}
    reading = read(tmp_path, *many(10), odd, **undated)
    assert reading.snapshot == read(tmp_path, *many(10), **undated).snapshot
    assert f'registrationDate: found "{soon}"' in reading.notes[0]


def test_the_first_day_of_the_year_1_in_a_history_stands_for_no_date(tmp_path):
    history = [{"reportDate": "0001-01-01", "overall": {"rating": "Good"}}]
    reading = read(tmp_path, location("1-1", historicRatings=history))
    assert [row["published_on"] for row in rows(reading, "cqc_rating_history")] == [None]
    assert any(
        "0001-01-01, which stands for no date, in 1 payloads, the first 1-1" in n for n in reading.notes
    )


@pytest.mark.parametrize(
    ("field", "bad", "column", "found"),
    every(
        2,
        [
            ("onspdLatitude", 530.1, "latitude", '"530.1, -1.5"'),
            ("onspdLongitude", "west", "longitude", 'west"'),
            ("postalCode", "Infinity", "postcode", '"Infinity"'),
        ],
    ),
)
def test_what_only_describes_is_read_as_nothing_and_noted(tmp_path, field, bad, column, found):
    reading = read(tmp_path, location("1-1"), location("1-2", **{field: bad}))
    known, odd = rows(reading, "cqc_location")
    assert known[column] is not None
    assert odd[column] is None
    [note] = [note for note in reading.notes if note.startswith("read as blank: row 2")]
    assert found in note


def test_a_field_that_describes_and_holds_something_else_refuses_the_file(tmp_path):
    assert len(refused(tmp_path, *(location(f"1-{n}", postalCode="Oldham") for n in range(30)))) > 0


def test_categories_that_were_not_seen_before_are_noted(tmp_path):
    odd = location("1-2", type="Moon care", gacServiceTypes=[{"description": "Zzzz"}])
    notes = read(tmp_path, location("1-1"), odd).notes
    assert "location_type: values not seen before: 'Moon care' (1)" in notes
    assert "services: values not seen before: 'Zzzz' (1)" in notes


def test_each_kind_of_odd_payload_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(tolerance, "MOST_REASONS", len(ODD))
    odd = [location(f"1-9{n}", **fields) for n, fields in enumerate(ODD.values())]
    reading = read(tmp_path, *many(900 - len(odd)), *odd)
    assert reading.tables["cqc_location"].num_rows == 900 - len(odd)
    [note] = reading.notes
    for n, reason in enumerate(ODD):
        assert f"1-9{n} (payload {901 - len(odd) + n}), " in note
        assert reason in note


@pytest.mark.parametrize("odd", every(2, [{"statusCode": 404, "message": "x"}, {}, "text", None, [1]]))
@pytest.mark.parametrize("at", [0, 10])
def test_what_is_no_payload_is_left_out(tmp_path, odd, at):
    payloads = many(10)
    payloads.insert(at, odd)
    saved = book(tmp_path / "cqc-api_2031-05-02.json", payloads)
    assert API.recognise(saved)
    reading = API.read(saved, None)
    assert reading.tables["cqc_location"].num_rows == 10
    assert reading.tables["cqc_location"]["source_row"].to_pylist() == [n + 1 for n in range(11) if n != at]
    assert "1 of 11 payloads cannot be used" in reading.notes[0]


def test_an_error_answer_is_called_one(tmp_path):
    [problem] = refused(tmp_path, location(), {"statusCode": 404, "message": "No Locations found"})
    assert (problem.row, problem.found) == (2, "an error that the API answered with (404)")


def test_many_odd_payloads_refuse_the_file(tmp_path):
    odd = [location(f"1-9{n}", careHome="x") for n in range(3)]
    assert {problem.row for problem in refused(tmp_path, *many(97), *odd)} == {98, 99, 100}


@given(st.integers(0, 300), st.integers(0, 200_000))
def test_tolerance(unusable, payloads):
    allowed = tolerance.tolerable(unusable, payloads)
    if unusable == 0:
        assert allowed
    if unusable and payloads < 10:
        assert not allowed
    if unusable > 1:
        assert allowed == (unusable * 100 <= payloads)


def test_a_note_shows_the_first_payloads_and_counts_the_rest():
    problems = [Problem("f", f'"{n}"', "Y or N", row=n, column="careHome") for n in range(1, 9)]
    note = tolerance.left_out_note([*problems, problems[0]], {1: "1-1", 2: None}, 900)
    assert note.startswith(
        '8 of 900 payloads cannot be used and are left out: 1-1 (payload 1), careHome: found "1"'
    )
    assert "one without an id (payload 2)" in note
    assert note.endswith("; 3 more")


@pytest.mark.parametrize("as_null", [True, False])
def test_an_absent_field_is_no_odd_shape(tmp_path, as_null):
    needed = ("locationId", "name", "registrationStatus")
    fields = [field for field in json.loads(shape.structure()) if field not in needed]
    ratings = {
        "currentRatings": overall("Good", "2020-01-01", {"Safe": "Good"}) | {"serviceRatings": []},
        "assessment": assessed("2020-01-02", group("Homecare", "Good", Safe=("Good", "Assessed"))),
        "historicRatings": [],
    }
    payloads = [location(f"1-{n}", **ratings) for n in range(len(fields))]
    for payload, field in zip(payloads, fields, strict=True):
        payload.pop(field, None)
        payload |= {field: None} if as_null else {}
    reading = read(tmp_path, *payloads)
    assert reading.tables["cqc_location"].num_rows == len(fields)
    assert not [note for note in reading.notes if "left out" in note]


def test_an_unknown_word_is_no_rating_and_is_noted(tmp_path):
    payloads = [location(f"1-{n}", currentRatings=overall("Splendid", "2020-01-01")) for n in range(3)]
    reading = read(tmp_path, *payloads)
    assert {row["overall_rating"] for row in rows(reading, "cqc_location")} == {"Not rated"}
    assert reading.notes == (
        "'Splendid' is no rating that is known: taken for no rating in 3 payloads, the first 1-0",
    )


@pytest.mark.parametrize(
    "word",
    every(
        3,
        [
            "No Approved Rating",
            "no approved rating ",
            "Evidence requirements partially / not yet scored",
            "Not Yet Inspected",
            "Insufficient evidence to rate",
            "Inspected but not rated",
            "No published rating",
        ],
    ),
)
def test_a_known_kind_of_no_rating_of_a_key_question(tmp_path, word):
    reading = read(tmp_path, location(currentRatings=overall("Good", "2021-03-04", {"Effective": word})))
    assert ratings(reading)["Overall", "Overall"]["rating"] == "Good"
    assert ratings(reading)["Overall", "Effective"]["rating"] not in ("Good", word.upper())
    assert reading.notes == ()


def test_an_unknown_key_question_is_not_read_and_is_noted(tmp_path):
    reading = read(tmp_path, location(currentRatings=overall("Good", "2020-01-01", {"Tasty": "Good"})))
    assert set(ratings(reading)) == {("Overall", "Overall")}
    assert reading.notes == (
        "'Tasty' is no key question that is known: not read in 1 payloads, the first 1-100",
    )


def test_an_unknown_word_of_history_is_noted_too(tmp_path):
    report = {"reportDate": "2018-01-01", "overall": {"rating": "Splendid"}}
    reading = read(tmp_path, location(historicRatings=[report]))
    [row] = rows(reading, "cqc_rating_history")
    assert row["rating"] == "Not rated"
    assert "'Splendid' is no rating" in reading.notes[0]


def test_the_same_payload_twice_counts_once(tmp_path):
    reading = read(tmp_path, location(), provider(), location(), location(website="not read"))
    assert reading.tables["cqc_location"].num_rows == 1
    assert reading.notes == ("1 ids stand in several payloads that are the same, counted once: 1-100",)


@pytest.mark.parametrize("first", [True, False])
def test_of_payloads_that_differ_the_newest_counts(tmp_path, first):
    old = location(currentRatings=overall("Good", "2020-01-01"))
    new = location(currentRatings=overall("Inadequate", "2024-01-01"))
    reading = read(tmp_path, *((new, old) if first else (old, new)))
    [row] = rows(reading, "cqc_location")
    assert row["overall_rating"] == "Inadequate"
    assert len(rows(reading, "cqc_rating")) == 1
    assert reading.notes == ("1 ids stand in several payloads that differ; the newest counts: 1-100",)


def test_of_one_day_the_later_payload_counts(tmp_path):
    reading = read(tmp_path, location(numberOfBeds=10), location(numberOfBeds=20))
    assert [row["beds"] for row in rows(reading, "cqc_location")] == [20]


def test_one_payload_without_a_list(tmp_path):
    saved = book(tmp_path / "cqc-api_2031-05-02.json", json.dumps(location()))
    assert API.recognise(saved)
    assert API.read(saved, None).tables["cqc_location"].num_rows == 1


def test_an_unknown_council_is_null_and_noted(tmp_path):
    reading = read(tmp_path, location("1-1", localAuthority="Wexholme"), location("1-2"))
    assert [row["council"] for row in rows(reading, "cqc_location")] == [None, "E99000001"]
    assert [row["council_name"] for row in rows(reading, "cqc_location")] == ["Wexholme", "Vexholme"]
    [note] = reading.notes
    assert note.endswith("no council of England at 2031-05-02 has the name: 'Wexholme' (1)")


class Before:
    """A gazetteer in which Vexholme ended with the year 2024."""

    def codes(self, names, on):
        if on >= date(2025, 1, 1):
            raise LookupError("ended")
        return dict.fromkeys(names, "E99000001")


def test_a_location_that_left_is_in_the_council_of_its_last_day(tmp_path):
    left = {"registrationStatus": "Deregistered"}
    payloads = [
        location("1-1", deregistrationDate="2020-01-01", **left),
        location("1-2", deregistrationDate="2026-01-01", **left),
        location("1-3"),
    ]
    reading = API.read(book(tmp_path / "cqc-api_2031-05-02.json", payloads), Before())
    assert [r["council"] for r in rows(reading, "cqc_deactivated")] == ["E99000001", None]
    assert [r["council"] for r in rows(reading, "cqc_location")] == [None]
    assert reading.notes[0].startswith("2 locations are counted in no council")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"total": 2, "locations": [{"locationId": "1-1"}], "page": 1}, "API's list of locations"),
        ({"total": 0, "providers": [], "totalPages": 1}, "API's list of providers"),
        ({"total": 1, "changes": ["1-1"], "page": 1}, "API's list of changes"),
        ({"data": location()}, "they stand under 'data'"),
        ({"locations": [location(), location("1-2")]}, "they stand under 'locations'"),
        ([{"url": "x", "payload": location()}], "they stand under 'payload'"),
        ({"statusCode": 404, "message": "No Locations found"}, "an error that an API answered with (404)"),
    ],
)
def test_other_answers_of_the_api_are_left_aside_by_name(tmp_path, answer, words):
    saved = book(tmp_path / "any.json", json.dumps(answer))
    assert not API.recognise(saved)
    message = known_but_not_read(saved)
    assert words in message
    assert "careplace harvest" in message


@pytest.mark.parametrize(
    "answer", [{}, {"total": 3}, {"locations": ["Leeds"]}, [], {"type": "FeatureCollection"}]
)
def test_other_json_is_none_of_them(tmp_path, answer):
    assert known_but_not_read(book(tmp_path / "any.json", json.dumps(answer))) is None
