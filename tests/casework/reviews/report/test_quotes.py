"""What a quotation may say of who was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews import records

from careplace.casework.reviews.coding.evidence import used_sources
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import CONSENTS, Source, Text
from careplace.casework.reviews.report.quotes import ANONYMOUS, FEWEST, Quote, Refusal, attribution, quotes

FRAMEWORK = shipped("local-system-review")


def source(consent, role="a social worker", category="interview"):
    return Source(title="Interview 1", organisation="council", role=role, consent=consent, category=category)


@pytest.mark.parametrize(("consent", "of_role", "of_kind", "expected"), [
    ("role", 5, 0, "a social worker, the council"),
    ("role", 4, 1, "the council"),
    ("role", 4, 0, ANONYMOUS),
    ("organisation", 5, 0, "the council"),
    ("organisation", 2, 2, ANONYMOUS),
    ("anonymous", 50, 50, ANONYMOUS),
])  # fmt: skip
def test_an_attribution_is_as_wide_as_consent_and_numbers_demand(consent, of_role, of_kind, expected):
    people = {("council", "a social worker"): of_role, ("council", "a manager"): of_kind}
    assert attribution(source(consent), FRAMEWORK, people) == expected


@given(
    st.sampled_from(sorted(CONSENTS)),
    st.dictionaries(
        st.tuples(st.sampled_from(["council", "healthwatch"]), st.sampled_from(["a nurse", "a manager"])),
        st.integers(0, 9),
    ),
)
def test_a_role_is_named_only_where_enough_people_have_it(consent, people):
    by = attribution(source(consent, "a nurse"), FRAMEWORK, people)
    named = "a nurse" in by
    assert not named or (consent == "role" and people[("council", "a nurse")] >= FEWEST)


def test_people_themselves_are_named_by_their_role_alone():
    carer = Source(
        organisation="people-and-carers", role="an unpaid carer", consent="role", category="focus group"
    )
    assert attribution(carer, FRAMEWORK, {("people-and-carers", "an unpaid carer"): 5}) == "an unpaid carer"
    few = {("people-and-carers", "an unpaid carer"): 4, ("people-and-carers", "a resident"): 1}
    assert attribution(carer, FRAMEWORK, few) == "people who use services, and their carers"


def test_a_document_is_named_by_its_kind_of_organisation():
    assert attribution(source("role", "", "document"), FRAMEWORK, {}) == "document, the council"


@pytest.fixture
def coded(both):
    lead = records.lead()
    review = records.review(lead)
    interview = records.source(lead, review, people=FEWEST)
    return review, records.coding(lead, records.text(lead, interview), records.code(lead, review))


def one(review, coding):
    return quotes(review, [str(coding.pk)], used_sources(review.pk))[str(coding.pk)]


def test_the_words_are_those_of_the_text(coded):
    assert one(*coded) == Quote("She came home on Friday.", "a social worker, the council")


@pytest.mark.parametrize(("model", "values", "why"), [
    (Source, {"consent": "no-quotation"}, "never quoted"),
    (Source, {"state": "withdrawn"}, "withdrawn"),
    (Coding, {"state": "removed"}, "no longer coded"),
    (Text, {"state": "replaced"}, "no longer coded"),
    (Text, {"content": "She went home on Monday.\n"}, "have changed"),
])  # fmt: skip
def test_what_may_not_be_quoted_is_refused(coded, model, values, why):
    review, coding = coded
    model.objects.update(**values)
    refusal = one(review, coding)
    assert isinstance(refusal, Refusal)
    assert why in refusal.why


def test_a_quotation_of_another_review_is_none(coded):
    _, coding = coded
    other = records.review(records.lead("Olga Other"))
    assert isinstance(one(other, coding), Refusal)
    assert isinstance(quotes(other, ["not-an-id"], [])["not-an-id"], Refusal)


def test_with_one_person_fewer_nobody_is_named(coded):
    review, coding = coded
    Source.objects.update(people=FEWEST - 1)
    assert one(review, coding).by == ANONYMOUS
