"""Quotations after an edit: those whose words are kept move with them, and of the others a person decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.voices.anchors import LARGEST, Outcome, anchors
from careplace.voices.texts import Span

TEXT = "I rang on Monday.\nMrs Smith of Elm Road rang back.\nNobody came to see him.\n"
texts = st.lists(st.sampled_from(["ward", "home", "she", " ", ". ", "\n", "😀", "é"]), max_size=25).map(
    "".join
)


def quoted(words, text=TEXT):
    """The span of words that are in the text once."""
    assert text.count(words) == 1
    return Span(text.index(words), text.index(words) + len(words))


def one(words, new):
    """(outcome, words at the new span) of a quotation of the text."""
    [anchor] = anchors(TEXT, new, [quoted(words)])
    return anchor.outcome, anchor.new and new[anchor.new.start : anchor.new.end]


@pytest.mark.parametrize("new", [
    TEXT, "A line above.\n" + TEXT, TEXT.replace("I rang on Monday.\n", ""), TEXT.replace("Mrs Smith", "[a relative]"),
    TEXT.replace("see", "look after"), TEXT.replace("\n", "\n\n"),
])  # fmt: skip
def test_words_that_are_kept_move(new):
    assert one("Nobody came", new) == (Outcome.KEPT, "Nobody came")


def test_a_redaction_inside_a_quotation_is_proposed_to_a_person():
    new = TEXT.replace("Mrs Smith of Elm Road", "[name]")
    assert one("Mrs Smith of Elm Road rang back.", new) == (Outcome.CHANGED, " rang back.")
    assert one("on Monday.\nMrs Smith of Elm Road rang back.", new) == (
        Outcome.CHANGED,
        "on Monday.\n[name] rang back.",
    )


def test_words_put_into_a_quotation_are_a_change():
    new = TEXT.replace("Nobody came", "Nobody ever came")
    assert one("Nobody came to see him.", new) == (Outcome.CHANGED, "Nobody ever came to see him.")


@pytest.mark.parametrize(
    "new", ["", "I rang on Monday.\n", TEXT.replace("Nobody came to see him.", "A nurse rang to help.")]
)
def test_a_quotation_of_which_little_is_left_is_gone(new):
    assert one("Nobody came to see him.", new) == (Outcome.GONE, None)


def test_a_quotation_over_a_removed_line_is_a_change():
    new = TEXT.replace("Mrs Smith of Elm Road rang back.\n", "")
    words = "on Monday.\nMrs Smith of Elm Road rang back.\nNobody came to see him"
    assert one(words, new) == (Outcome.CHANGED, "on Monday.\nNobody came to see him")


@given(texts, texts, texts, st.data())
def test_an_edit_elsewhere_never_moves_a_quotation_to_other_words(before, after, edit, data):
    old, new = before + "\nQUOTED WORDS\n" + after, edit + "\nQUOTED WORDS\n" + after
    span = Span(old.index("QUOTED"), old.index("QUOTED") + data.draw(st.integers(1, 12)))
    [anchor] = anchors(old, new, [span])
    assert anchor.outcome == Outcome.KEPT
    assert new[anchor.new.start : anchor.new.end] == old[span.start : span.end]


@given(texts, texts, st.data())
def test_what_is_kept_has_the_same_words_and_what_is_proposed_is_in_the_text(old, new, data):
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    [anchor] = anchors(old, new, [span])
    assert (anchor.new is None) == (anchor.outcome == Outcome.GONE)
    if anchor.outcome == Outcome.KEPT:
        assert new[anchor.new.start : anchor.new.end] == old[span.start : span.end]
    assert anchor.new is None or anchor.new.end <= len(new)


@given(texts, st.data())
def test_nothing_moves_in_a_text_that_stays(text, data):
    text += "."
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert [(anchor.outcome, anchor.new) for anchor in anchors(text, text, [span])] == [(Outcome.KEPT, span)]


def test_lines_too_long_to_compare_are_left_to_a_person():
    many = int(LARGEST**0.5) + 10
    old, new = "first\n" + "a b " * many, "first\n" + "b c " * many
    kept, gone = anchors(old, new, [Span(0, 5), Span(10, 20)])
    assert (kept.outcome, gone.outcome) == (Outcome.KEPT, Outcome.GONE)
