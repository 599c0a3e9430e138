from datetime import date

import pyarrow.compute as pc
import pytest
from tests.demo.conftest import LAST

from careplace.demo.register import day
from careplace.demo.snapshot import NOT_RATED, WORDS, deactivated, locations, standing

BEFORE, THEN = date(2021, 2, 1), date(2022, 6, 1)


def oracle(register, row, on):
    """What one registration shows, looked for inspection by inspection: (index or -1, inherited)."""
    newest = -1
    for number in range(len(register.published)):
        if register.inspected[number] == register.site[row] and register.published[number] <= day(on):
            newest = number
    inherited = newest >= 0 and register.published[newest] < register.opened[row]
    if inherited and not register.inherits[row]:
        return -1, False
    return newest, bool(inherited)


@pytest.mark.parametrize("on", [BEFORE, THEN, LAST])
def test_each_registration_shows_its_newest_inspection(rolled, on):
    stand = standing(rolled, on)
    for place in range(0, len(stand.rows), 211):
        expected = oracle(rolled.register, stand.rows[place], on)
        assert (stand.current[place], bool(stand.inherited[place])) == expected


def test_some_ratings_are_inherited_and_some_shown_beside_their_own(rolled):
    stand = standing(rolled, LAST)
    assert 0.01 < stand.inherited.mean() < 0.15
    assert (stand.older >= 0).any()
    both = stand.older >= 0
    assert (
        rolled.register.published[stand.older[both]] < rolled.register.published[stand.current[both]]
    ).all()


def test_a_location_is_listed_once(rolled):
    ids = locations(rolled, LAST)["location_id"]
    assert pc.count_distinct(ids).as_py() == len(ids)


def test_a_successor_stands_at_its_predecessors_postcode(rolled):
    gone = deactivated(rolled, LAST)
    now = locations(rolled, LAST)
    shared = pc.is_in(gone["postcode"], now["postcode"])
    assert 0.2 < pc.mean(shared).as_py() < 0.8


def test_active_and_deactivated_are_apart(rolled):
    for on in (BEFORE, LAST):
        both = pc.is_in(deactivated(rolled, on)["location_id"], locations(rolled, on)["location_id"])
        assert not pc.any(both).as_py()


def test_councils_are_those_of_the_day(rolled, invented):
    for on in (BEFORE, LAST):
        assert set(locations(rolled, on)["council"].to_pylist()) <= {c.code for c in invented.councils(on)}


def test_dentists_and_the_not_yet_inspected_have_no_rating(rolled):
    table = locations(rolled, LAST)
    dentists = table.filter(pc.equal(table["category"], "Dentists"))
    assert dentists["overall_rating"].null_count == len(dentists)
    social = table.filter(pc.equal(table["location_type"], "Social Care Org"))
    assert 0.01 < social["overall_rating"].null_count / len(social) < 0.2


def test_not_rated_has_no_date_and_every_level_has(rolled):
    table = locations(rolled, LAST)
    word, published = table["overall_rating"].to_pylist(), table["rating_published_on"].to_pylist()
    assert WORDS[NOT_RATED] in word
    for said, when in zip(word, published, strict=True):
        assert (when is not None) == (said in WORDS[:4])


def test_both_of_a_pair_name_one_primary(rolled):
    table = locations(rolled, LAST).to_pylist()
    paired = [row for row in table if row["primary_id"]]
    ids = {row["location_id"]: row for row in paired}
    assert paired
    for row in paired:
        other = ids[row["linked_id"]]
        assert other["linked_id"] == row["location_id"]
        assert other["primary_id"] == row["primary_id"] in (row["location_id"], row["linked_id"])


def test_brands_have_both_id_and_name_or_neither(rolled):
    table = locations(rolled, LAST)
    assert table["brand_id"].is_valid().equals(table["brand_name"].is_valid())
    assert 0.1 < table["brand_id"].null_count / len(table) < 0.95
