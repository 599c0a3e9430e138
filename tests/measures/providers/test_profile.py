"""Which snapshot a profile is of, what it holds, and the JSON object that it is printed as."""

import json
from datetime import date

import pytest
from tests.measures.conftest import EARLY, LATE
from tests.measures.fictional import LAST

from careplace.measures.providers.profile import NotCovered, as_json, profile
from careplace.places.area import UnknownPlace
from careplace.ratings.scale import LEVELS

CARE = "adult-social-care"


@pytest.fixture(scope="module")
def of(reader):
    def found(place, **asked):
        return profile(reader, reader.gazetteer.resolve(place, asked.get("as_at")), **asked)

    return found


@pytest.mark.parametrize(
    ("place", "as_at", "snapshot", "before"),
    [
        ("Ash", None, LAST, LATE),
        ("Ash", LAST, LAST, LATE),
        ("Ash", date(2025, 5, 31), LATE, EARLY),
        ("Ash", date(2099, 1, 1), LAST, LATE),
        ("Ash", date(2021, 2, 1), EARLY, None),
        # The newest snapshot holds Ash alone.
        ("Birch", None, LATE, EARLY),
        ("North", None, LATE, EARLY),
        ("New Moor", None, LATE, EARLY),
        ("East Dale", None, LATE, None),
        # A council that is no more is told as it last was.
        ("Dale", None, EARLY, None),
        ("Old Moor", EARLY, EARLY, None),
        ("X92000001", None, LATE, EARLY),
    ],
)
def test_the_newest_snapshot_on_or_before_that_covers_the_place(of, place, as_at, snapshot, before):
    found = of(place, as_at=as_at)
    assert (found.as_at, found.changed_from) == (snapshot, before)
    assert (found.change_reason == "") == (before is not None)


def test_a_council_is_told_under_the_code_of_the_day(of):
    assert of("Old Moor").area.code == "X4"
    assert of("X4", as_at=None).area.code == "X4"
    assert of("Old Moor", as_at=EARLY).area.code == "X3"


@pytest.mark.parametrize(
    ("place", "as_at", "said"),
    [
        (
            "Ash",
            date(2020, 1, 1),
            "No snapshot on or before 2020-01-01 covers Ash (X1). It is covered at 2025-06-01",
        ),
        ("X7", date(2022, 1, 1), "West Dale (X7) began on 2023-04-01"),
    ],
)
def test_a_place_that_is_not_covered_says_when_it_is(reader, place, as_at, said):
    with pytest.raises((NotCovered, UnknownPlace)) as caught:
        profile(reader, reader.gazetteer.resolve(place, as_at), as_at=as_at)
    assert said in str(caught.value)


def test_a_place_that_no_snapshot_covers_says_so(make):
    made = make([{"snapshot": EARLY, "location_id": "L1"}])
    with pytest.raises(NotCovered, match=r"No snapshot of this edition covers Birch \(X2\)"):
        profile(made.reader, made.reader.gazetteer.resolve("X2"))


def test_an_edition_without_a_register_covers_nothing(make):
    made = make()
    with pytest.raises(NotCovered, match=r"No snapshot of this edition covers Ash \(X1\)"):
        profile(made.reader, made.reader.gazetteer.resolve("X1"))


def test_a_profile_of_one_sector_holds_that_sector_alone(of):
    whole, part = of("Ash", as_at=LATE), of("Ash", as_at=LATE, sector="care-homes-with-nursing")
    wanted = {
        id: f for id, f in whole.figures.items() if f.breakdown.split("/")[0] == "care-homes-with-nursing"
    }
    assert part.figures == wanted
    assert part.sectors == ["care-homes-with-nursing"]
    assert whole.sectors == [key for key in whole.sectors if whole.figure("locations", key)]


def test_a_sector_that_was_not_told_before_says_so_and_keeps_its_date(of):
    found = of("Ash", as_at=LATE, sector="home-care")
    assert found.changed_from == EARLY
    assert found.change_reason == "no locations are known to be in this sector both now and on 2021-02-01"
    assert as_json(found, "e", "home-care")["change"] is None


def test_the_json_object_has_what_was_promised(of, edition):
    found = of("Ash", as_at=LATE, against=("region", "neighbours"))
    told = json.loads(json.dumps(as_json(found, "2024-03-01-0123456789", CARE), allow_nan=False))
    assert told["place"] == {"code": "X1", "name": "Ash"}
    assert (told["edition"], told["as_at"], told["sector"]) == ("2024-03-01-0123456789", str(LATE), CARE)
    assert [row["rating"] for row in told["mix"]] == list(LEVELS)
    assert sum(row["count"] for row in told["mix"]) == told["rated"]
    assert sum(row["share"] for row in told["mix"]) == pytest.approx(1)
    assert all(row["lower"] <= row["share"] <= row["upper"] for row in told["mix"])
    assert told["rated"] + told["unrated"] == edition.value(f"locations/X1/{LATE}/{CARE}")
    assert told["rating_age_years"]["median"] <= told["rating_age_years"]["p90"]


def test_the_json_of_comparators(of):
    told = as_json(of("Ash", as_at=LATE, against=("region", "neighbours")), "e", CARE)
    region, near = told["comparators"]
    assert (region["name"], region["covered"], region["members_covered"]) == ("North", True, 2)
    assert region["members"] == [{"code": "X1", "name": "Ash"}, {"code": "X2", "name": "Birch"}]
    assert [row["rating"] for row in near["mix"]] == list(LEVELS)
    difference = near["difference"]["good_or_outstanding"]
    assert difference["lower"] < difference["points"] < difference["upper"]
    assert difference["verdict"] in ("higher", "lower", "no clear difference")


def test_the_json_of_a_comparator_that_is_not_covered(of):
    (region,) = as_json(of("Ash", against=("region",)), "e", CARE)["comparators"]
    assert (region["covered"], region["mix"], region["difference"]) == (False, None, None)
    assert region["reason"] == "this snapshot covers 1 of the group's 2 councils"
    assert len(region["members"]) == 2


def test_the_json_of_change(of):
    change = as_json(of("Ash", as_at=LATE), "e", CARE)["change"]
    assert (change["from"], change["to"]) == (str(EARLY), str(LATE))
    assert change["matched"] == change["better"] + change["same"] + change["worse"] > 0
    assert change["matched"] == sum(sum(row.values()) for row in change["table"].values())
    assert list(change["table"]) == list(change["table"]["Good"]) == list(LEVELS)
    assert {"joined", "left", "followed"} <= set(change)
    points = change["good_or_outstanding"]
    assert points["lower"] < points["points"] < points["upper"]


def test_a_sector_without_locations_is_empty_and_valid(of):
    told = as_json(of("Birch", as_at=EARLY, sector="extra-care"), "e", "extra-care")
    assert (told["rated"], told["unrated"], told["change"]) == (0, 0, None)
    assert [row["count"] for row in told["mix"]] == [0, 0, 0, 0]
    assert [row["share"] for row in told["mix"]] == [None] * 4
