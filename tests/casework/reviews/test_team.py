"""The team of a review is its boundary, and a review keeps its framework."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import OTHER_PLACE, actor, member
from tests.casework.reviews import records

from careplace.casework.audit.models import Event
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.models import Member, Review, Source
from careplace.casework.reviews.team import of_reviews, part_of, reviews_of
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("both")


def test_who_plans_a_review_leads_it():
    lead = records.lead()
    review = records.review(lead)
    assert review.state == "fieldwork"
    assert list(reviews_of(lead)) == [review]
    assert part_of(lead, review.pk) == "lead"
    assert [event.action for event in Event.objects.order_by("number")][:2] == ["plan", "join"]


@pytest.mark.parametrize("role", ["review_lead", "reviewer", "team_manager", "administrator", "auditor"])
def test_for_others_a_review_does_not_exist(role):
    lead = records.lead()
    review = records.review(lead)
    records.source(lead, review)
    other = actor(role, name="Olu Other")
    assert not reviews_of(other).exists()
    assert not of_reviews(Source, other).exists()
    with pytest.raises(Review.DoesNotExist), in_review(other, review.pk):
        raise AssertionError("the transaction began")


def test_the_team_of_a_review_does_not_see_another():
    lead, second = records.lead(), records.lead("Sam Second")
    first, other = records.review(lead), records.review(second, title="Crisis")
    source = records.source(second, other)
    with pytest.raises(Source.DoesNotExist), in_review(lead, first.pk) as at_once:
        at_once.change(Source, source.pk, "withdraw", {"reason": "mine"}, source.version)


def test_who_left_the_team_sees_nothing_more():
    lead = records.lead()
    review = records.review(lead)
    colleague = records.colleague(lead, review)
    assert reviews_of(colleague).exists()
    with in_review(lead, review.pk) as at_once:
        row = Member.objects.get(person_id=colleague.person)
        at_once.change(Member, row.pk, "leave", {"reason": "Another task."}, row.version)
    assert not reviews_of(colleague).exists()


def test_a_person_is_on_a_team_once():
    lead = records.lead()
    review, person = records.review(lead), member("reviewer", name="Rob Reviewer")
    records.join(lead, review, person, "reviewer")
    with pytest.raises(ValidationError, match="on the team already"):
        records.join(lead, review, person, "panel")


def test_a_membership_elsewhere_is_none_here():
    lead = records.lead()
    review = records.review(lead)
    away = actor("review_lead", OTHER_PLACE, "Ada Away")
    with pytest.raises(Review.DoesNotExist):
        part_of(away, review.pk)


def test_only_the_parts_named_may():
    lead = records.lead()
    review = records.review(lead)
    colleague = records.colleague(lead, review)
    with pytest.raises(NotAllowed, match="another member"), in_review(colleague, review.pk, parts=("lead",)):
        raise AssertionError("the transaction began")


def test_nothing_is_added_once_a_review_was_given_up():
    lead = records.lead()
    review = records.review(lead)
    with in_review(lead, review.pk) as at_once:
        at_once.move("abandon", {"reason": "The place was reorganised."}, review.version)
    with pytest.raises(NotAllowed, match="given up"):
        records.source(lead, review)


def test_a_change_over_one_that_was_not_seen_is_refused():
    lead = records.lead()
    review = records.review(lead)
    source = records.source(lead, review)
    for version, fails in ((1, False), (1, True)):
        if fails:
            with pytest.raises(Conflict):
                _edit(lead, review, source, version)
        else:
            _edit(lead, review, source, version)


def _edit(lead, review, source, version):
    with in_review(lead, review.pk) as at_once:
        at_once.change(Source, source.pk, "edit", {"role": f"a nurse {version}"}, version)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"organisation": "nobody"}, "organisation"),
        ({"populations": ["nobody"]}, "populations"),
        ({"category": "figure"}, "figure"),
        ({"figure": "rating-count"}, "figure"),
        ({"consent": "whatever"}, "consent"),
    ],
)
def test_a_source_uses_the_words_of_the_framework(values, field):
    lead = records.lead()
    with pytest.raises(ValidationError) as error:
        records.source(lead, records.review(lead), **values)
    assert field in error.value.message_dict


@pytest.mark.parametrize("content", [{}, {"id": "x"}, []])
def test_what_is_no_framework_is_refused(content):
    with pytest.raises(ValidationError):
        records.review(records.lead(), framework="local-system-review", populations=["nobody"])
    with pytest.raises(ValidationError):
        Review(framework=content).framework_used  # noqa: B018


def test_a_review_keeps_its_framework():
    review = records.review(records.lead())
    used = Review.objects.get(pk=review.pk).framework_used
    assert (used.id, used.version) == ("local-system-review", 1)
    assert "return-safe" in used.lines
