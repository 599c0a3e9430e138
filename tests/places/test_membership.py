"""Who is in which group and when, on a small nation."""

from datetime import date

import pytest
from tests.place_books import book_of, tables_of
from tests.places.nation import tables, texts

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


BOARDS_2026 = [
    ("E06000001", "North East Shire", "E54000009", "NHS North Integrated Care Board", 10),
    ("E06000002", "North West Shire", "E54000009", "NHS North Integrated Care Board", 10),
    ("E06000004", "Bigger City", "E54000009", "NHS North Integrated Care Board", 10),
    ("E06000003", "Westshire", "E54000008", "NHS South Integrated Care Board", 20),
    ("E07000006", "Lea", "E54000002", "NHS Lea Integrated Care Board", 15),
    ("E07000007", "Mead", "E54000002", "NHS Lea Integrated Care Board", 10),
    ("E08000001", "Alpha", "E54000008", "NHS South Integrated Care Board", 10),
    ("E08000002", "Beta", "E54000008", "NHS South Integrated Care Board", 10),
]


def boards_of_two_years(rows):
    """The nation with a second lookup of boards, of neighbourhoods under ONS's headings for 2026."""
    header = "LSOA21CD,LAD26CD,LAD26NM,ICB26CD,ICB26CDH,ICB26NM"
    lines = (
        f"E01{at:03d}{n:03d},{code},{name},{board},Q,{title}"
        for at, (code, name, board, title, count) in enumerate(rows)
        for n in range(count)
    )
    known = tables_of(map(book_of, [*texts(), "\n".join((header, *lines))]))
    drawn = registry.drawn(known, facts())
    areas, members = memberships(drawn, known, facts())
    return {area.code: area for area in areas}, members, drawn.successions


def test_boards_of_a_newer_lookup_follow_those_of_the_older():
    areas, members, successions = boards_of_two_years(BOARDS_2026)
    change = date(2026, 4, 1)
    assert "E08000001" in of(members, "E54000001", date(2026, 3, 31))
    assert of(members, "E54000001", change) == set()
    assert of(members, "E54000008", change) == {"E06000003", "E08000001", "E08000002"}
    assert of(members, "E54000009", change) == {"E06000001", "E06000002", "E06000004"}
    assert of(members, "E54000008", date(2026, 3, 31)) == set()
    assert areas["E54000001"].to_date == areas["E54000008"].from_date == change
    assert areas["E54000002"].stands()
    after = {(s.successor, s.on, s.whole) for s in successions if s.code == "E54000001"}
    assert after == {(heir, change, False) for heir in ("E54000002", "E54000008", "E54000009")}


def test_a_council_counts_to_its_board_of_the_newest_lookup_with_its_share():
    _areas, members, _successions = boards_of_two_years(BOARDS_2026)
    eastshire = {m.group: (m.to_date, m.share) for m in members if m.member == "E10000003"}
    assert eastshire["E54000002"] == (None, 1.0)
    assert eastshire["E54000001"] == (date(2026, 4, 1), 0.8)


def test_a_lookup_of_one_district_moves_only_its_council():
    areas, members, _successions = boards_of_two_years(BOARDS_2026[3:4])
    assert of(members, "E54000008", None) == {"E06000003"}
    assert "E08000001" in of(members, "E54000001", None)
    assert areas["E54000001"].stands()


def test_an_authority_that_only_a_lookup_knows():
    lookup = "LAD25CD,LAD25NM,CAUTH25CD,CAUTH25NM,ObjectId\n" + "\n".join(
        f"{code},x,E47000099,Northern,{n}" for n, code in enumerate(("E06000001", "E06000002"))
    )
    known = tables_of(map(book_of, [*texts(), lookup]))
    drawn = registry.drawn(known, facts())
    areas, members = memberships(drawn, known, facts())
    area = next(area for area in areas if area.code == "E47000099")
    assert (area.name, area.kind, area.from_date) == (
        "Northern Combined Authority",
        "combined authority",
        date(2025, 4, 1),
    )
    assert of(members, "E47000099", None) == {"E06000001", "E06000002"}
    assert "E10000003" in of(members, "E47000001", None)


def test_a_district_that_the_newest_lookup_lists_no_more_has_left():
    lookup = "LAD25CD,LAD25NM,CAUTH25CD,CAUTH25NM\nE07000006,Lea,E47000001,South\n"
    known = tables_of(map(book_of, [*texts(), lookup]))
    _areas, members = memberships(registry.drawn(known, facts()), known, facts())
    assert "E10000003" not in of(members, "E47000001", None)
    assert "E08000001" in of(members, "E47000001", None)


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
