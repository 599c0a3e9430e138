"""From the registry's rows to areas and what became of them, on a small nation."""

from datetime import date

import pytest
from tests.places.nation import tables

from careplace.places import registry
from careplace.places.facts import Facts, facts

CHANGE = date(2023, 4, 1)


@pytest.fixture(scope="module")
def drawn():
    return registry.drawn(tables(), facts())


@pytest.mark.parametrize(
    ("end", "following"),
    [
        (None, None),
        (date(2019, 3, 31), date(2019, 4, 1)),
        (date(2023, 4, 1), date(2023, 4, 1)),
        (date(2024, 5, 7), date(2024, 5, 7)),
        (date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_an_end_is_the_first_day_after(end, following):
    assert registry.day_after(end) == following


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("St. Helens", "St Helens"),
    ],
)
def test_everyday_names(name, said):
    assert registry.everyday(name) == said


def test_both_ways_of_writing_an_end_give_one_day(drawn):
    ended = {area.to_date for area in drawn.areas.values() if area.to_date}
    assert ended == {CHANGE}


def test_kinds(drawn):
    kinds = {code: area.kind for code, area in drawn.areas.items()}
    assert kinds["E10000001"] == kinds["E06000001"] == kinds["E08000001"] == "council"
    assert kinds["E07000001"] == "district"
    assert kinds["E47000001"] == "combined authority"
    assert "E61000001" not in kinds


def test_names_are_the_lookups_newest_and_everyday(drawn):
    assert drawn.areas["E08000002"].name == "Beta"
    assert drawn.areas["E10000001"].name == "Northshire"
    assert drawn.areas["E47000001"].name == "South Combined Authority"


def test_a_split_county_goes_also_where_its_districts_went(drawn):
    heirs = {(s.successor, s.whole) for s in drawn.successions if s.code == "E10000001"}
    assert heirs == {("E06000001", False), ("E06000002", False), ("E06000004", False)}


def test_a_county_that_became_one_council_is_whole(drawn):
    (only,) = [s for s in drawn.successions if s.code == "E10000002"]
    assert (only.successor, only.on, only.whole) == ("E06000003", CHANGE, True)


def test_only_what_took_over_or_is_an_authority_has_a_first_day(drawn):
    assert drawn.areas["E06000003"].from_date == CHANGE
    assert drawn.areas["E08000001"].from_date is None
    assert drawn.areas["E47000001"].from_date == date(2016, 6, 17)


def test_districts_know_their_county(drawn):
    assert drawn.areas["E07000001"].council == "E10000001"
    assert drawn.areas["E06000001"].council is None


def test_a_recode_makes_two_areas_of_one_row():
    known = Facts(recode=({"earlier": "E08000001", "later": "E08000009", "on": date(2021, 1, 1)},))
    drawn = registry.drawn(tables(), known)
    before, after = drawn.areas["E08000001"], drawn.areas["E08000009"]
    assert (before.to_date, after.from_date, after.to_date) == (date(2021, 1, 1), date(2021, 1, 1), None)
    assert before.name == after.name == "Alpha"
    assert drawn.names["alfa"] == {"E08000001", "E08000009"}
    assert [s.successor for s in drawn.successions if s.code == "E08000001"] == ["E08000009"]


def test_a_correction_applies_only_to_what_was_found():
    right = {"registry_code": "ALP", "field": "name", "found": "Alpha", "right": "Aleph"}
    past = right | {"found": "Something else"}
    table = tables()["council_registry"]
    assert registry.rows(table, Facts(correction=(right,)))["ALP"]["name"] == "Aleph"
    assert registry.rows(table, Facts(correction=(past,)))["ALP"]["name"] == "Alpha"


def test_an_area_that_the_registry_lacks_follows_those_it_replaced():
    entry = {
        "registry_code": "NEW",
        "code": "E47000002",
        "name": "New",
        "official_name": "New Combined Authority",
    }
    entry |= {"type": "COMB", "on": date(2024, 5, 7), "after": ["SOCA"]}
    drawn = registry.drawn(tables(), Facts(area=(entry,)))
    assert drawn.areas["E47000001"].to_date == drawn.areas["E47000002"].from_date == date(2024, 5, 7)
    assert registry.drawn(tables(), Facts(area=(entry | {"after": ["NONE"]},))).areas.get("E47000002") is None
