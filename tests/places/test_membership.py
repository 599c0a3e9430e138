"""Who is in which group and when, on a small nation."""

from datetime import date

import pytest
from tests.places.nation import tables

from careplace.places import registry
from careplace.places.facts import Facts, facts
from careplace.places.membership import BOARDS_BEGAN, Holders, memberships

CHANGE = date(2023, 4, 1)


@pytest.fixture(scope="module")
def members():
    drawn = registry.drawn(tables(), facts())
    return memberships(drawn, tables(), facts())[1]


def of(members, group, on):
    return {m.member for m in members if m.group == group and m.lasts(on)}


def test_every_council_is_in_one_region_and_the_nation_while_it_stands(members):
    drawn = registry.drawn(tables(), facts())
    for on in (date(2021, 2, 1), date(2023, 3, 31), CHANGE, None):
        standing = {a.code for a in drawn.areas.values() if a.kind == "council" and a.stands(on)}
        north, south = of(members, "E12000001", on), of(members, "E12000002", on)
        assert north | south == standing == of(members, "E92000001", on)
        assert not north & south


def test_a_county_of_the_past_is_in_the_region_of_its_successors(members):
    assert "E10000001" in of(members, "E12000001", date(2021, 2, 1))
    assert "E06000005" in of(members, "E12000001", date(2021, 2, 1))


def test_the_lookup_rules_over_the_registry(members):
    assert "E10000003" in of(members, "E12000002", None)


def test_an_authority_has_its_councils_and_the_county_whose_districts_are_all_in(members):
    assert of(members, "E47000001", None) == {"E08000001", "E08000002", "E10000003"}
    assert of(members, "E47000001", date(2016, 6, 16)) == set()


def test_a_board_begins_with_the_law_and_takes_the_greater_part(members):
    assert of(members, "E54000001", date(2022, 6, 30)) == set()
    eastshire = next(m for m in members if m.member == "E10000003" and m.group.startswith("E54"))
    assert (eastshire.group, eastshire.from_date) == ("E54000001", BOARDS_BEGAN)
    assert eastshire.share == pytest.approx(20 / 25)


def test_a_split_council_leaves_its_board_to_its_successors(members):
    assert "E10000001" in of(members, "E54000001", date(2023, 3, 31))
    after = of(members, "E54000001", CHANGE)
    assert {"E06000001", "E06000002", "E06000004"} <= after
    assert "E10000001" not in after


def test_members_of_the_past_come_from_the_facts():
    entry = {
        "group": "E47000001",
        "members": ["E06000005"],
        "from": date(2017, 1, 1),
        "until": date(2018, 1, 1),
    }
    known = Facts(membership=(entry,))
    drawn = registry.drawn(tables(), known)
    _areas, members = memberships(drawn, tables(), known)
    assert "E06000005" in of(members, "E47000001", date(2017, 6, 1))
    assert "E06000005" not in of(members, "E47000001", date(2018, 1, 1))


def test_holders_are_the_council_its_county_and_their_whole_successors():
    holders = Holders(registry.drawn(tables(), facts()))
    assert holders.of("E07000004") == ["E10000002", "E06000003"]
    assert holders.of("E07000001") == ["E10000001", "E06000001"]
    assert holders.of("E08000001") == ["E08000001"]
    assert holders.of("W06000001") == []


def test_without_lookups_only_the_nation_and_the_registrys_authorities():
    only = {"council_registry": tables()["council_registry"]}
    drawn = registry.drawn(only, facts())
    groups, members = memberships(drawn, only, facts())
    assert [group.code for group in groups] == ["E92000001"]
    assert of(members, "E47000001", None) == {"E08000001", "E08000002"}
