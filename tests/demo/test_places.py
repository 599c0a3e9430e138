from datetime import date

import numpy as np
import pytest

from careplace.demo.places import FEWEST, KINDS, REORGANISED, nation

BEFORE, AFTER = date(2021, 2, 1), date(2025, 9, 1)


@pytest.mark.parametrize("councils", [FEWEST, 24, 151])
def test_a_nation_has_as_many_councils_today_as_asked(councils):
    made = nation(councils, np.random.default_rng(1))
    assert len(made.councils(AFTER)) == councils
    # Three councils were made of two counties.
    assert len(made.councils(BEFORE)) == councils - 1


def test_too_few_councils_are_refused():
    with pytest.raises(ValueError, match="at least 16 councils, not 15"):
        nation(FEWEST - 1, np.random.default_rng(1))


def test_codes_are_unique_and_of_no_real_country(invented):
    codes = [area.code for area in invented.areas.values()]
    assert len(codes) == len(set(codes))
    assert all(code[0] == "X" and len(code) == 9 for code in codes)


def test_names_are_shared_only_by_the_county_that_became_one_council(invented):
    standing = [area.name for area in invented.areas.values() if area.stands(AFTER)]
    assert len(standing) == len(set(standing))


def test_the_combined_authority_has_seven_members(invented):
    authority = next(area for area in invented.areas.values() if area.kind == "COMB")
    assert len([area for area in invented.areas.values() if area.combined == authority.registry]) == 7


def test_one_county_split_in_two(invented):
    county = next(area for area in invented.areas.values() if len(area.replaced_by) == 2)
    heirs = [invented.areas[code] for code in county.replaced_by]
    assert county.end == REORGANISED
    assert {heir.start for heir in heirs} == {REORGANISED}
    assert sorted(p.code for heir in heirs for p in invented.within(heir)) == sorted(
        p.code for p in invented.within(county)
    )


def test_one_county_became_one_council_of_its_name_with_a_new_code(invented):
    county = next(a for a in invented.areas.values() if a.kind == "CTY" and len(a.replaced_by) == 1)
    heir = invented.heir(county, REORGANISED)
    assert heir.name == county.name
    assert heir.code != county.code
    assert invented.heir(county, BEFORE) is county


def test_every_patch_answers_to_one_council_at_every_date(invented):
    for on in (BEFORE, date(2023, 3, 31), REORGANISED, AFTER):
        for patch in invented.patches:
            council = invented.council(patch, on)
            assert council.stands(on)
            assert KINDS[council.kind][3] in ("upper tier", "unitary")


def test_everyone_lives_in_the_sea(invented):
    # The North Sea off Yorkshire, east of every English shore at that latitude (Spurn is at 0.12 E, 53.58 N).
    for patch in invented.patches:
        assert 54.0 < patch.latitude < 55.5
        assert 0.4 < patch.longitude < 1.7


def test_one_council_is_printed_in_the_manner_of_a_gazetteer(invented):
    assert sum(area.published_name.endswith(", City of") for area in invented.areas.values()) == 1
