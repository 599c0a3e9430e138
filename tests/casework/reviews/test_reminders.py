"""Reminders of reviews: for their teams alone, and without a word that anybody wrote."""

from datetime import timedelta

import pytest
from tests.casework.people import PLACE, actor
from tests.casework.reviews import records

from careplace.casework.digest.daily import own_reminders
from careplace.casework.digest.sources import Turn, reminders_at
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.models import Member, Milestone, Request, Review
from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.usefixtures("both")
TODAY = records.DAY


def asked(lead, review, days: int, document: str = "The Zebra plan") -> Request:
    with in_review(lead, review.pk) as at_once:
        due = TODAY + timedelta(days=days)
        return at_once.add(Request(document=document, organisation="council", due_on=due), "ask")


def test_each_person_of_the_team_is_reminded_and_nobody_else():
    lead = records.lead()
    review = records.review(lead, title="Zebra review")
    rob = records.colleague(lead, review)
    asked(lead, review, -1)
    for person in (lead, rob):
        (reminder,) = own_reminders(person, TODAY)
        assert reminder.sentence == "A document that a review asked for was due on 4 October 2026."
        assert (reminder.page, reminder.turn) == (("review-requests", str(review.pk)), Turn.OURS)
    for role in ("team_manager", "review_lead", "administrator", "auditor"):
        assert own_reminders(actor(role, name=f"{role} X"), TODAY) == []


def test_no_word_that_somebody_wrote_is_in_a_reminder():
    lead = records.lead()
    review = records.review(lead, title="Zebra review")
    asked(lead, review, 0)
    with in_review(lead, review.pk) as at_once:
        at_once.add(Milestone(title="Zebra day", due_on=TODAY))
    sentences = [reminder.sentence for reminder in own_reminders(lead, TODAY)]
    assert len(sentences) == 2
    assert "Zebra" not in " ".join(sentences)


def test_the_work_of_who_left_goes_to_no_manager_outside_the_team():
    """Reminders of other people's work go to managers of the place, who do not know of the review."""
    lead = records.lead()
    review = records.review(lead)
    asked(lead, review, -1)
    Membership.objects.all().delete()
    assert reminders_at(PLACE, TODAY) == []


@pytest.mark.parametrize(("days", "reminded"), [(-30, 1), (3, 1), (4, 0)])
def test_what_is_due_in_three_days_reminds(days, reminded):
    lead = records.lead()
    asked(lead, records.review(lead), days)
    assert len(own_reminders(lead, TODAY)) == reminded


def test_what_is_over_does_not_remind():
    lead = records.lead()
    first, second = records.review(lead), records.review(lead, title="Second")
    request = asked(lead, first, -1)
    asked(lead, second, -1)
    with in_review(lead, first.pk) as at_once:
        at_once.change(Request, request.pk, "receive", {"received_on": TODAY}, request.version)
    Review.objects.filter(pk=second.pk).update(state="abandoned")
    assert own_reminders(lead, TODAY) == []


def test_who_is_no_longer_on_the_team_is_not_reminded():
    lead = records.lead()
    review = records.review(lead)
    rob = records.colleague(lead, review)
    asked(lead, review, -1)
    Member.objects.filter(person_id=rob.person).update(state="left")
    assert own_reminders(rob, TODAY) == []
