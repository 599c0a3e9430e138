"""Positions of other programs: against encoding the text before them, for every line end and unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.voices.positions import Positions, Unit, likely_unit
from careplace.voices.texts import Span

characters = st.sampled_from(
    ["a", "é", "e\u0301", "😀", "👩🏽‍⚕️", " ", "\n", "\r\n", "\r", "文", "\U00010348"]
)
raws = st.lists(characters, min_size=1, max_size=30).map("".join)


def length(text, unit):
    """How many units a text has, by encoding it."""
    return len(text) if unit == Unit.CODE_POINTS else len(text.encode("utf-16-le")) // 2


@given(raws, st.sampled_from(Unit), st.data())
def test_a_span_goes_there_and_back(raw, unit, data):
    positions = Positions(raw, unit)
    start = data.draw(st.integers(0, len(positions.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(positions.text))))
    assert positions.ours(*positions.theirs(span)) == span


@given(raws, st.sampled_from(Unit), st.data())
def test_their_positions_cut_the_same_words_from_their_text(raw, unit, data):
    positions = Positions(raw, unit)
    start = data.draw(st.integers(0, len(positions.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(positions.text))))
    first, last = positions.theirs(span)
    encoded = raw if unit == Unit.CODE_POINTS else raw.encode("utf-16-le")
    size = 1 if unit == Unit.CODE_POINTS else 2
    theirs = encoded[first * size : last * size]
    words = theirs if isinstance(theirs, str) else theirs.decode("utf-16-le")
    assert words.replace("\r\n", "\n").replace("\r", "\n") == positions.text[span.start : span.end]


@given(raws, st.sampled_from(Unit))
def test_the_end_of_the_text_is_its_length(raw, unit):
    positions = Positions(raw, unit)
    whole = Span(0, len(positions.text))
    assert positions.theirs(whole) == (0, length(raw, unit))


@pytest.mark.parametrize(("raw", "unit", "theirs"), [
    ("\ufeffone\r\ntwo", Unit.CODE_POINTS, (5, 8)),
    ("one\ntwo", Unit.CODE_POINTS, (4, 7)),
    ("one\r\ntwo", Unit.UTF_16, (5, 8)),
    ("😀!\r\ntwo", Unit.CODE_POINTS, (4, 7)),
    ("😀!\r\ntwo", Unit.UTF_16, (5, 8)),
])  # fmt: skip
def test_known_positions_of_the_word_two(raw, unit, theirs):
    positions = Positions(raw, unit)
    span = positions.ours(*theirs)
    assert positions.text[span.start : span.end] == "two"


@pytest.mark.parametrize("selection", [(-1, 2), (2, 2), (3, 2), (0, 9)])
def test_a_selection_that_is_not_in_the_text_is_refused(selection):
    with pytest.raises(ValueError, match="in a text that has 8 positions"):
        Positions("one\r\ntwo", Unit.CODE_POINTS).ours(*selection)


def test_a_position_between_the_halves_of_a_character_is_the_one_before():
    assert Positions("a😀b", Unit.UTF_16).ours(2, 4) == Span(1, 3)
    assert Positions("a\r\nb", Unit.CODE_POINTS).ours(2, 3) == Span(1, 2)


def test_the_unit_is_that_in_which_selections_cut_no_word():
    raw = "😀😀😀 a relative said that nobody rang back\r\n😀 the ward sister knew"
    words = ["relative", "nobody", "ward", "knew"]
    for unit in Unit:
        starts = [length(raw[: raw.index(word)], unit) for word in words]
        selections = [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]
        assert likely_unit([("no selections 😀", []), (raw, selections)]) == unit


def test_without_rare_characters_or_selections_it_is_the_standard():
    assert likely_unit([("plain words", [(0, 5)])]) == Unit.CODE_POINTS
    assert likely_unit([("😀 words", [])]) == Unit.CODE_POINTS
