"""Folding brings spellings together, and never two places."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careplace.places.folding import ENDINGS, OPENINGS, RANKS, fold, slug

SAME = [
    ("Bristol, City of", "bristol"),
    ("Bristol City Council", "bristol"),
    ("City of Bristol", "bristol"),
    ("Herefordshire, County of", "herefordshire"),
    ("Kingston upon Hull, City of", "kingston upon hull"),
    ("St. Helens", "st helens"),
    ("St Helens Borough Council", "st helens"),
    ("Bournemouth, Christchurch and Poole", "bournemouth christchurch and poole"),
    ("Telford & Wrekin Council", "telford and wrekin"),
    ("Telford and the Wrekin", "telford and wrekin"),
    ("London Borough of Hounslow", "hounslow"),
    ("Royal Borough of Kingston upon Thames", "kingston upon thames"),
    ("Metropolitan Borough of Wirral", "wirral"),
    ("Bedford Borough", "bedford"),
    ("Bedford Borough Council", "bedford"),
    ("City of Bradford Metropolitan District Council", "bradford"),
    ("Council of the Isles of Scilly", "isles of scilly"),
    ("Stoke-on-Trent City Council", "stoke on trent"),
    ("Hertfordshire County Council", "hertfordshire"),
    ("Southend UA", "southend"),
    ("King's Lynn", "kings lynn"),
    ("Yorkshire and The Humber", "yorkshire and humber"),
    ("  DURHAM   county COUNCIL ", "durham"),
    ("Ynys Môn", "ynys mon"),
    ("NHS Surrey Heartlands Integrated Care Board", "surrey heartlands icb"),
    ("West Midlands CA", "west midlands combined authority"),
    ("East Midlands Combined County Authority", "east midlands combined authority"),
]
APART = [
    ("City of London", "London"),
    ("City of London Corporation", "London"),
    ("London, City of", "London"),
    ("County Durham", "Durham District"),
    ("Peterborough", "Peter"),
    ("Derby City Council", "Derbyshire County Council"),
    ("West Midlands", "West Midlands Combined Authority"),
    ("Newcastle upon Tyne", "Newcastle-under-Lyme"),
    ("North Yorkshire", "North Lincolnshire"),
]


@pytest.mark.parametrize(("text", "folded"), SAME)
def test_spellings_of_one_place(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_places_stay_two(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "style", ["Council", "City Council", "City of", "the", "", "  ", "county", "Borough Council"]
)
def test_a_style_without_a_place_does_not_fail(style):
    assert fold(fold(style)) == fold(style)


WORDS = st.sampled_from(
    [w for p in (*OPENINGS, *ENDINGS, *RANKS, "council", "nhs icb", "ca") for w in p.split()]
)
NAMES = st.lists(st.one_of(WORDS, st.text(string.ascii_letters + "&,.'-", max_size=8)), max_size=7).map(
    " ".join
)


@given(st.one_of(NAMES, st.text(max_size=40)))
@example("City of London Council Council")
@example("NHS NHS x Integrated Care Board")
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_case_and_punctuation_do_not_matter(text):
    assert fold(text.upper()) == fold(text)
    assert fold(f" {text}. ") == fold(text)


def test_slug():
    assert slug("Yorkshire and The Humber") == "yorkshire-and-humber"
    assert slug("yorkshire-and-the-humber") == "yorkshire-and-humber"
