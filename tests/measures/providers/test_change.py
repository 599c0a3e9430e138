"""Change between two snapshots: each location once, homes followed, and codes of councils that changed by law."""

from collections import Counter, defaultdict
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.conftest import EARLY, LATE
from tests.measures.fictional import AT_HOME, CARE_HOMES, RATINGS
from tests.measures.providers.oracle import LEVELS, newcombe, sectors

from careplace.measures.providers.profile import profile
from careplace.ratings.scale import slug

PERIOD = f"{EARLY}..{LATE}"
CARE = "adult-social-care"
KINDS = (
    *("better", "same", "worse", "joined", "left", "first-rating", "rating-withdrawn", "joined-unrated"),
    *("left-unrated", "unrated-at-both"),
)
ids = count()


def was(location, rating="Good", **fields) -> dict:
    return {"snapshot": EARLY, "location_id": location, "rating": rating, "council": "X1", **fields}


def now(location, rating="Good", **fields) -> dict:
    return was(location, rating, **fields) | {"snapshot": LATE}


def link(before, after) -> dict:
    return {"snapshot": LATE, "predecessor_id": before, "successor_id": after, "reason": "New Provider"}


def counts(made, place="X1", sector=CARE, period=PERIOD) -> dict[str, int]:
    """What is not zero of a place's change."""
    start = f"rating-change/{place}/{period}/{sector}/"
    found = {f.id.removeprefix(start): int(f.value) for f in made.stored() if f.id.startswith(start)}
    assert not found or set(found) == {"matched", "followed", *KINDS}
    return {kind: value for kind, value in found.items() if value}


def test_each_kind_of_change(make):
    made = make(
        [
            *(was("L1", "Inadequate"), now("L1", "Good")),
            *(was("L2"), now("L2")),
            *(was("L3", "Outstanding"), now("L3", "Good")),
            *(was("L4", "Not rated"), now("L4")),
            *(was("L5"), now("L5", "Not rated")),
            *(was("L6", "Not rated"), now("L6", "Insufficient evidence to rate")),
            *(was("L7"), was("L8", "Not rated"), now("L9"), now("L10", "Not rated")),
        ]
    )
    assert counts(made) == dict.fromkeys(KINDS, 1) | {"matched": 3}


def test_a_change_names_the_files_of_both_dates(make):
    made = make([was("L1"), now("L1", source="d" * 64)])
    for measure, rest in (
        ("rating-change", "matched"),
        ("rating-change-table", "good/good"),
        ("rating-change-points", "good"),
    ):
        figure = made.figure(f"{measure}/X1/{PERIOD}/{CARE}/{rest}")
        assert figure["source"] == f"{'a' * 12}|{'d' * 12}"


def test_the_table_has_every_matched_pair_of_ratings(make):
    made = make(
        [was("L1", "Inadequate"), now("L1"), was("L2", "Inadequate"), now("L2"), was("L3"), now("L3")]
    )
    table = {
        f.breakdown: f.value for f in made.stored() if (f.measure, f.place) == ("rating-change-table", "X1")
    }
    assert {key: value for key, value in table.items() if key.startswith(CARE)} == {
        f"{CARE}/inadequate/good": 2,
        f"{CARE}/good/good": 1,
    }


def test_the_change_in_points_is_that_of_the_two_stocks(make):
    rows = [was(f"L{n}", "Good" if n < 6 else "Inadequate") for n in range(10)]
    rows += [now(f"M{n}", "Good" if n < 15 else "Inadequate") for n in range(20)]
    figure = make(rows).figure(f"rating-change-points/X1/{PERIOD}/{CARE}/good-or-outstanding")
    lower, upper = newcombe(15, 20, 6, 10)
    assert (figure["value"], figure["lower95"], figure["upper95"]) == pytest.approx(
        (15, 100 * lower, 100 * upper)
    )


def test_a_home_registered_anew_is_matched_with_its_successor(make):
    made = make([was("L1", "Inadequate"), now("L2", "Good")], links=[link("L1", "L2")])
    assert counts(made) == {"matched": 1, "better": 1, "followed": 1}


