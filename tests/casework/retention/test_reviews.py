"""The texts of a review that has ended: kept for the rule's time, then deleted by two people of its team, with proof."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.casework.reviews.closing.ended import ended

from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.retention import actions, reviews
from careplace.casework.retention.models import Deletion
from careplace.casework.retention.reminders import of_texts
from careplace.casework.reviews.closing.models import TextDeletion
from careplace.casework.reviews.coding.models import Coding, Passage
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.models import Review, Source, Text
from careplace.casework.reviews.reminders import of_reviews, review_days
from careplace.casework.scope.actor import NotAllowed

pytestmark = pytest.mark.usefixtures("both")
CLOSED, DUE = datetime(2027, 10, 1, 12, tzinfo=UTC), date(2029, 10, 1)
SECRET = "Zebra Lantern of the pharmacy"


@pytest.fixture
def world(both):
    """A closed review with two sources, a text of two versions, and a coding with a note."""
    whole = ended("closed")
    lead = whole.followed.lead
    Review.objects.filter(pk=whole.review.pk).update(state="fieldwork")
    first = records.source(lead, whole.review, f"Interview with {SECRET}", role=SECRET)
    text = records.text(lead, first, f"{SECRET} waited for a long time.\n")
    records.coding(lead, text, records.code(lead, whole.review), memo=f"Like {SECRET}.")
    records.source(lead, whole.review, "Interview 2")
    end(whole.review, "closed")
    return whole


def end(review: Review, state: str) -> None:
    Review.objects.filter(pk=review.pk).update(state=state, changed_at=CLOSED)


def deleted(world) -> TextDeletion:
    row = reviews.propose(world.followed.lead, world.review, DUE)
    return reviews.delete(world.followed.colleague, row, row.version, DUE)


def test_nothing_of_the_words_is_left_and_the_proof_says_what_was_deleted(world):
    row = deleted(world)
    assert (row.state, row.sources, row.texts, row.due_on) == ("deleted", 2, 1, DUE)
    assert (row.rule, row.proposed_by) == ("review-texts", world.followed.lead.person)
    assert row.approved_by == world.followed.colleague.person
    tables = (Source, Text, Coding, Passage, Event, PersonalText)
    everything = " ".join(str(list(table.objects.values())) for table in tables)
    assert "Zebra" not in everything
    assert set(Text.objects.values_list("state", "content", "sha256")) == {("erased", "", "")}
    assert sorted(Source.objects.values_list("title", flat=True)) == [
        "Source 1 (erased)",
        "Source 2 (erased)",
    ]
    assert list(faults()) == []


def test_what_the_report_and_the_plan_rest_on_stays(world):
    kept = (Source.category, Source.organisation, Source.people)
    names = [field.field.name for field in kept]
    before = list(Source.objects.order_by("pk").values(*names))
    deleted(world)
    assert list(Source.objects.order_by("pk").values(*names)) == before
    assert Coding.objects.get().direction == "concern"
    assert Recommendation.objects.get().text != "(erased)"


def test_two_people_and_the_database_says_so_too(world):
    row = reviews.propose(world.followed.lead, world.review, DUE)
    with pytest.raises(NotAllowed, match="A colleague has to agree"):
        reviews.delete(world.followed.lead, row, row.version, DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        TextDeletion.objects.update(state="deleted", approved_by=world.followed.lead.person)
    assert SECRET in Text.objects.get().content


def test_what_is_sent_back_is_kept_and_proposed_again(world):
    row = reviews.propose(world.followed.lead, world.review, DUE)
    row = reviews.send_back(world.followed.colleague, row, row.version, "A claim.")
    with pytest.raises(NotAllowed):
        reviews.delete(world.followed.colleague, row, row.version, DUE)
    assert reviews.propose(world.followed.colleague, world.review, DUE).state == "proposed"
    assert TextDeletion.objects.count() == 1


@pytest.mark.parametrize("state", ["published", "closed", "abandoned"])
def test_the_time_runs_from_the_end_of_the_review(world, state):
    end(world.review, state)
    runs = state != "published"
    assert reviews.kept(world.review).on == (DUE if runs else None)
    early = date(2029, 9, 30)
    assert [reviews.kept(world.review).is_over(day) for day in (early, DUE)] == [False, runs]
    with pytest.raises(NotAllowed):
        reviews.propose(world.followed.lead, world.review, early)


def test_a_review_that_is_opened_again_keeps_its_texts(world):
    row = reviews.propose(world.followed.lead, world.review, DUE)
    end(world.review, "published")
    with pytest.raises(NotAllowed):
        reviews.delete(world.followed.colleague, row, row.version, DUE)


def test_people_outside_the_team_delete_nothing(world):
    with pytest.raises(Review.DoesNotExist):
        reviews.propose(records.lead("Olga Outside"), world.review, DUE)


def of_texts_of_reviews(today: date) -> list:
    return [reminder for reminder in of_reviews(PLACE, today) if reminder.page[0] == "review-retention"]


def test_the_day_of_a_reminder_is_that_of_the_rule_also_where_a_leap_day_began_it_or_the_day_in_utc_is_another(
    world,
):
    for moment in (
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2027, 6, 30, 23, 30, tzinfo=UTC),
        datetime(2027, 12, 31, 23, 30, tzinfo=UTC),
    ):
        Review.objects.filter(pk=world.review.pk).update(changed_at=moment)
        until = reviews.kept(Review.objects.get(pk=world.review.pk)).on
        assert [reminder.due_on for reminder in of_texts_of_reviews(until)] == [until]
        assert of_texts_of_reviews(until - timedelta(1)) == []


def test_a_page_has_one_kind_of_days(world):
    with pytest.raises(ValueError, match="review-retention"):
        review_days("review-retention", lambda place, today: Review.objects.none())(of_texts)


def test_the_place_is_shown_no_deletion_and_the_lead_is_reminded_without_a_name(world):
    assert actions.note_due(date(2040, 1, 1)) == 0
    assert not Deletion.objects.exists()
    (reminder,) = of_texts_of_reviews(DUE)
    assert reminder.person == world.followed.lead.person
    assert (reminder.page, reminder.due_on) == (("review-retention", str(world.review.pk)), DUE)
    assert world.review.title not in reminder.sentence
    assert of_texts_of_reviews(date(2029, 9, 30)) == []
    deleted(world)
    assert of_texts_of_reviews(DUE) == []
