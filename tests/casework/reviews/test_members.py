"""The team of a review: who joins, who leaves, and what opens its sources."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import OTHER_PLACE, PLACE, member
from tests.casework.reviews import records

from careplace.casework.reviews import members
from careplace.casework.reviews.changes import begin, in_review
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import Member
from careplace.casework.reviews.team import reviews_of
from careplace.casework.scope.actor import NotAllowed, actor_at

pytestmark = pytest.mark.usefixtures("both")


def test_people_with_a_role_in_reviews_can_join_and_are_offered_once():
    lead = records.lead()
    review, person = records.review(lead), member("reviewer", name="Rob Reviewer")
    member("quality_officer", name="Olu Officer")
    member("reviewer", OTHER_PLACE, "Ada Away")
    assert members.candidates(lead, review.pk) == [(str(person.pk), "Rob Reviewer")]
    members.join(lead, review.pk, str(person.pk), "reviewer")
    assert members.candidates(lead, review.pk) == []


@pytest.mark.parametrize(("role", "place"), [("quality_officer", PLACE), ("reviewer", OTHER_PLACE)])
def test_others_cannot_join(role, place):
    lead = records.lead()
    review, person = records.review(lead), member(role, place, "Olu Officer")
    with pytest.raises(ValidationError, match="role in reviews"):
        members.join(lead, review.pk, str(person.pk), "reviewer")
    assert Member.objects.count() == 1


def test_a_person_who_joined_writes_nothing_before_they_declared():
    lead = records.lead()
    review, person = records.review(lead), member("reviewer", name="Rob Reviewer")
    row = members.join(lead, review.pk, str(person.pk), "reviewer")
    rob = actor_at(person, PLACE)
    assert list(reviews_of(rob)) == [review]
    with pytest.raises(NotAllowed, match="Declare your interests"), in_review(rob, review.pk):
        raise AssertionError("the transaction began")
    declared = members.declare(rob, review.pk, row.version, "My aunt lives there.", records.DAY)
    assert (declared.interests, declared.declared_on) == ("My aunt lives there.", records.DAY)
    with in_review(rob, review.pk) as at_once:
        assert at_once.part == "reviewer"


def test_who_starts_a_review_declares_too():
    lead = records.lead()
    values = {"title": "T", "scope": "S", "edition": "E", "starts_on": records.DAY, "ends_on": records.DAY}
    framework = {"framework": shipped("place-report").model_dump(mode="json")}
    review = begin(lead, values | framework)
    with pytest.raises(NotAllowed, match="Declare your interests"), in_review(lead, review.pk):
        raise AssertionError("the transaction began")


def test_nobody_else_takes_people_in_or_out():
    lead = records.lead()
    review = records.review(lead)
    colleague = records.colleague(lead, review)
    row = Member.objects.get(person_id=colleague.person)
    with pytest.raises(NotAllowed, match="another member"):
        members.leave(colleague, row, row.version, "I go.")


def test_the_last_lead_stays():
    lead = records.lead()
    review = records.review(lead)
    row = Member.objects.get(review=review)
    with pytest.raises(NotAllowed, match="last lead"):
        members.leave(lead, row, row.version, "I go.")
    records.join(lead, review, member("review_lead", name="Sam Second"), "lead")
    assert members.leave(lead, row, row.version, "I go.").state == "left"
    assert not reviews_of(lead).exists()
