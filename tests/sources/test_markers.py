"""Markers in place of numbers: which are known, and that numbers and words are none."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources import markers


def status(*text: str | None) -> list:
    return markers.status(pa.array(text, pa.string())).to_pylist()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("*", "suppressed"),
        ("[c]", "suppressed"),
        ("[C]", "suppressed"),
        (" [low] ", "suppressed"),
        ("<5", "suppressed"),
        ("< 10", "suppressed"),
        ("<=5", "suppressed"),
        ("Less than 5", "suppressed"),
        ("[x]", "missing"),
        ("[z]", "missing"),
        ("..", "missing"),
        (":", "missing"),
    ],
)
def test_known_markers(text, meaning):
    assert status(text) == [meaning]
    assert markers.without(pa.array([text, "7"])).to_pylist() == [None, "7"]


@pytest.mark.parametrize("text", ["5", "-5", "[q]", "x", "**", "<", "<five", "few", "", None, "5*", ">5"])
def test_what_is_no_marker(text):
    assert status(text) == [None]
    assert markers.without(pa.array([text], pa.string())).to_pylist() == [text]


@given(st.lists(st.sampled_from([*markers.MARKERS, "<5", "1", "word", None])))
def test_columns_are_read_as_their_cells_are(column):
    assert status(*column) == [status(cell)[0] for cell in column]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_a_marker(number):
    assert status(str(number)) == [None]
