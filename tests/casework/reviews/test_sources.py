"""Sources and their texts: nothing that was taken out can be recovered, from the record, its history or a difference."""

import hashlib
import json
import re
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews import records

from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.reviews import sources
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Coding, Passage
from careplace.casework.reviews.models import Review, Source, Text
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

NAME = "Wilhelmina Ackerthwaite"
WORDS = f"She came home on Friday.\n{NAME} told nobody.\nMrs Ackerthwaite waited.\n"


@pytest.fixture
def lead(both):
    return records.lead()


@pytest.fixture
def source(lead):
    return records.source(lead, records.review(lead))


def current(source: Source) -> Text:
    return Text.objects.get(source=source, state="current")


def everything() -> str:
    """Every row of every table that could have it, digests too."""
    tables = (Text, Passage, Coding, Source, Event, PersonalText)
    return json.dumps([list(table.objects.values()) for table in tables], default=str)


def test_a_text_is_kept_with_the_digest_of_its_document(lead, source):
    text = sources.add_text(lead, source, WORDS, "extracted", "d" * 64)
    assert (text.content, text.number, text.document_sha256) == (WORDS, 1, "d" * 64)
    with pytest.raises(ValidationError, match="has a text already"):
        sources.add_text(lead, source, WORDS, "pasted")


@pytest.mark.parametrize("words", ["", " \n\t"])
def test_a_text_without_words_is_refused(lead, source, words):
    with pytest.raises(ValidationError, match="no words"):
        sources.add_text(lead, source, words, "pasted")


def test_a_correction_keeps_the_version_before(lead, source):
    first = sources.add_text(lead, source, WORDS, "pasted")
    second = sources.edit_text(lead, first, WORDS.replace("Friday", "Monday"))
    assert [(t.number, t.state, bool(t.content)) for t in Text.objects.order_by("number")] == [
        (1, "replaced", True),
        (2, "current", True),
    ]
    assert second.why == "edited"
    with pytest.raises(Conflict):
        sources.edit_text(lead, first, "Something else.")


def test_what_was_taken_out_is_nowhere_any_more(lead, source):
    """A speaker's name, in an old version, a correction of it, codings on it, the audit and its texts."""
    first = sources.add_text(lead, source, WORDS, "extracted", hashlib.sha256(WORDS.encode()).hexdigest())
    code = records.code(lead, source.review)
    records.coding(lead, first, code)
    sources.edit_text(lead, first, f"{WORDS}Later.\n")
    sources.redact(lead, current(source), [NAME, "Mrs Ackerthwaite"])
    text = current(source).content
    assert "Ackerthwaite" not in everything()
    assert text.count(sources.TAKEN_OUT) == 2
    assert list(faults()) == []
    assert [t.state for t in Text.objects.order_by("number")] == ["erased", "erased", "current"]


def test_no_digest_is_left_that_a_guess_could_meet(lead, source):
    """Whoever has the redacted text puts names into it and looks for the digest of the whole, and of each line."""
    first = sources.add_text(lead, source, WORDS, "extracted", hashlib.sha256(WORDS.encode()).hexdigest())
    code = records.code(lead, source.review)
    for line in WORDS.splitlines():
        start = WORDS.index(line)
        place = {
            "start": start,
            "end": start + len(line),
            "sha256": hashlib.sha256(line.encode()).hexdigest(),
        }
        records.coding(lead, first, code, **place)
    sources.redact(lead, first, [NAME, "Mrs Ackerthwaite"])
    assert list(faults()) == []
    redacted, left = current(source).content, everything()
    guesses = product([NAME, "Ann Smith"], ["Mrs Ackerthwaite", "Mrs Smith"])
    for guess in guesses:
        filled = redacted
        for words in guess:
            filled = filled.replace(sources.TAKEN_OUT, words, 1)
        changed = set(filled.splitlines()) - set(redacted.splitlines())
        for attempt in (filled, *changed):
            assert hashlib.sha256(attempt.encode()).hexdigest() not in left
    assert (
        redacted.replace(sources.TAKEN_OUT, NAME, 1).replace(sources.TAKEN_OUT, "Mrs Ackerthwaite") == WORDS
    )


def test_words_that_are_not_there_are_not_taken_out(lead, source):
    first = sources.add_text(lead, source, WORDS, "pasted")
    with pytest.raises(ValidationError, match="None of these words"):
        sources.redact(lead, first, ["Smith"])
    assert Text.objects.count() == 1


def test_a_source_that_is_withdrawn_counts_no_more_and_its_words_are_erased(lead, source):
    first = sources.add_text(lead, source, WORDS, "pasted")
    records.coding(lead, first, records.code(lead, source.review))
    sources.edit_text(lead, first, f"{WORDS}Later.\n")
    assert len(evidence_of(source.review_id)) == 1
    sources.withdraw(lead, source, source.version, "Consent was taken back.")
    assert evidence_of(source.review_id) == []
    assert {text.state for text in Text.objects.all()} == {"erased"}
    assert "Ackerthwaite" not in everything()
    assert list(faults()) == []


def test_the_panel_and_people_who_have_not_declared_write_nothing(lead, source):
    panel = records.colleague(lead, source.review, "panel", "Pat Panel")
    with pytest.raises(NotAllowed, match="another member"):
        sources.add_text(panel, source, WORDS, "pasted")
    with pytest.raises(NotAllowed, match="another member"):
        sources.withdraw(panel, source, source.version, "Mine")


def test_no_source_is_added_after_fieldwork_and_texts_are_redacted_all_the_same(lead, source):
    first = sources.add_text(lead, source, WORDS, "pasted")
    with in_review(lead, source.review_id) as at_once:
        at_once.move("end-fieldwork", {}, Review.objects.get().version)
    with pytest.raises(NotAllowed, match="fieldwork is over"):
        sources.add(lead, source.review, {"title": "Late"})
    assert sources.TAKEN_OUT in sources.redact(lead, first, [NAME]).content


@pytest.mark.parametrize(
    ("content", "words", "expected"),
    [
        ("Ann and Anna", ["Ann"], "[taken out] and Anna"),
        ("ANN, ann's", ["Ann"], "[taken out], [taken out]'s"),
        ("Ann\nSmith", ["Ann Smith"], "[taken out]"),
        ("Ann Smith", ["Ann", "Ann Smith"], "[taken out]"),
        ("a.b@c.uk!", ["a.b@c.uk"], "[taken out]!"),
        ("axb", ["a.b"], "axb"),
        ("Ann", ["", "  "], "Ann"),
        ("Zoë, Zoe", ["Zoë"], "[taken out], Zoe"),
    ],
)
def test_words_are_taken_out_whole(content, words, expected):
    assert sources.without(content, words) == expected


@given(st.text("ab \n", max_size=60), st.lists(st.text("ab", min_size=1, max_size=3), max_size=4))
def test_what_is_taken_out_is_as_word_by_word(content, words):
    """For single words: each word of the text is one of those, or stays."""
    slow = "".join(sources.TAKEN_OUT if part in words else part for part in re.split(r"(\s+)", content))
    assert sources.without(content, words) == slow
