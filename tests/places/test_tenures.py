"""Who was in which group, and when, from lookups of several years: small cases, and an oracle that walks the years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.places.tenures import by_year, changed_on, heirs_of, lifetimes, tenures

OLD, NEW = 2022, 2026
CHANGE = date(2026, 4, 1)


def test_one_lookup_says_nothing_of_when():
    listed = {OLD: {("A", "x"), ("B", "y")}}
    assert tenures(listed) == {("A", "x"): (None, None), ("B", "y"): (None, None)}
    assert lifetimes(listed) == {"A": (None, None), "B": (None, None)}
    assert heirs_of("A", listed) == []
    assert tenures({}) == {}


def test_a_member_that_moved():
    listed = {OLD: {("A", "x"), ("A", "y"), ("B", "z")}, NEW: {("A", "x"), ("B", "y"), ("B", "z")}}
    assert tenures(listed) == {
        ("A", "x"): (None, None),
        ("A", "y"): (None, CHANGE),
        ("B", "y"): (CHANGE, None),
        ("B", "z"): (None, None),
    }
    assert set(lifetimes(listed).values()) == {(None, None)}


def test_groups_that_became_one():
    listed = {OLD: {("A", "x"), ("B", "y")}, NEW: {("C", "x"), ("C", "y")}}
    assert lifetimes(listed) == {"A": (None, CHANGE), "B": (None, CHANGE), "C": (CHANGE, None)}
    assert heirs_of("A", listed) == heirs_of("B", listed) == ["C"]


def test_a_group_that_was_split():
    listed = {OLD: {("A", "x"), ("A", "y")}, NEW: {("C", "x"), ("D", "y")}}
    assert heirs_of("A", listed) == ["C", "D"]


def test_a_group_that_shared_a_member_all_along_is_no_heir():
    listed = {OLD: {("A", "x"), ("A", "y"), ("B", "y")}, NEW: {("C", "x"), ("C", "y"), ("B", "y")}}
    assert heirs_of("A", listed) == ["C"]
    assert lifetimes(listed)["B"] == (None, None)


def test_a_group_that_another_swallowed():
    listed = {OLD: {("A", "y"), ("B", "y")}, NEW: {("B", "y")}}
    assert heirs_of("A", listed) == ["B"]


def test_a_newer_lookup_of_a_part_of_the_country_ends_nothing_elsewhere():
    listed = {OLD: {("A", "x"), ("A", "y"), ("B", "z")}, NEW: {("C", "x")}}
    assert tenures(listed)["A", "y"] == tenures(listed)["B", "z"] == (None, None)
    assert tenures(listed)["A", "x"] == (None, CHANGE)
    assert lifetimes(listed)["A"] == (None, None)


def test_a_year_between_that_was_not_there_is_not_asked():
    listed = {2022: {("A", "x")}, 2024: {("B", "z")}, 2026: {("A", "x")}}
    assert tenures(listed)["A", "x"] == (None, None)


def test_rows_become_pairs_by_year():
    rows = [{"year": year, "g": "A", "m": m} for year, m in ((OLD, "x"), (OLD, "y"), (NEW, "x"))]
    assert by_year(rows, "g", "m") == {OLD: {("A", "x"), ("A", "y")}, NEW: {("A", "x")}}


PAIRS = st.sets(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), min_size=1)
LISTED = st.dictionaries(st.integers(2020, 2026), PAIRS, min_size=1, max_size=4)


@given(LISTED)
def test_tenures_are_those_of_a_walk_through_the_years(listed):
    for pair in set().union(*listed.values()):
        began = ended = None
        seen = spoken = False
        for year in sorted(listed):
            speaks = any(pair[0] == g or pair[1] == m for g, m in listed[year])
            if pair in listed[year]:
                began = changed_on(year) if spoken and not seen else began
                seen, ended = True, None
            elif speaks and seen and ended is None:
                ended = changed_on(year)
            spoken = spoken or speaks
        assert tenures(listed)[pair] == (began, ended)


@given(LISTED)
def test_every_group_lasts_as_long_as_its_members_are_in_it(listed):
    lasted = lifetimes(listed)
    for (group, _member), (began, _ended) in tenures(listed).items():
        assert lasted[group][0] is None or lasted[group][0] <= (began or date.max)
        if lasted[group][1]:
            assert heirs_of(group, listed)


@pytest.mark.parametrize("year", [2022, 2026])
def test_changes_are_dated_on_the_first_of_april(year):
    assert changed_on(year) == date(year, 4, 1)