def test_a_home_sold_twice_is_followed_all_the_way(make):
    made = make([was("L1"), now("L3", "Inadequate")], links=[link("L1", "L2"), link("L2", "L3")])
    assert counts(made) == {"matched": 1, "worse": 1, "followed": 1}


def test_of_two_homes_that_became_one_the_first_is_matched_and_the_other_left(make):
    made = make([was("L1"), was("L2", "Inadequate"), now("L3")], links=[link("L1", "L3"), link("L2", "L3")])
    assert counts(made) == {"matched": 1, "same": 1, "left": 1, "followed": 1}


def test_a_home_that_split_is_matched_with_one_of_the_two(make):
    made = make([was("L1"), now("L2"), now("L3")], links=[link("L1", "L2"), link("L1", "L3")])
    assert counts(made) == {"matched": 1, "same": 1, "joined": 1, "followed": 1}


def test_a_successor_that_was_there_before_is_not_followed_to(make):
    made = make([was("L1"), was("L2"), now("L2")], links=[link("L1", "L2")])
    assert counts(made) == {"matched": 1, "same": 1, "left": 1}


def test_a_published_successor_comes_before_one_that_was_inferred(make):
    home = {"location_name": "The Elms", "postcode": "ZZ1 1ZZ"}
    made = make(
        [was("L1", **home), now("L2", "Inadequate", **home), now("L3", "Good")],
        links=[link("L1", "L3")],
    )
    assert counts(made) == {"matched": 1, "same": 1, "joined": 1, "followed": 1}


def test_a_building_sold_again_and_again_is_followed_from_each_to_the_next(make):
    site = {"postcode": "ZZ1 1ZZ"}
    days = [EARLY, EARLY.replace(year=2022), LATE]
    rows = [was(f"L{n}", location_name=f"Home {n}", **site) | {"snapshot": day} for n, day in enumerate(days)]
    made = make(rows)
    steps = {(row["predecessor_id"], row["successor_id"]): row["steps"] for row in made.rows("succession")}
    assert steps == {("L0", "L1"): 1, ("L1", "L2"): 1, ("L0", "L2"): 2}
    assert counts(made, period=f"{days[1]}..{LATE}") == {"matched": 1, "same": 1, "followed": 1}


def test_where_two_homes_of_a_postcode_went_nobody_is_taken_for_the_one_that_came(make):
    site = {"postcode": "ZZ1 1ZZ"}
    made = make([was("L1", **site), was("L2", **site), now("L3", **site)])
    assert made.rows("succession") == []


def test_a_home_that_goes_dormant_left_and_one_that_wakes_joined(make):
    rows = [
        {
            "snapshot": day,
            "location_id": one,
            "overall_rating": "Good",
            "dormant": (one == "L1") == (day == LATE),
        }
        for day in (EARLY, LATE)
        for one in ("L1", "L2")
    ]
    assert counts(make(locations=rows)) == {"joined": 1, "left": 1}


def test_a_sector_that_a_snapshot_cannot_tell_has_no_change(make):
    made = make([was("L1"), now("L1")], [{"snapshot": LATE, "location_id": "L1"}])
    assert counts(made) == {"matched": 1, "same": 1}
    assert counts(made, sector="care-homes-without-nursing") == {}


def test_a_sector_that_only_a_part_of_a_region_could_tell_has_no_change_there(make):
    both = [{"snapshot": LATE, "location_id": f"L{code}", "council": code} for code in ("X1", "X2")]
    made = make(
        [was("LX2", council="X2"), was("LX3", council="X3"), was("LX5", council="X5")],
        [both[0] | {"snapshot": EARLY}, *both],
    )
    homes = "care-homes-without-nursing"
    assert counts(made, "X1", homes) == {"unrated-at-both": 1}
    assert counts(made, "X12000001", homes) == {}
    assert counts(made, "X12000001") == {"rating-withdrawn": 1, "unrated-at-both": 1}


def test_a_council_under_a_new_code_goes_on(make):
    made = make([was("L1", "Inadequate", council="X3"), now("L1", council="X4")])
    assert counts(made, "X4") == {"matched": 1, "better": 1}


