"""Which rows make a snapshot, which rating a location counts with, and which registration followed which."""

from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.conftest import EARLY, LATE


def rating(location="L1", **fields) -> dict:
    return {"snapshot": EARLY, "location_id": location, **fields}


def listed(location="L1", **fields) -> dict:
    return {"snapshot": LATE, "location_id": location, **fields}


def standing(made, location="L1") -> dict:
    return next(row for row in made.rows("register") if row["location_id"] == location)


def test_own_rating_counts_before_an_inherited_one(make):
    made = make(
        [
            rating(rating="Outstanding", published_on=date(2020, 9, 9), inherited=True),
            rating(rating="Good", published_on=date(2019, 4, 7), inherited=False),
        ]
    )
    assert (standing(made)["overall"], standing(made)["inherited"]) == ("Good", False)
    assert made.value("rated/X1/2021-02-01/adult-social-care/overall/locations") == 1


def test_newer_of_two_own_ratings_counts(make):
    made = make(
        [
            rating(rating="Good", published_on=date(2016, 11, 1)),
            rating(rating="Inadequate", published_on=date(2019, 1, 21)),
        ]
    )
    assert standing(made)["overall"] == "Inadequate"


def test_inherited_rating_serves_until_there_is_an_own_one(make):
    made = make(
        [
            rating(rating="Requires improvement", inherited=True),
            rating(rating="Not rated", published_on=None, inherited=False),
        ]
    )
    assert (standing(made)["overall"], standing(made)["inherited"]) == ("Requires improvement", True)
    assert made.value("inherited/X1/2021-02-01/adult-social-care") == 1


def test_service_ratings_are_shown_and_never_counted(make):
    made = make(
        [
            rating(rating="Not rated", published_on=None),
            rating(rating="Good", service_group="Homecare"),
            rating(rating="Good", service_group="Care Homes"),
        ]
    )
    assert standing(made)["services_rated"] == "Care Homes: Good; Homecare: Good"
    assert made.value("rated/X1/2021-02-01/adult-social-care/overall/locations") == 0
    where = "X1/2021-02-01/adult-social-care/overall/locations"
    assert made.value(f"unrated/{where}") == 1
    assert made.value(f"unrated-kind/{where}/rated-by-service-group") == 1
    assert made.figure(f"unrated-kind/{where}/not-yet-rated") is None


@pytest.mark.parametrize(
    ("overall", "group", "word"),
    [
        (None, "Good", "Rated by service group"),
        ("Not rated", "Inadequate", "Rated by service group"),
        ("Not applicable", "Requires improvement", "Rated by service group"),
        ("Not rated", "Insufficient evidence to rate", "Not rated"),
        ("Insufficient evidence to rate", "Good", "Insufficient evidence to rate"),
        ("Good", "Inadequate", "Good"),
        ("Not rated", None, "Not rated"),
    ],
)
def test_a_location_is_rated_by_service_group_where_a_group_has_a_level_and_it_has_none(
    make, overall, group, word
):
    rows = [rating(rating=overall)] if overall else []
    rows += [rating(rating=group, service_group="Surgery")] if group else []
    assert standing(make(rows))["overall"] == word


def test_key_questions_stand_beside_the_overall_rating(make):
    made = make(
        [rating(), rating(domain="Safe", rating="Inadequate"), rating(domain="Well-led", rating="Good")]
    )
    row = standing(made)
    assert (row["safe"], row["well_led"], row["caring"]) == ("Inadequate", "Good", None)
    assert made.value("rating-count/X1/2021-02-01/adult-social-care/safe/locations/inadequate") == 1
    assert made.figure("rating-count/X1/2021-02-01/adult-social-care/caring/locations/good") is None


