"""What a reader may ask: names, codes, days, groups; and what is said when there is no answer."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.nation import tables

from careplace.places.area import UnknownPlace
from careplace.places.gazetteer import Gazetteer

THEN, NOW = date(2021, 2, 1), date(2024, 2, 1)


def codes(areas):
    return [area.code for area in areas]


def refused(call, *arguments) -> str:
    with pytest.raises(UnknownPlace) as error:
        call(*arguments)
    return str(error.value)


class TestResolve:
    @pytest.mark.parametrize(
        ("text", "on", "code"),
        [
            ("alpha", None, "E08000001"),
            ("E08000001", None, "E08000001"),
            (" e08000001 ", THEN, "E08000001"),
            ("Alfa", None, "E08000001"),
            ("City of Beta", None, "E08000002"),
            ("Beta and District", None, "E08000002"),
            ("Northshire", None, "E10000001"),
            ("Northshire County Council", THEN, "E10000001"),
            ("Westshire", None, "E06000003"),
            ("Westshire", NOW, "E06000003"),
            ("Westshire", THEN, "E10000002"),
            ("E10000002", NOW, "E06000003"),
            ("E06000003", THEN, "E10000002"),
            ("Dales", THEN, "E07000004"),
            ("South", None, "E12000002"),
            ("soca", None, "E47000001"),
            ("NHS Lea ICB", None, "E54000002"),
            ("England", THEN, "E92000001"),
        ],
    )
    def test_one_area(self, gazetteer, text, on, code):
        assert gazetteer.resolve(text, on).code == code

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Alpha City", "E08000001"),
            ("Beta Metropolitan Borough", "E08000002"),
            ("Eastshire County", "E10000003"),
            ("Over Borough", "E07000002"),
        ],
    )
    def test_a_name_with_its_rank_and_no_council(self, gazetteer, text, code):
        area = gazetteer.resolve(text)
        assert area.code == code
        assert gazetteer.matches(area, text)
        assert gazetteer.find(text)[0] == area

    @pytest.mark.parametrize("text", ["Alpha District", "Eastshire City", "Borough", "Alpha County Borough"])
    def test_a_rank_that_is_another_ones_is_no_name(self, gazetteer, text):
        with pytest.raises(UnknownPlace):
            gazetteer.resolve(text)

    def test_a_likeness_is_no_match(self, gazetteer):
        (found, *_others) = gazetteer.find("Alpa")
        assert found.name == "Alpha"
        assert not gazetteer.matches(found, "Alpa")

    def test_a_misspelt_name_says_the_nearest(self, gazetteer):
        message = refused(gazetteer.resolve, "Westshyre")
        assert "No place is called 'Westshyre'. Nearest: Westshire (E06000003)" in message

    def test_nothing_is_near(self, gazetteer):
        assert refused(gazetteer.resolve, "Qqqqqq") == "No place is called 'Qqqqqq'."

    def test_a_name_of_before_says_what_came_after(self, gazetteer):
        message = refused(gazetteer.resolve, "Northshire", NOW)
        assert "Northshire (E10000001) ended on 2023-04-01, so there is none on 2024-02-01" in message
        assert "after it: North East Shire (E06000001), North West Shire (E06000002), Bigger City" in message

    def test_a_name_of_later_says_what_came_before(self, gazetteer):
        message = refused(gazetteer.resolve, "North East Shire", THEN)
        assert "began on 2023-04-01, so there was none on 2021-02-01; before it: " in message
        assert "Northshire (E10000001)" in message

    def test_every_area_is_found_by_its_own_name_and_code(self, gazetteer):
        for area in gazetteer.areas.values():
            on = area.to_date and THEN
            assert gazetteer.resolve(area.code, on) == area
            assert gazetteer.resolve(area.name, on, (area.kind,)) == area
            assert gazetteer.resolve(area.official_name, on, (area.kind,)) == area

    @given(st.text(max_size=15))
    def test_any_text_is_an_area_or_an_unknown_place(self, text):
        if not BUILT.candidates(text):
            assert repr(text) in refused(BUILT.resolve, text)
        else:
            assert BUILT.resolve(text) in BUILT.candidates(text)


BUILT = Gazetteer.from_tables(tables())


class TestFind:
    def test_the_same_name_then_those_that_begin_so(self, gazetteer):
        assert codes(gazetteer.find("north"))[0] == "E12000001"
        assert {"E06000001", "E06000002", "E10000001"} <= set(codes(gazetteer.find("north")))

    def test_what_stands_before_what_ended(self, gazetteer):
        assert codes(gazetteer.find("westshire")) == ["E06000003", "E10000002"]

    def test_only_what_stood_that_day(self, gazetteer):
        assert codes(gazetteer.find("westshire", THEN)) == ["E10000002"]

    def test_a_code(self, gazetteer):
        assert codes(gazetteer.find("e10000001")) == ["E10000001"]

    def test_words_in_any_order_and_a_misspelling(self, gazetteer):
        assert codes(gazetteer.find("shire west north")) == ["E06000002"]
        assert codes(gazetteer.find("northshir county"))[0] == "E10000001"

    def test_nothing(self, gazetteer):
        assert gazetteer.find("qqqqqq") == []
        assert gazetteer.find("") == []


class TestCodes:
    def test_each_name_once(self, gazetteer):
        names = ["Alpha", "Northshire", "Alpha", "Beta, City of"]
        assert gazetteer.codes(names, THEN) == {
            "Alpha": "E08000001",
            "Northshire": "E10000001",
            "Beta, City of": "E08000002",
        }

    def test_a_council_that_became_all_of_another_is_followed(self, gazetteer):
        assert gazetteer.codes(["Olden"], NOW) == {"Olden": "E06000004"}

    def test_every_unknown_name_is_told_at_once(self, gazetteer):
        message = refused(gazetteer.codes, ["Alpha", "Nowhere", "Northshire", "Elsewhere"], NOW)
        assert len(message.splitlines()) == 3
        assert "'Nowhere'" in message
        assert "Northshire (E10000001) ended on 2023-04-01" in message

    def test_only_councils_count(self, gazetteer):
        for name in ("South", "Lea", "England"):
            assert f"{name!r}" in refused(gazetteer.codes, [name], NOW)


class TestThroughTime:
    def test_forward_and_back_where_whole(self, gazetteer):
        assert gazetteer.as_at("E10000002", NOW).code == "E06000003"
        assert gazetteer.as_at("E06000003", THEN).code == "E10000002"
        assert gazetteer.as_at("E08000001", THEN).code == "E08000001"

    def test_a_split_county_does_not_roll(self, gazetteer):
        assert "after it: North East Shire" in refused(gazetteer.as_at, "E10000001", NOW)

    def test_a_council_put_together_does_not_roll_back(self, gazetteer):
        message = refused(gazetteer.as_at, "E06000004", THEN)
        assert "Olden (E06000005)" in message.partition("before it: ")[2]

    def test_a_part_does_not_roll_back_to_the_whole(self, gazetteer):
        assert "began on 2023-04-01" in refused(gazetteer.as_at, "E06000001", THEN)

    def test_a_code_that_is_none(self, gazetteer):
        assert "No place is called 'E99'" in refused(gazetteer.as_at, "E99", NOW)

    def test_forward_then_back_is_where_one_began(self, gazetteer):
        for area in gazetteer.areas.values():
            if area.kind == "council" and area.stands(THEN):
                try:
                    back = gazetteer.as_at(gazetteer.as_at(area.code, NOW).code, THEN)
                except UnknownPlace:
                    continue
                assert back == area

    def test_parents(self, gazetteer):
        lea = gazetteer.resolve("Lea")
        assert codes(gazetteer.parents(lea)) == [
            "E10000003",
            "E12000002",
            "E47000001",
            "E54000001",
            "E92000001",
        ]
        northshire = gazetteer.resolve("Northshire")
        assert codes(gazetteer.parents(northshire)) == ["E12000001", "E54000001", "E92000001"]
        assert codes(gazetteer.parents(northshire, THEN)) == ["E12000001", "E92000001"]
        assert gazetteer.parents(northshire, NOW) == ()


class TestGroups:
    def test_england_as_it_was(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        then, now = (gazetteer.group("england", alpha, on) for on in (THEN, None))
        assert (then.name, then.kind) == ("England", "nation")
        assert "E10000001" in then.codes
        assert "E10000001" not in now.codes
        assert gazetteer.group("england").codes == now.codes

    def test_region_of_a_place_and_by_its_slug(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        own, named = gazetteer.group("region", alpha, THEN), gazetteer.group("south", None, THEN)
        assert own.codes == named.codes == ("E08000001", "E08000002", "E10000003", "E10000002")
        assert named.kind == "region"

    def test_a_place_that_carries_over_whole_has_the_region_of_that_day(self, gazetteer):
        westshire = gazetteer.resolve("Westshire")
        assert "E10000002" in gazetteer.group("region", westshire, THEN).codes

    def test_a_combined_authority(self, gazetteer):
        for spec in ("soca", "SOCA", "south-combined-authority"):
            assert set(gazetteer.group(spec).codes) == {"E08000001", "E08000002", "E10000003"}
        alpha = gazetteer.resolve("Alpha")
        assert gazetteer.group("combined-authority", alpha).name == "South Combined Authority"

    def test_a_group_that_had_not_begun(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        assert "in no integrated care board on 2021-02-01" in refused(gazetteer.group, "icb", alpha, THEN)
        assert "began on 2016-06-17" in refused(gazetteer.group, "soca", None, date(2015, 1, 1))

    def test_a_board_says_who_is_in_by_the_greater_part(self, gazetteer):
        group = gazetteer.group("icb", gazetteer.resolve("Eastshire"))
        assert group.notes == ("Eastshire is in by the greater part: 80.0% of it.",)

    def test_neighbours_nearest_first_as_they_were(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        now, then = gazetteer.group("neighbours", alpha), gazetteer.group("neighbours", alpha, THEN)
        assert list(now.codes) == [code for code, _distance in gazetteer.near["E08000001"]]
        assert set(then.codes) == {"E08000002", "E10000003", "E10000002"}
        assert "Left out, since they do not carry over whole to 2021-02-01" in then.notes[-1]
        assert "North East Shire" in then.notes[-1]

    def test_neighbours_come_with_their_distances(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        group = gazetteer.group("neighbours", alpha)
        known = {gazetteer.areas[code].name: far for code, far in gazetteer.near[alpha.code]}
        assert (
            [known[area.name] for area in group.members] == list(group.distances) == sorted(group.distances)
        )
        assert f"{group.members[0].name} {group.distances[0]:.2f}" in group.notes[0]
        assert gazetteer.group("region", alpha).distances == ()

    def test_no_neighbours_of_what_was_split(self, gazetteer):
        northshire = gazetteer.resolve("Northshire")
        message = refused(gazetteer.group, "neighbours", northshire, THEN)
        assert "no statistical neighbours: Northshire (E10000001) ended" in message

    def test_ad_hoc_by_code_and_name(self, gazetteer):
        group = gazetteer.group("Ours=E08000001,Westshire,E06000003", None, THEN)
        assert (group.name, group.codes) == ("Ours", ("E08000001", "E10000002"))
        assert "No place is called 'E0'" in refused(gazetteer.group, "Ours=E0", None, THEN)

    def test_a_readers_file(self, gazetteer, tmp_path):
        path = tmp_path / "ours.toml"
        path.write_text('[peers]\nname = "Peers"\nmembers = ["Alpha", "Westshire"]\nnote = "chosen"\n')
        group = gazetteer.with_groups(path).group("peers", None, THEN)
        assert (group.codes, group.notes) == (("E08000001", "E10000002"), ("chosen",))
        assert "peers" not in gazetteer.specs()

    def test_an_unknown_spec_names_those_that_are(self, gazetteer):
        message = refused(gazetteer.group, "everybody")
        assert "There is no group 'everybody'. There are england, region, combined-authority, icb" in message
        for spec in (*gazetteer.specs(), "NAME=code,code"):
            assert spec in message

    def test_every_spec_that_is_named_works(self, gazetteer):
        alpha = gazetteer.resolve("Alpha")
        for spec in gazetteer.specs():
            assert gazetteer.group(spec, alpha).members

    @pytest.mark.parametrize("spec", ["region", "icb", "neighbours", "combined-authority"])
    def test_a_group_of_a_place_needs_the_place(self, gazetteer, spec):
        assert "say of which place" in refused(gazetteer.group, spec)

    def test_a_council_is_no_group(self, gazetteer):
        assert "There is no group 'alpha'" in refused(gazetteer.group, "alpha")


class TestEdition:
    def test_read_back_is_the_same(self, gazetteer):
        kept = gazetteer.tables()
        again = Gazetteer.from_edition(kept)
        assert again.areas == gazetteer.areas
        assert again.near == gazetteer.near
        for name, table in again.tables().items():
            assert table.equals(kept[name]), name

    def test_the_tables_are_those_of_the_architecture(self, gazetteer):
        wanted = {
            "area": ["code", "name", "official_name", "kind", "from_date", "to_date"],
            "area_name": ["folded", "code"],
            "area_successor": ["code", "successor", "changed_on", "whole"],
            "area_group": ["group_code", "group_name", "group_kind", "member", "from_date", "to_date"],
            "neighbour": ["council", "neighbour", "position", "distance"],
        }
        kept = gazetteer.tables()
        assert list(kept) == list(wanted)
        for name, columns in wanted.items():
            assert kept[name].column_names[: len(columns)] == columns

    def test_the_same_whatever_the_order_of_the_rows(self, gazetteer):
        turned = {name: table.take(list(range(table.num_rows))[::-1]) for name, table in tables().items()}
        other = Gazetteer.from_tables(turned).tables()
        for name, table in gazetteer.tables().items():
            assert table.equals(other[name]), name

    def test_a_registry_alone_is_enough(self):
        only = Gazetteer.from_tables({"council_registry": tables()["council_registry"]})
        assert only.resolve("Alpha").code == "E08000001"
        assert only.tables()["neighbour"].num_rows == 0
        assert Gazetteer.from_edition(only.tables()).areas == only.areas


def test_the_demonstration_has_a_nation_of_its_own():
    swapped = {name: fictional(table) for name, table in tables().items()}
    demonstration = Gazetteer.from_tables(swapped)
    alpha = demonstration.resolve("Alpha")
    assert demonstration.group("england", alpha).name == "Demonstration England"
    assert demonstration.group("demonstration-england").codes == demonstration.group("england", alpha).codes
    assert len(demonstration.near["X08000001"]) == 6


def fictional(table):
    """The table with the first letter of every code an X."""
    text = [field.name for field in table.schema if field.type == pa.string()]
    for name in text:
        coded = pc.replace_substring_regex(table[name], r"^E(\d{8})$", r"X\1")
        table = table.set_column(table.column_names.index(name), name, coded)
    return table