def test_a_council_made_by_a_split_has_no_change_and_its_region_has(make):
    rest = [was("L3", council="X3"), now("L4", council="X4")]
    split = [
        was("L1", council="X5"),
        was("L2", council="X5"),
        now("L1", council="X6"),
        now("L2", council="X7"),
    ]
    made = make(rest + split)
    assert counts(made, "X6") == counts(made, "X7") == {}
    assert counts(made, "X12000002") == {"matched": 2, "same": 2, "left": 1, "joined": 1}


@pytest.mark.parametrize("covered", [("X3", "X5"), ("X3",)])
def test_a_council_put_together_from_two_has_no_change(make, covered):
    """As the gazetteer has it: it was neither of the two, and one of them alone is not its past."""
    merged = [("X3", "X4", True), ("X5", "X4", True)]
    rows = [was(f"L{code}", council=code) for code in covered] + [now("LX3", council="X4")]
    made = make(rows, successors=merged)
    assert counts(made, "X4") == {}
    assert profile(made.reader, made.reader.gazetteer.resolve("X4")).changed_from is None


def test_a_home_that_moves_between_two_councils_of_a_region(make):
    made = make(
        [
            was("L1"),
            was("L2"),
            was("L3", council="X2"),
            now("L1", council="X2"),
            now("L2"),
            now("L3", council="X2"),
        ]
    )
    assert counts(made, "X1") == {"matched": 1, "same": 1, "left": 1}
    assert counts(made, "X2") == {"matched": 1, "same": 1, "joined": 1}
    assert counts(made, "X12000001") == {"matched": 3, "same": 3}


def test_a_home_followed_into_another_council_left_the_one_and_joined_the_other(make):
    made = make(
        [was("L1"), was("L3"), now("L3"), was("L4", council="X2"), now("L2", council="X2")],
        links=[link("L1", "L2")],
    )
    assert counts(made, "X1") == {"matched": 1, "same": 1, "left": 1}
    assert counts(made, "X2") == {"left": 1, "joined": 1}
    assert counts(made, "X12000001") == {"matched": 2, "same": 2, "followed": 1, "left": 1}


def test_a_home_that_became_home_care_left_the_homes_and_stayed_in_social_care(make):
    made = make([was("L1"), was("L2", category=AT_HOME), now("L1", category=AT_HOME), now("L3")])
    assert counts(made) == {"matched": 1, "same": 1, "left": 1, "joined": 1}
    assert counts(made, sector="residential-care") == {"left": 1, "joined": 1}


def test_change_is_from_the_newest_snapshot_before_that_covers_the_place(make):
    between = LATE.replace(year=2022)
    rows = [was("L1"), now("L1"), was("L2", council="X2"), now("L2", council="X2")]
    # In 2022 only Ash is published.
    made = make([*rows, now("L1", "Inadequate") | {"snapshot": between}])
    assert counts(made, "X1", period=f"{between}..{LATE}") == {"matched": 1, "better": 1}
    assert counts(made, "X2") == {"matched": 1, "same": 1}
    assert counts(made, "X1") == {}


MOVES = {"X1": ("X1", "X1", "X2"), "X2": ("X2",), "X3": ("X4",), "X5": ("X6", "X7")}
NORTH, SOUTH = {"X1", "X2"}, {"X3", "X4", "X5", "X6", "X7"}
# place: (its councils then, its councils now)
PLACES = {
    "X1": ({"X1"}, {"X1"}),
    "X2": ({"X2"}, {"X2"}),
    "X4": ({"X3"}, {"X4"}),
    "X12000001": (NORTH, NORTH),
    "X12000002": (SOUTH, SOUTH),
    "X92000001": (NORTH | SOUTH, NORTH | SOUTH),
}
home = st.fixed_dictionaries(
    {
        "council": st.sampled_from(sorted(MOVES)),
        "category": st.sampled_from([CARE_HOMES, AT_HOME]),
        "then": st.sampled_from([None, *RATINGS]),
        "now": st.sampled_from([None, *RATINGS]),
        "sold": st.sampled_from([False, False, True]),
    }
)