def test_list_of_locations_and_ratings_some_days_apart_are_one_snapshot(make):
    made = make(
        [rating(snapshot=date(2024, 3, 5), rating="Outstanding")],
        [listed(), listed("L2", beds=20)],
    )
    assert {row["snapshot"] for row in made.rows("register")} == {date(2024, 3, 5)}
    assert made.value("locations/X1/2024-03-05/adult-social-care") == 2
    assert made.value("unrated/X1/2024-03-05/adult-social-care/overall/locations") == 1
    assert made.value("rating-count/X1/2024-03-05/adult-social-care/overall/beds/outstanding") == 10


def test_list_and_ratings_of_different_months_are_two_snapshots(make):
    made = make([rating()], [listed()])
    assert [row["snapshot"] for row in made.rows("snapshot")] == [EARLY, LATE]


def test_list_without_a_ratings_file_counts_its_latest_overall_rating(make):
    made = make(
        locations=[
            listed(overall_rating="Good", rating_published_on=date(2023, 3, 1), rating_inherited=False)
        ]
    )
    assert made.value("rating-count/X1/2024-03-01/adult-social-care/overall/locations/good") == 1
    assert made.value("rating-age-median/X1/2024-03-01/adult-social-care") == pytest.approx(366 / 365.25)


def test_ratings_file_alone_says_that_never_rated_locations_are_missing(make):
    figure = make([rating()]).figure("unrated/X1/2021-02-01/adult-social-care/overall/locations")
    assert (figure["status"], "never rated" in figure["reason"]) == ("not comparable", True)


def test_home_of_two_providers_counts_once(make):
    made = make(locations=[listed("L1", primary_id="L1"), listed("L2", primary_id="L1")])
    assert made.value("locations/X1/2024-03-01/adult-social-care") == 1


@pytest.mark.parametrize("listed_ids", [("L1", "L2"), ("L2", "L3"), ("L3",)])
def test_home_of_two_providers_counts_once_though_its_primary_is_not_listed(make, listed_ids):
    made = make(locations=[listed(one, primary_id="L1") for one in listed_ids])
    assert made.value("locations/X1/2024-03-01/adult-social-care") == 1
    assert [row["counted"] for row in made.rows("register")] == [True, False][: len(listed_ids)]


def test_a_location_that_the_list_and_the_ratings_put_in_two_councils_counts_where_the_list_has_it(make):
    made = make(
        [rating(snapshot=LATE, council="X2"), rating("L2", snapshot=LATE, council="X2")],
        [listed(council="X1")],
    )
    assert [(row["location_id"], row["council"]) for row in made.rows("register")] == [
        ("L1", "X1"),
        ("L2", "X2"),
    ]


def test_two_ratings_files_some_days_apart_from_one_list_are_one_snapshot(make):
    made = make(
        [
            rating(snapshot=date(2024, 2, 25)),
            rating(snapshot=date(2024, 3, 5), rating="Inadequate"),
            rating("L2", snapshot=date(2024, 2, 25), council="X2"),
        ],
        [listed()],
    )
    assert {(r["snapshot"], r["location_id"], r["overall"]) for r in made.rows("register")} == {
        (date(2024, 3, 5), "L1", "Inadequate"),
        (date(2024, 3, 5), "L2", "Good"),
    }


def test_a_list_of_one_council_beside_national_ratings_leaves_the_others_rated_only(make):
    others = ("X2", "X4", "X6", "X7")
    made = make([rating(f"L{code}", snapshot=LATE, council=code) for code in others], [listed(beds=30)])
    where = "2024-03-01/adult-social-care"
    assert made.value(f"beds/X1/{where}") == 30
    assert made.value(f"locations/X12000001/{where}") == 2
    # The region's beds would be those of one of its councils.
    assert made.figure(f"beds/X12000001/{where}") is None
    assert made.value("locations/X1/2024-03-01/care-homes-without-nursing") == 1
    assert made.figure("locations/X12000001/2024-03-01/care-homes-without-nursing") is None
    assert made.figure(f"unrated/X12000001/{where}/overall/locations")["status"] == "not comparable"


