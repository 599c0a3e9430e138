"""Suggestions of codes: from the most alike coded texts, explained by words that both have, against a slow calculation."""

from itertools import pairwise
from math import log, sqrt

import pytest

from careplace.voices import suggestions
from careplace.voices.suggestions import Suggestions

WAITING = [
    "we waited for hours",
    "a long wait for the ambulance",
    "waited all night",
    "the wait was too long",
]
KIND = ["the nurses were kind", "such a kind doctor", "kind and patient staff", "staff were lovely"]
TEXTS = WAITING + KIND
CODES = [["waiting"]] * 4 + [["kindness", "staff"]] * 4


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(suggestions, "FEWEST", 2)


def test_a_text_gets_the_codes_of_those_like_it_with_the_words_they_share(few):
    [first, *_] = Suggestions(TEXTS, CODES).of("My mother waited for hours on a trolley")
    assert first.code == "waiting"
    assert TEXTS[first.text] == "we waited for hours"
    assert set(first.words) <= {"waited", "for", "hours", "waited for", "for hours", "on"}
    assert "hours" in " ".join(first.words)


def test_codes_of_one_text_have_one_weight_and_stand_in_order_of_their_names(few):
    found = Suggestions(TEXTS, CODES).of("lovely staff")
    assert [(s.code, round(s.weight, 6)) for s in found] == [("kindness", 1.0), ("staff", 1.0)]


def test_nothing_is_suggested_for_words_that_nobody_coded(few):
    assert Suggestions(TEXTS, CODES).of("parking") == []
    assert Suggestions(TEXTS, CODES).of("") == []


def test_nothing_is_suggested_from_too_few_texts():
    assert Suggestions(TEXTS, CODES).of("waited for hours") == []
    assert Suggestions([], []).of("waited") == []


def test_no_more_than_asked_for(few):
    assert len(Suggestions(TEXTS, CODES).of("waited for kind staff", most=1)) == 1


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="2 texts, and codes of 1"):
        Suggestions(["a", "b"], [["x"]])


def terms(text):
    words = [word for word in text.lower().split() if len(word) > 1]
    return words + [" ".join(pair) for pair in pairwise(words)]


def slow(texts, codes, new):
    """{code: weight} by counting: log of terms, inverse of how many texts have them, cosine, the nearest that are alike."""
    seen = {term: sum(term in terms(text) for text in texts) for text in texts for term in terms(text)}

    def weights(text):
        counts = {term: terms(text).count(term) for term in terms(text) if term in seen}
        raw = {t: (1 + log(n)) * (log((1 + len(texts)) / (1 + seen[t])) + 1) for t, n in counts.items()}
        size = sqrt(sum(value**2 for value in raw.values())) or 1
        return {t: value / size for t, value in raw.items()}

    query = weights(new)
    likeness = [sum(query.get(t, 0) * value for t, value in weights(text).items()) for text in texts]
    nearest = sorted((n for n in range(len(texts)) if likeness[n] > 0), key=lambda n: -likeness[n])[
        : suggestions.NEIGHBOURS
    ]
    total = sum(likeness[n] for n in nearest)
    return {c: sum(likeness[n] for n in nearest if c in codes[n]) / total for n in nearest for c in codes[n]}


@pytest.mark.parametrize(
    "new", ["waited for the kind staff", "the ambulance staff were patient", "a long long wait", "kind"]
)
def test_the_weights_are_those_of_the_slow_calculation(few, new):
    found = {s.code: s.weight for s in Suggestions(TEXTS, CODES).of(new)}
    assert found == pytest.approx(slow(TEXTS, CODES, new))
