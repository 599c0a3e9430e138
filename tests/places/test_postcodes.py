"""Postcodes as people write them, and what is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.places.postcodes import FORMS, KINDS, Postcode, is_misspelt, postcode

UPPER, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
outward = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?", fullmatch=True, alphabet=st.characters(codec="ascii"))
inward = st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True, alphabet=st.characters(codec="ascii"))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("NG31 6AA", "postcode", "NG31 6AA"),
        ("ng316aa", "postcode", "NG31 6AA"),
        ("  ng31   6aa ", "postcode", "NG31 6AA"),
        ("NG31 6", "postcode sector", "NG31 6"),
        ("ng316", "postcode sector", "NG31 6"),
        ("NG31", "postcode district", "NG31"),
        ("NG3 1", "postcode sector", "NG3 1"),
        ("cv1", "postcode district", "CV1"),
        ("EC1A 1BB", "postcode", "EC1A 1BB"),
        ("W1A", "postcode district", "W1A"),
        ("B1 1", "postcode sector", "B1 1"),
    ],
)
def test_it_is_read_however_it_is_written(text, kind, name):
    assert postcode(text) == Postcode(kind, name)
    assert not is_misspelt(text)


@pytest.mark.parametrize(
    "text", ["NG31 6A", "CV1 5RRR", "NG3I6AA1", "B1-1AA", "A1CARE", "NG31 AA", "NG3 16AA"]
)
def test_what_looks_like_one_and_is_none_is_misspelt(text):
    assert postcode(text) is None
    assert is_misspelt(text)


@pytest.mark.parametrize("text", ["", "Grantham", "1-113017405", "A1 Care Homes", "RX601 Hospital", "é1"])
def test_other_words_are_neither(text):
    assert postcode(text) is None
    assert not is_misspelt(text)


@given(outward, inward, st.booleans(), st.booleans())
def test_a_whole_postcode_is_read_back(first, last, lower, spaced):
    text = f"{first}{' ' * spaced}{last}"
    assert postcode(text.lower() if lower else text) == Postcode("postcode", f"{first} {last}")


@given(outward, inward)
def test_its_parts_grow_wider(first, last):
    whole = Postcode("postcode", f"{first} {last}")
    assert [part.name for part in whole.wider()] == [f"{first} {last}", f"{first} {last[0]}", first]
    assert tuple(part.kind for part in whole.wider()) == KINDS
    assert all(part.wider() == whole.wider()[n:] for n, part in enumerate(whole.wider()))


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    found = postcode(text)
    assert found is None or re.fullmatch(dict(FORMS)[found.kind], found.name)
    assert not (found and is_misspelt(text))