def test_key_questions_are_not_told_of_a_region_where_one_council_has_none(make):
    made = make(
        [
            *(rating("L1", domain=domain) for domain in ("Overall", "Safe")),
            rating("L2", council="X2", source="d" * 64),
        ]
    )
    assert made.value("rated/X1/2021-02-01/adult-social-care/safe/locations") == 1
    assert made.figure("rated/X12000001/2021-02-01/adult-social-care/safe/locations") is None


def test_dormant_location_is_counted_apart(make):
    made = make(locations=[listed("L1"), listed("L2", dormant=True)])
    assert made.value("locations/X1/2024-03-01/adult-social-care") == 1
    assert made.value("dormant/X1/2024-03-01/all-sectors") == 1


def test_no_publication_gives_no_snapshot(make):
    made = make()
    assert made.rows("snapshot") == []
    assert not list((made.figures / "providers").rglob("*.parquet"))


def test_published_link_is_followed_step_by_step(make):
    made = make(
        [rating("L1")],
        links=[
            {"snapshot": LATE, "predecessor_id": "L1", "successor_id": "L2", "reason": "New Provider"},
            {"snapshot": LATE, "predecessor_id": "L2", "successor_id": "L3", "reason": "New Provider"},
        ],
    )
    chain = {(row["predecessor_id"], row["successor_id"]): row["basis"] for row in made.rows("succession")}
    assert chain == {("L1", "L2"): "published", ("L2", "L3"): "published", ("L1", "L3"): "published"}


@pytest.mark.parametrize(
    ("later", "followed"),
    [
        ({"location_name": "The Elms", "postcode": "ZZ1 1ZZ"}, True),
        ({"location_name": "THE ELMS.", "postcode": "ZZ1 1ZZ"}, True),
        # A care home that is renamed when it is sold is still the one home of its postcode.
        ({"location_name": "Oak House", "postcode": "ZZ1 1ZZ"}, True),
        ({"location_name": "The Elms", "postcode": "ZZ1 2ZZ"}, False),
        ({"location_name": "The Elms", "postcode": "ZZ1 1ZZ", "category": "GP Practices"}, False),
    ],
)
def test_successor_is_inferred_only_from_the_same_service_at_the_same_postcode(make, later, followed):
    made = make(
        [
            rating("L1", location_name="The Elms", postcode="ZZ1 1ZZ"),
            {"snapshot": LATE, "location_id": "L2", **later},
        ]
    )
    assert [row["successor_id"] for row in made.rows("succession")] == (["L2"] if followed else [])


def test_home_care_offices_share_addresses_and_are_not_taken_for_each_other(make):
    care = {"category": "Community based adult social care services", "postcode": "ZZ1 1ZZ"}
    made = make(
        [
            rating("L1", location_name="Red Care", **care),
            rating("L2", snapshot=LATE, location_name="Blue", **care),
        ]
    )
    assert made.rows("succession") == []


words = st.sampled_from(["Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated"])
numbered = count()
days = st.dates(date(2014, 1, 1), date(2021, 1, 31))


def expected(rows: list[dict]) -> tuple:
    """The slow, obvious rule: own ratings with a verdict, newest; else inherited, newest; else not rated."""
    own = [r for r in rows if r["rating"] != "Not rated" and not r["inherited"]]
    inherited = [r for r in rows if r["rating"] != "Not rated" and r["inherited"]]
    best = own or inherited
    if not best:
        return "Not rated", None
    newest = max(best, key=lambda r: r["published_on"])
    return newest["rating"], newest["published_on"]


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_standing_agrees_with_the_rule_said_slowly(make, data):
    rows = []
    for location in ("L1", "L2", "L3"):
        dates = data.draw(st.lists(days, min_size=1, max_size=4, unique=True))
        rows += [
            rating(location, rating=data.draw(words), published_on=day, inherited=data.draw(st.booleans()))
            for day in dates
        ]
    made = make(rows, folder=f"e{next(numbered)}")
    for location in ("L1", "L2", "L3"):
        own = [row for row in rows if row["location_id"] == location]
        row = standing(made, location)
        want = expected(own)
        assert row["overall"] == want[0]
        if want[1]:
            assert row["published_on"] == want[1]
