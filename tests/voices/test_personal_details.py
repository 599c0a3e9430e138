"""Details of people in texts: what is found, and that nothing of it is left."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.voices.personal_details import MARKS, details, redacted

FOUND = [
    ("Ring me on 024 7655 1234 please", "Ring me on [telephone number] please"),
    ("Ring +44 7700 900123", "Ring [telephone number]"),
    ("ann.smith@example.org.", "[e-mail address]."),
    ("I live at CV1 2AB now", "I live at [postcode] now"),
    ("no. 943 476 5919", "no. [NHS number]"),
    ("Mrs O'Brien helped", "[name] helped"),
    ("My name is Ada Lovell and", "My name is [name] and"),
    ("nurse Patel was kind", "nurse [name] was kind"),
    ("born 03/04/1935", "born [date]"),
    ("My name is Mr Quint", "My name is [name]"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_detail_is_replaced_by_the_mark_of_its_kind(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We waited 4 hours in 2025.",
        "The nurse was kind.",
        "70 homes, 12 of them Good",
        "A 999 call at 10.30",
    ],
)
def test_a_text_without_details_stays_as_it_is(text):
    assert redacted(text) == text


@given(st.lists(st.sampled_from([text for text, _ in FOUND] + ["The bus is late."]), max_size=6))
def test_nothing_is_found_in_what_was_redacted(texts):
    once = redacted(" | ".join(texts))
    assert redacted(once) == once


@given(st.text(st.sampled_from("0123456789 @.aAB+-MrsDob/"), max_size=60))
def test_details_are_in_order_apart_and_within_the_text(text):
    found = details(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(detail.span.end <= len(text) and detail.kind in MARKS for detail in found)
