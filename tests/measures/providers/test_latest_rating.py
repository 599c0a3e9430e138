"""Which rating of a location is the latest, wherever it is published, and whether the location has closed."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.conftest import EARLY, LATE, built

from careplace.ratings.scale import LEVELS, WORST_FIRST

BEFORE, AFTER = EARLY - timedelta(days=400), EARLY + timedelta(days=400)


def inspected(rating: str, on: date, location="L1", ended: date | None = None) -> dict:
    return {"location_id": location, "rating": rating, "published_on": on, "location_ended_on": ended}


def latest(made, location="L1") -> dict:
    (row,) = (row for row in made.rows("latest_rating") if row["location_id"] == location)
    return row


def listed(rating="Good", on: date | None = BEFORE, **more) -> dict:
    return {"snapshot": EARLY, "location_id": "L1", "rating": rating, "published_on": on, **more}


def test_a_later_inspection_is_newer_than_the_register(make):
    made = make([listed()], others={"homecare_inspection": [inspected("Inadequate", AFTER)]})
    row = latest(made)
    assert (row["overall"], row["published_on"], row["known_from"]) == ("Inadequate", AFTER, "inspections")
    assert (row["newer"], row["register_overall"], row["register_snapshot"]) == (True, "Good", EARLY)
    assert (row["source"], row["source_row"]) == ("d" * 64, 2)


def test_an_earlier_inspection_leaves_the_register_as_it_is(make):
    made = make(
        [listed(), listed(domain="Safe", rating="Inadequate")],
        others={"homecare_inspection": [inspected("Inadequate", BEFORE - timedelta(days=1))]},
    )
    row = latest(made)
    assert (row["overall"], row["safe"], row["newer"], row["known_from"]) == (
        "Good",
        "Inadequate",
        False,
        "register",
    )


def test_a_register_without_a_rating_stands_until_one_is_published_after_it(make):
    for on, overall in ((BEFORE, "Not rated"), (EARLY, "Not rated"), (AFTER, "Good")):
        made = make(
            [listed("Not rated", None)],
            others={"homecare_inspection": [inspected("Good", on)]},
            folder=f"edition-{on}",
        )
        assert latest(made)["overall"] == overall


def test_of_two_ratings_of_one_day_the_worse_counts(make):
    worse = {"homecare_inspection": [inspected("Inadequate", BEFORE), inspected("Good", BEFORE)]}
    assert latest(make([listed()], others=worse))["overall"] == "Inadequate"
    better = {"homecare_inspection": [inspected("Outstanding", BEFORE)]}
    assert latest(make([listed()], others=better, folder="better"))["newer"] is False


@pytest.mark.parametrize("word", ["Inspected but not rated", "Not rated", "Insufficient evidence to rate"])
def test_what_is_no_level_takes_no_ratings_place(make, word):
    history = {"cqc_rating_history": [{**listed(word, AFTER), "domain": "Overall"}]}
    assert latest(make([listed()], others=history))["overall"] == "Good"


def test_a_rating_of_an_earlier_registration_is_no_newer_rating_of_this_one(make):
    history = [{**listed("Inadequate", AFTER), "domain": "Overall", "rated_id": "L0"}]
    last = [{**listed("Inadequate", AFTER), "domain": "Overall", "inherited": True}]
    made = make([listed()], others={"cqc_rating_history": history, "cqc_last_rating": last})
    assert latest(made)["overall"] == "Good"


def test_key_questions_are_those_given_with_the_latest_rating(make):
    rows = [
        {**listed("Requires improvement", AFTER), "domain": "Overall"},
        {**listed("Inadequate", AFTER), "domain": "Safe"},
        {**listed("Good", BEFORE), "domain": "Caring"},
    ]
    made = make([listed(), listed(domain="Caring")], others={"cqc_rating_history": rows})
    row = latest(made)
    assert (row["overall"], row["safe"], row["caring"]) == ("Requires improvement", "Inadequate", None)


def test_a_registration_has_ended_unless_a_later_register_lists_it(make):
    ended = {"homecare_inspection": [inspected("Good", BEFORE, ended=AFTER)]}
    assert latest(make([listed()], others=ended))["ended_on"] == AFTER
    later = make([listed(), listed(snapshot=LATE)], others=ended, folder="later")
    assert latest(later)["ended_on"] is None


def test_a_location_that_no_register_lists_has_its_last_rating_and_its_end(make):
    others = {
        "homecare_inspection": [inspected("Good", BEFORE, "L9", ended=AFTER)],
        "cqc_deactivated": [{"snapshot": LATE, "location_id": "L8", "ended_on": AFTER}],
    }
    made = make([listed()], others=others)
    row = latest(made, "L9")
    assert (row["overall"], row["newer"], row["register_snapshot"], row["ended_on"]) == (
        "Good",
        True,
        None,
        AFTER,
    )
    assert (latest(made, "L8")["overall"], latest(made, "L8")["ended_on"]) == (None, AFTER)


def test_an_edition_without_registers_has_no_latest_ratings(make):
    made = make()
    assert made.rows("latest_rating") == []
    assert made.rows("succession") == []


days = st.dates(BEFORE, AFTER)
levels = st.sampled_from(LEVELS)


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(own=st.tuples(levels, days), others=st.lists(st.tuples(levels, days), max_size=5))
def test_it_is_what_a_slow_reading_finds(tmp_path_factory, own, others):
    rows = [inspected(rating, on) for rating, on in others]
    made = built(
        tmp_path_factory.mktemp("latest") / "edition",
        [listed(*own)],
        others={"homecare_inspection": rows},
    )
    # The latest day first, then the worse word.
    last = min([own, *others], key=lambda one: (-one[1].toordinal(), WORST_FIRST.index(one[0])))
    row = latest(made)
    assert (row["overall"], row["published_on"]) == last
