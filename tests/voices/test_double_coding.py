"""Two coders of one text: counts of segments against a loop over segments, and what cannot be compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.agreement import agreement
from careplace.voices.double_coding import Coding, compare
from careplace.voices.texts import Span, paragraphs

TEXT = (
    "We waited for hours.\nThe nurse was kind.\n\nNobody told us when he would go home.\nThe food was cold."
)
CODES = ("waiting", "kindness", "information")
spans = st.tuples(st.integers(0, 80), st.integers(1, 40)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
codings = st.lists(st.builds(Coding, st.sampled_from(CODES), spans), max_size=8)


def coding(code, words):
    return Coding(code, Span(TEXT.index(words), TEXT.index(words) + len(words)))


def test_agreement_is_over_paragraphs():
    first = [coding("waiting", "waited"), coding("kindness", "kind"), coding("information", "told us")]
    second = [coding("waiting", "hours.\nThe nurse"), coding("information", "when he would go home")]
    result = compare(first, second, CODES, paragraphs(TEXT))
    assert result.segments.tolist() == [[1, 0, 1, 2], [0, 1, 0, 3], [1, 0, 0, 3]]
    assert result.agreement.agreed.value == pytest.approx([0.75, 0.75, 1.0])


@given(codings, codings)
def test_the_counts_are_those_of_a_loop(first, second):
    segments = paragraphs(TEXT)
    result = compare(first, second, CODES, segments)
    for row, code in enumerate(CODES):
        has = [
            [any(c.code == code and c.span.overlaps(s) for c in coder) for s in segments]
            for coder in (first, second)
        ]
        pairs = list(zip(*has, strict=True))
        counts = [
            pairs.count((True, True)),
            pairs.count((True, False)),
            pairs.count((False, True)),
            pairs.count((False, False)),
        ]
        assert result.segments[row].tolist() == counts
        assert np.array_equal(
            result.agreement.kappa.value[row], agreement(*counts).kappa.value, equal_nan=True
        )


@given(codings)
def test_a_coder_agrees_with_themselves(coder):
    result = compare(coder, coder, CODES, paragraphs(TEXT))
    assert (result.segments[:, 1:3] == 0).all()
    assert (result.agreement.ac1.value == 1).all()


def test_a_code_that_is_not_in_the_code_book_is_refused():
    with pytest.raises(ValueError, match="not in the code book: weather"):
        compare([Coding("weather", Span(0, 3))], [], CODES, paragraphs(TEXT))


@pytest.mark.parametrize("segments", [[Span(0, 9), Span(5, 12)], [Span(9, 12), Span(0, 5)]])
def test_segments_that_overlap_are_refused(segments):
    with pytest.raises(ValueError, match="overlap"):
        compare([], [], CODES, segments)


def test_without_segments_nothing_can_be_given():
    result = compare([], [], CODES, [])
    assert np.isnan(result.agreement.agreed.value).all()
    assert result.segments.tolist() == [[0, 0, 0, 0]] * 3
