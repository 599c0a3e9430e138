"""The direction and the people of a coding, written into a description and read from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.reviews.coding.exchange_terms import described, direction_of, populations_of
from careplace.casework.reviews.evidence import Direction

KNOWN = ["dementia", "unpaid-carers", "all-adults"]


@given(st.sampled_from([*Direction, ""]), st.lists(st.sampled_from(KNOWN), unique=True))
def test_what_is_written_is_read(direction, populations):
    text = described(direction, populations)
    assert direction_of(text) == direction
    assert populations_of(text, KNOWN) == populations


@pytest.mark.parametrize(
    "text", ["", "Direction: sideways", "direction: concern", "He said Direction: concern", "About: nobody"]
)
def test_words_of_other_programs_are_no_direction(text):
    assert direction_of(text) == ""
    assert populations_of(text, KNOWN) == []
