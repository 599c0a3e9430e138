"""What counts as evidence: codings of people, of sources that are used, on key lines."""

import pytest
from tests.casework.reviews import records

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.evidence import Category, Direction, Evidence
from careplace.casework.reviews.models import Source

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def coded():
    lead = records.lead()
    review = records.review(lead)
    source = records.source(lead, review, populations=["dementia"])
    text = records.text(lead, source)
    return lead, review, source, records.coding(lead, text, records.code(lead, review))


def test_a_coding_is_evidence_on_the_line_of_its_code(coded):
    _, review, source, _ = coded
    assert evidence_of(review.pk) == [
        Evidence(
            str(source.pk),
            "return-safe",
            Direction.CONCERN,
            Category.INTERVIEW,
            "council",
            frozenset({"dementia"}),
            records.DAY,
        )
    ]


def test_whom_the_words_are_about_goes_before_whom_the_source_is_about(coded):
    _, review, _, coding = coded
    Coding.objects.filter(pk=coding.pk).update(populations=["unpaid-carers"])
    assert evidence_of(review.pk)[0].populations == {"unpaid-carers"}


@pytest.mark.parametrize("state", ["suggested", "blind", "unsure", "removed"])
def test_nothing_else_is_evidence(coded, state):
    _, review, _, coding = coded
    Coding.objects.filter(pk=coding.pk).update(state=state)
    assert not evidence_of(review.pk)


def test_a_source_that_was_withdrawn_is_no_evidence(coded):
    lead, review, source, _ = coded
    with in_review(lead, review.pk) as at_once:
        at_once.change(Source, source.pk, "withdraw", {"reason": "Consent was taken back."}, source.version)
    assert not evidence_of(review.pk)


def test_a_code_without_a_key_line_sorts_alone():
    lead = records.lead()
    review = records.review(lead)
    text = records.text(lead, records.source(lead, review))
    records.coding(lead, text, records.code(lead, review, line=""))
    assert not evidence_of(review.pk)
