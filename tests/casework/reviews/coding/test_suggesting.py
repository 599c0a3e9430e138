"""Suggestions: from what people coded, explained, counting for nothing, and never made twice."""

import pytest
from tests.casework.reviews import records

from careplace.casework.reviews.coding import actions, rounds
from careplace.casework.reviews.coding.actions import Choice
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.coding.suggesting import TooFew, suggest
from careplace.casework.scope.actor import NotAllowed
from careplace.voices.suggestions import FEWEST
from careplace.voices.texts import paragraphs

LINES = [
    f"The nurse on ward {n} was kind to my mother"
    if n % 2
    else f"I waited {n} hours for the ambulance to come"
    for n in range(FEWEST)
]
NEW = "A kind nurse helped my mother\nThe ambulance kept us waiting for hours\nzzz qqq"


@pytest.fixture
def desk(sqlite):
    """(lead, the text to suggest for, the codes for kindness and waiting); 200 comments are coded."""
    lead = records.lead()
    review = records.review(lead)
    coded = records.text(lead, records.source(lead, review, "Survey"), "\n".join(LINES))
    kind, wait = records.code(lead, review, "Kindness"), records.code(lead, review, "Waiting")
    for code, odd in ((kind, 1), (wait, 0)):
        spans = [(coded, span) for n, span in enumerate(paragraphs(coded.content)) if n % 2 == odd]
        actions.code_all(lead, review.pk, spans, Choice((code.pk,), "mixed"))
    return lead, records.text(lead, records.source(lead, review), NEW), kind, wait


def _suggest(desk):
    lead, text, *_ = desk
    return suggest(lead, text, paragraphs(text.content))


def test_a_paragraph_gets_the_code_of_what_is_like_it_and_why(desk):
    _, text, kind, wait = desk
    given = {(text.content[c.start : c.end], c.code_id): c for c in _suggest(desk)}
    lines = NEW.split("\n")
    assert {(lines[0], kind.pk), (lines[1], wait.pk)} <= set(given)
    assert not any(words == lines[2] for words, _ in given)
    memo = given[lines[0], kind.pk].memo
    assert memo.startswith("Like words of Survey: both have")
    assert "kind" in memo or "nurse" in memo


def test_nothing_counts_until_a_person_accepts_it(desk):
    lead, text, *_ = desk
    before = len(evidence_of(text.review_id))
    first = _suggest(desk)[0]
    assert {c.state for c in Coding.objects.filter(text=text)} == {"suggested"}
    assert len(evidence_of(text.review_id)) == before
    actions.accept(lead, first.pk, 1, {"direction": "strength"})
    assert len(evidence_of(text.review_id)) == before + 1


def test_what_was_taken_back_is_not_suggested_again(desk):
    lead, *_ = desk
    for coding in _suggest(desk):
        actions.remove(lead, coding.pk, 1)
    assert _suggest(desk) == []


def test_suggestions_are_not_learnt_from(desk):
    _, text, *_ = desk
    _suggest(desk)
    Coding.objects.exclude(text=text).update(state="suggested")
    with pytest.raises(TooFew, match="need 200"):
        _suggest(desk)


def test_a_text_that_two_people_code_apart_gets_none(desk):
    lead, text, *_ = desk
    colleague = records.colleague(lead, text.review)
    pair = {"title": "R", "first_id": lead.person, "second_id": colleague.person}
    rounds.begin(lead, text.review_id, pair | {"sources": [str(text.source_id)]})
    with pytest.raises(NotAllowed):
        _suggest(desk)
