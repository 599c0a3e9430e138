"""Published ratings held against the rules: what is a set, what agrees, and what is not reached."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.agreement.published import (
    DAY,
    HOSPITAL,
    PRACTICE,
    WORDS,
    council,
    engine,
    history,
    ratings,
)
from tests.ratings.oracle import combined, nhs_numbers

from careplace.measures.agreement.agreement import agreement
from careplace.ratings.scale import LEVELS

FIVE = {"Outstanding": 2, "Requires improvement": 2, "Inadequate": 2}


def held(*arguments, **more) -> dict[tuple[str, str, str], dict]:
    """{(series, location, service group): row} of the published ratings."""
    with engine(*arguments, **more) as made:
        rows = agreement(made).ratings.to_pylist()
    return {(row["series"], row["location_id"], row["service_group"]): row for row in rows}


def test_one_that_agrees_and_one_that_does_not():
    found = held([*ratings("agrees", "GGGGGR"), *ratings("limited", "RGGGGR")])
    agrees, limited = (found["location", name, "Overall"] for name in ("agrees", "limited"))
    assert (agrees["agrees"], agrees["complete"], agrees["framework"]) == (
        True,
        "all five",
        "adult-social-care-kloe",
    )
    assert (limited["agrees"], limited["overall"], limited["expected"]) == (False, 2, 1)


def test_disagreements_and_the_summary():
    with engine([*ratings("agrees", "GGGGGR"), *ratings("limited", "RGGGGR")]) as made:
        found = agreement(made)
    assert [row["location_id"] for row in found.disagreements] == ["limited"]
    (row,) = found.summary
    assert (row["published"], row["agree"], row["disagree"], row["not_reached"]) == (2, 1, 1, 0)


def test_a_home_with_a_key_question_missing_is_not_reached_and_a_practice_is():
    found = held([*ratings("home", "GGGGG-"), *ratings("practice", "GGGGG-", category=PRACTICE)])
    assert found["location", "home", "Overall"]["agrees"] is None
    assert found["location", "practice", "Overall"]["agrees"] is True
    assert found["location", "practice", "Overall"]["complete"] == "fewer than five"


def test_what_was_published_under_the_newer_framework_is_held_against_it():
    found = held(ratings("new", "GGGG G", day=date(2025, 3, 1)))
    row = found["location", "new", "Overall"]
    assert (row["framework"], row["agrees"]) == ("single-assessment", True)


def test_the_own_rating_counts_before_the_inherited_and_the_newest_first():
    old = ratings("home", "IIIIII", day=date(2021, 1, 1), inherited=True)
    own = [*ratings("home", "RRRGGG", day=date(2018, 1, 1)), *ratings("home", "GG    ", day=date(2020, 1, 1))]
    row = held([*old, *own])["location", "home", "Overall"]
    assert (row["overall"], row["safe"], row["effective"], row["inherited"]) == (1, 1, 2, "own")
    assert row["days_differ"]


def test_sets_are_told_by_whose_they_are():
    inherited = ratings("handed", "GGGGGG", inherited=True)
    partly = [*ratings("partly", "GGG   "), *ratings("partly", "   GGG", inherited=True)]
    found = held([*inherited, *partly])
    assert found["location", "handed", "Overall"]["inherited"] == "inherited"
    assert found["location", "partly", "Overall"]["inherited"] == "partly inherited"


def test_services_have_sets_of_their_own_and_make_the_key_questions_of_a_hospital():
    rated = [
        *ratings("h", "GRGGGG", category=HOSPITAL),
        *ratings("h", "GRGGGG", "Surgery", HOSPITAL),
        *ratings("h", "GGGGGG", "Maternity", HOSPITAL),
    ]
    found = held(rated)
    assert found["service", "h", "Surgery"]["agrees"] is True
    safe, caring = (found["key question of a hospital", "h", name] for name in ("Safe", "Caring"))
    assert (safe["rated"], safe["n_requires_improvement"], safe["agrees"]) == (2, 1, True)
    assert caring["agrees"] is True


def test_an_earlier_report_takes_up_what_stood_on_its_day():
    earlier = [*history("home", "RRRGGG", date(2018, 1, 1)), *history("home", "GG    ", date(2019, 1, 1))]
    current = ratings("home", "OGGGOO", day=date(2020, 1, 1))
    with engine(current, earlier) as made:
        rows = [row for row in agreement(made).ratings.to_pylist() if row["series"] == "earlier report"]
    assert [(row["published_on"].year, row["overall"], row["expected"], row["agrees"]) for row in rows] == [
        (2018, 2, 2, True),
        (2019, 1, 1, True),
    ]
    assert rows[1]["days_differ"]


def test_what_was_never_rated_again_is_taken_from_the_current_ratings_by_its_day():
    earlier = history("home", "GG   G", date(2019, 1, 1))
    current = [
        *ratings("home", "GG   G", day=date(2020, 1, 1)),
        *ratings("home", "  GRR ", day=date(2019, 1, 1)),
    ]
    row = held(current, earlier)["earlier report", "home", "Overall"]
    assert (row["rated"], row["expected"], row["agrees"]) == (5, 2, False)


def test_a_report_of_an_ended_registration_that_is_not_whole_is_not_held_against_anything():
    row = held([], history("gone", "GRR   ", date(2019, 1, 1)), ended=["gone"])[
        "earlier report", "gone", "Overall"
    ]
    assert (row["complete"], row["agrees"]) == ("not whole", None)


def test_the_last_ratings_of_an_ended_registration_are_held_too_and_make_its_reports_whole():
    last = [
        *ratings("gone", "GG   G", day=date(2020, 1, 1)),
        *ratings("gone", "  GRR ", day=date(2019, 1, 1)),
    ]
    found = held([], history("gone", "RR   G", date(2019, 1, 1)), ended=["gone"], last=last)
    assert (
        found["ended registration", "gone", "Overall"]["agrees"] is False
    )  # Good, with two Requires improvement
    report = found["earlier report", "gone", "Overall"]
    assert (report["complete"], report["expected"], report["agrees"]) == ("all five", 2, True)


def test_an_edition_from_before_last_ratings_were_read_is_verified_too():
    with engine(ratings("home", "GGGGGG")) as made:
        made.connection.unregister("cqc_last_rating")
        assert agreement(made).summary[0]["agree"] == 1


def test_a_report_that_a_successor_holds_too_counts_once():
    report = date(2019, 1, 1)
    earlier = [*history("old", "GGGGGG", report), *history("new", "GGGGGG", report, rated="old")]
    assert [key for key in held([], earlier) if key[0] == "earlier report"] == [
        ("earlier report", "old", "Overall")
    ]


@pytest.mark.parametrize("letters", ["-GGGGG", " GGGGG", "G     ", "G-----"])
def test_without_an_overall_or_without_key_questions_there_is_no_set(letters):
    assert held(ratings("home", letters)) == {}


def test_councils():
    given = [
        council("Agrees", "Good", [3] * 9),
        council("Differs", "Good", [2] * 5 + [3] * 4),
        council("Pilot", "Not rated", [3] * 6 + [2] * 3),
        council("Low", "Good", [1] + [3] * 8),
    ]
    with engine(ratings("home", "GGGGGG"), councils=given) as made:
        rows = {row["council_name"]: row for row in agreement(made).councils.to_pylist()}
    assert {name: row["agrees"] for name, row in rows.items()} == {
        "Agrees": True,
        "Differs": False,
        "Pilot": None,
        "Low": True,
    }
    assert (rows["Differs"]["total"], rows["Differs"]["percent"], rows["Differs"]["expected"]) == (22, 61, 2)
    assert (rows["Low"]["expected"], rows["Low"]["held"]) == (1, 2)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.text("OGRI", min_size=6, max_size=6), min_size=1, max_size=8))
def test_every_set_is_held_against_the_oracle(sets):
    found = held([row for n, letters in enumerate(sets) for row in ratings(f"home {n}", letters)])
    for n, letters in enumerate(sets):
        row = found["location", f"home {n}", "Overall"]
        wanted = combined([WORDS[letter] for letter in letters[1:]], FIVE)
        assert LEVELS[row["expected"]] == wanted
        assert row["agrees"] == (WORDS[letters[0]] == wanted)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.sampled_from("OGRI"), min_size=2, max_size=10))
def test_every_key_question_of_a_hospital_is_held_against_the_oracle(services):
    rated = ratings("h", "GGGGGG", category=HOSPITAL, day=DAY)
    rated += [
        row
        for n, one in enumerate(services)
        for row in ratings("h", f"{one}{one}GGGG", f"Service {n}", HOSPITAL)
    ]
    safe = held(rated)["key question of a hospital", "h", "Safe"]
    wanted = combined([WORDS[one] for one in services], nhs_numbers(len(services)))
    assert LEVELS[safe["expected"]] == wanted
