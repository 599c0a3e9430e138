"""A text with its codings: every character once, each with the codings that cover it."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.reviews.coding.marks import marked
from careplace.voices.texts import Span, paragraphs

TEXT = "One two.\n\n  Three four five.\nSix"


@dataclass(frozen=True)
class Given:
    """What `marked` reads of a coding."""

    start: int
    end: int
    pk: UUID = field(default_factory=uuid4)


_SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda pair: pair[0] < pair[1]
)


@given(st.lists(_SPANS, max_size=6))
def test_each_character_is_shown_once_with_the_codings_that_cover_it(spans):
    codings = [Given(*span) for span in spans]
    shown = marked(TEXT, codings)
    numbers = {
        c.pk: n for n, c in enumerate(sorted(codings, key=lambda c: (c.start, c.end, str(c.pk))), start=1)
    }
    assert [p.span for p in shown] == paragraphs(TEXT)
    for paragraph in shown:
        at = paragraph.span.start
        for stretch in paragraph.stretches:
            for place in range(at, at + len(stretch.words)):
                covering = {numbers[c.pk] for c in codings if c.start <= place < c.end}
                assert set(stretch.numbers) == covering
            at += len(stretch.words)
        assert at == paragraph.span.end
        assert (
            "".join(s.words for s in paragraph.stretches) == TEXT[paragraph.span.start : paragraph.span.end]
        )


@given(st.lists(_SPANS, max_size=6))
def test_each_coding_that_begins_in_a_paragraph_is_listed_next_to_it_once(spans):
    codings = [Given(*span) for span in spans]
    listed = [coding.pk for paragraph in marked(TEXT, codings) for _, coding in paragraph.codings]
    begins = [c.pk for c in codings if any(p.start <= c.start < p.end for p in paragraphs(TEXT))]
    assert sorted(listed, key=str) == sorted(begins, key=str)


def test_the_number_of_a_coding_is_where_its_words_end():
    first, second = marked("One two\nthree", [Given(0, 3), Given(4, 10)])
    assert [(s.words, s.ends) for s in first.stretches] == [("One", (1,)), (" ", ()), ("two", (2,))]
    assert [(s.words, s.numbers, s.ends) for s in second.stretches] == [("th", (2,), (2,)), ("ree", (), ())]


def test_only_the_paragraphs_that_are_asked_for_are_shown():
    assert [p.span for p in marked(TEXT, [], [Span(0, 8)])] == [Span(0, 8)]
