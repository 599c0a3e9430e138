"""Texts, their quotations and paragraphs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.voices.texts import Span, normalised, paragraphs, quotation

texts = st.text(alphabet=st.sampled_from("ab é😀\n\t "), min_size=1, max_size=60)


@pytest.mark.parametrize(("raw", "text"), [
    ("\ufeffa\r\nb\rc\n", "a\nb\nc\n"), ("a\n\rb", "a\n\nb"), ("e\u0301", "e\u0301"), ("", ""),
])  # fmt: skip
def test_only_line_ends_and_the_mark_of_byte_order_are_changed(raw, text):
    assert normalised(raw) == text


@given(st.text())
def test_a_normal_text_stays_as_it_is(raw):
    text = normalised(raw)
    assert normalised(text) == text or text.startswith("\ufeff")
    assert "\r" not in text


@pytest.mark.parametrize("wrong", [(-1, 3), (3, 3), (4, 3)])
def test_a_span_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="expected 0 ≤ start < end"):
        Span(*wrong)


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_overlap_is_a_shared_code_point(numbers):
    a, b, c, d = numbers
    first, second = Span(min(a, b), max(a, b) + 1), Span(min(c, d), max(c, d) + 1)
    shared = set(range(first.start, first.end)) & set(range(second.start, second.end))
    assert first.overlaps(second) == bool(shared)


def test_a_quotation_notices_that_the_words_changed():
    quoted = quotation("They rang. Nobody came.", Span(11, 23))
    assert quoted.stands_in("They rang. Nobody came.")
    assert quoted.stands_in("We phoned: Nobody came. Twice.")
    assert not quoted.stands_in("They rang. Somebody came.")
    with pytest.raises(ValueError, match="the text has 4 characters"):
        quoted.stands_in("Gone")


@given(texts)
def test_paragraphs_are_the_lines_with_something_on_them(text):
    words = [text[span.start : span.end] for span in paragraphs(text)]
    assert words == [line.strip() for line in text.split("\n") if line.strip()]


@given(texts)
def test_paragraphs_follow_one_another(text):
    spans = paragraphs(text)
    assert all(before.end < after.start for before, after in pairwise(spans))