def drawn(data) -> tuple[list[dict], list[dict]]:
    """Ratings at both dates, and links; every council has a location at both, so that each is covered."""
    rows, links = [], []
    for then in MOVES:
        rows += [
            was(f"A{then}", council=then),
            *(now(f"A{after}", council=after) for after in set(MOVES[then])),
        ]
    for one in data.draw(st.lists(home, max_size=30)):
        location = f"L{next(ids)}"
        where = {"council": one["council"], "category": one["category"]}
        if one["then"]:
            rows.append(was(location, one["then"], **where))
        if one["sold"]:
            links.append(link(location, f"{location}N"))
            location = f"{location}N"
        if one["now"]:
            moved = data.draw(st.sampled_from(MOVES[one["council"]]))
            rows.append(now(location, one["now"], **where | {"council": moved}))
    return [{"category": CARE_HOMES} | row for row in rows], links


def expected(rows, links, then: set[str], after: set[str]) -> dict[str, Counter]:
    """The rule said slowly, one location at a time."""
    heirs = {row["predecessor_id"]: row["successor_id"] for row in links}
    later = {r["location_id"]: r for r in rows if r["snapshot"] == LATE and r["council"] in after}
    found, met = defaultdict(Counter), set()
    for row in rows:
        if row["snapshot"] != EARLY or row["council"] not in then:
            continue
        heir = row["location_id"] if row["location_id"] in later else heirs.get(row["location_id"])
        met.add(heir)
        for sector in sectors(row | {"counted": True, "dormant": False, "services": None}):
            found[sector][kind(row, later.get(heir))] += 1
            found[sector]["followed"] += heir in later and heir != row["location_id"]
    for one, row in later.items():
        for sector in sectors(row | {"counted": True, "dormant": False, "services": None}):
            found[sector][kind(None, row)] += one not in met
    return found


def kind(before: dict | None, after: dict | None) -> str:
    was_rated = before and before["rating"] in LEVELS
    is_rated = after and after["rating"] in LEVELS
    if not before or not after:
        return ("left" if before else "joined") + ("" if was_rated or is_rated else "-unrated")
    if was_rated and is_rated:
        moved = LEVELS.index(before["rating"]) - LEVELS.index(after["rating"])
        return "better" if moved > 0 else "worse" if moved < 0 else "same"
    return "rating-withdrawn" if was_rated else "first-rating" if is_rated else "unrated-at-both"


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.data())
def test_change_of_any_register_is_what_the_rule_says_slowly(make, data):
    rows, links = drawn(data)
    made = make(rows, links=links, folder=f"e{next(ids)}")
    for place, (then, after) in PLACES.items():
        for sector, wanted in expected(rows, links, then, after).items():
            found = counts(made, place, sector)
            matched = sum(wanted[one] for one in ("better", "same", "worse"))
            both = {k: v for k, v in (wanted | Counter(matched=matched)).items() if v}
            assert found in (both, {}), (place, sector)
            assert found or sector != CARE
    balanced(made)


def test_the_parts_of_a_change_add_up(edition):
    assert balanced(edition) > 20


def balanced(made) -> int:
    """Checks, for every place and sector with a change, what must add up; returns how many there are."""
    value = {figure.id: figure.value for figure in made.stored()}
    every = [i.split("/", 3) for i in value if i.startswith("rating-change/") and i.endswith("/matched")]
    for _measure, place, period, breakdown in every:
        sector = breakdown.split("/")[0]
        part = {
            kind: value[f"rating-change/{place}/{period}/{sector}/{kind}"]
            for kind in ("matched", "followed", *KINDS)
        }
        assert part["matched"] == part["better"] + part["same"] + part["worse"]
        table = [
            value.get(f"rating-change-table/{place}/{period}/{sector}/{slug(a)}/{slug(b)}", 0)
            for a in LEVELS
            for b in LEVELS
        ]
        assert sum(table) == part["matched"]
        day = period.split("..")[1]
        rated = value[f"rated/{place}/{day}/{sector}/overall/locations"]
        assert rated == part["matched"] + part["joined"] + part["first-rating"]
        assert (
            rated_before(value, place, period, sector)
            == part["matched"] + part["left"] + part["rating-withdrawn"]
        )
    return len(every)


def rated_before(value, place: str, period: str, sector: str) -> float:
    then = {"X4": "X3"}.get(place, place)
    return value[f"rated/{then}/{period.split('..')[0]}/{sector}/overall/locations"]
