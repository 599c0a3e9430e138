"""A draft sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.visits.draft import draft_sentences
from careplace.casework.assurance.visits.record import Evidence, VisitRecord


def record(*texts):
    return VisitRecord(tuple(Evidence(f"e{n}", "record", text, frozenset()) for n, text in enumerate(texts)))


def test_each_sentence_has_the_evidence_that_it_is_in_and_its_number():
    found = draft_sentences(
        record("Records were seen. Two of 5 had gaps, e.g. Mondays.\nStaff knew.", "Meals were hot.")
    )
    assert [(one.key, one.text) for one in found] == [
        ("e0.1", "Records were seen."),
        ("e0.2", "Two of 5 had gaps, e.g. Mondays."),
        ("e0.3", "Staff knew."),
        ("e1.1", "Meals were hot."),
    ]


def test_an_empty_draft_has_none():
    assert draft_sentences(record()) == draft_sentences(record("", " \n ")) == []


@given(st.lists(st.text(max_size=200), max_size=4))
def test_no_word_is_lost_and_keys_are_unique(texts):
    found = draft_sentences(record(*texts))
    assert len({one.key for one in found}) == len(found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(
        "".join(text.split()) for text in texts
    )
