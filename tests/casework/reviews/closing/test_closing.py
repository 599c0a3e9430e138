"""A review is closed once each recommendation has ended; summits and follow-up visits; and what is refused."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.reviews import records
from tests.casework.reviews.closing.ended import WHY, ended

from careplace.casework.audit.verification import faults
from careplace.casework.reviews.closing import actions
from careplace.casework.reviews.closing.aftermath import aftermath_of
from careplace.casework.reviews.closing.agreements import agreed_about
from careplace.casework.reviews.closing.checklist import obstacles
from careplace.casework.reviews.closing.models import Agreement, Closure, Finding, FollowUpVisit, Summit
from careplace.casework.reviews.followup.actions import change, recommend
from careplace.casework.reviews.followup.plan import plan_of
from careplace.casework.reviews.models import Review
from careplace.casework.scope.actor import NotAllowed

pytestmark = pytest.mark.usefixtures("both")
NAMED = "Mrs Green waited."


def ending_of(world, recommendation) -> str:
    after = aftermath_of(world.review)
    rows = plan_of(world.review).recommendations
    return after.ending(next(row for row in rows if row.record.pk == recommendation.pk))


def oracle(states: list[str], closed: bool) -> str:
    """How a recommendation ended, case by case."""
    if closed:
        return "closed"
    if len(states) == 0:
        return "open"
    for state in states:
        if state == "open" or state == "done":
            return "open"
    for state in states:
        if state == "transferred":
            return "transferred"
    return "done"


@pytest.mark.parametrize("states", [(), *product(("open", "done", "closed", "transferred"), repeat=2)])
def test_how_a_recommendation_ended_is_the_oracles(states):
    world = ended()
    row = world.another("none")
    for state in states:
        world.followed.recommendation = row
        other = world.another(state)
        other.actions.update(recommendation=row)
        other.delete()
    assert ending_of(world, row) == oracle(list(states), closed=False)
    actions.close_recommendation(world.followed.lead, row, WHY)
    assert ending_of(world, row) == oracle(list(states), closed=True)


@pytest.mark.parametrize("state", ["closed", "transferred"])
def test_a_review_is_closed_once_every_recommendation_has_ended(state):
    world = ended(state)
    closed = world.close()
    assert (closed.state, closed.reason) == ("closed", "The board is told of the rest.")
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("none", "Recommendation 2: No action is planned."),
        ("open", "Recommendation 2: 1 action is open."),
        ("done", "Recommendation 2: 1 action is reported as done and not closed yet."),
    ],
)
def test_what_stands_in_the_way_is_said_and_refuses(state, words):
    world = ended("closed")
    another = world.another(state)
    assert [problem.startswith(words) for problem in obstacles(world.review)] == [True]
    with pytest.raises(ValidationError) as error:
        world.close()
    assert error.value.messages == obstacles(world.review)
    actions.close_recommendation(world.followed.lead, another, WHY)
    assert world.close().state == "closed"


def test_a_recommendation_that_was_withdrawn_stands_in_no_way():
    world = ended("closed")
    another = world.another("none")
    change(world.followed.lead, another, "withdraw", 1, {"reason": "It was one too many."})
    assert world.close().state == "closed"


def test_what_the_regulator_denies_stands_in_the_way_until_a_later_visit():
    world = ended("closed")
    world.finding(world.visit(), "not-met")
    (problem,) = obstacles(world.review)
    assert "latest follow-up visit says that it is not met" in problem
    world.finding(world.visit(visited_on=date(2028, 1, 10)), "partly")
    world.finding(world.visit(visited_on=date(2026, 12, 10)), "not-met")
    assert obstacles(world.review) == []


def test_a_closed_recommendation_has_a_reason_and_evidence_and_can_be_followed_again():
    world = ended()
    lead, recommendation = world.followed.lead, world.followed.recommendation
    for name in WHY:
        with pytest.raises(ValidationError) as error:
            actions.close_recommendation(lead, recommendation, WHY | {name: ""})
        assert set(error.value.message_dict) == {name}
    closure = actions.close_recommendation(lead, recommendation, WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.update(evidence="")
    closure = actions.reopen_recommendation(lead, closure, closure.version, "The ward opened again.")
    assert obstacles(world.review) != []
    closure = actions.close_recommendation(lead, recommendation, WHY)
    assert (closure.state, closure.version, Closure.objects.count()) == ("closed", 3, 1)


def test_only_the_lead_closes_and_opens_again_with_a_reason():
    world = ended("closed")
    colleague, lead = world.followed.colleague, world.followed.lead
    with pytest.raises(NotAllowed):
        actions.close(colleague, world.review, world.review.version, "Done.")
    with pytest.raises(NotAllowed):
        actions.close_recommendation(colleague, world.followed.recommendation, WHY)
    world.close()
    with pytest.raises(NotAllowed, match="the review is closed"):
        world.summit()
    with pytest.raises(NotAllowed):
        actions.reopen(colleague, world.review, world.review.version, "More to do.")
    with pytest.raises(ValidationError):
        actions.reopen(lead, world.review, world.review.version, "")
    reopened = actions.reopen(lead, world.review, world.review.version, "More to do.")
    assert reopened.state == "published"
    assert world.another("open").state == "made"


def test_the_database_refuses_a_state_that_there_is_not():
    world = ended()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=world.review.pk).update(state="finished")


def test_a_summit_says_who_attended_by_role_and_names_no_resident():
    world = ended()
    for name in ("venue", "agreed", "attendance"):
        text = f"The council: {NAMED}" if name == "attendance" else NAMED
        with pytest.raises(ValidationError, match="It names a person"):
            world.summit(**{name: text})
    with pytest.raises(ValidationError, match="Line 1"):
        world.summit(attendance="The council")
    with pytest.raises(ValidationError):
        world.summit(agreed="")
    summit = world.summit()
    changed = actions.change(world.followed.lead, summit, 1, {"venue": "online"})
    assert (changed.venue, changed.version, Summit.objects.count()) == ("online", 2, 1)


def test_a_visit_and_its_findings_name_no_resident():
    world = ended()
    for name in ("visitors", "looked_at", "concerns"):
        with pytest.raises(ValidationError, match="It names a person"):
            world.visit(**{name: NAMED})
    finding = Finding(visit=world.visit(concerns=""), recommendation=world.followed.recommendation)
    finding.verdict, finding.evidence = "met", NAMED
    with pytest.raises(ValidationError, match="It names a person"):
        actions.note(world.followed.lead, finding)


def test_a_recommendation_is_noted_once_and_is_of_the_same_review():
    world = ended()
    lead = world.followed.lead
    made = {"line": "return-safe", "organisation": "council", "text": "Rain less."}
    other = recommend(lead, records.review(lead), made)
    summit, visit = world.summit(), world.visit()
    world.agreement(summit)
    world.finding(visit)
    with pytest.raises(ValidationError, match="noted already"):
        world.agreement(summit, "rejected")
    with pytest.raises(ValidationError, match="noted already"):
        world.finding(visit, "partly")
    with pytest.raises(ValidationError, match="Choose a recommendation that the review makes"):
        world.agreement(summit, of=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.update(decision="maybe")
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(verdict="maybe")


def test_what_a_summit_accepted_last_is_where_an_action_begins():
    world = ended()
    recommendation = world.followed.recommendation
    assert agreed_about(recommendation) == ""
    world.agreement(world.summit(held_on=date(2027, 2, 1)), "rejected")
    assert agreed_about(recommendation) == ""
    early = world.agreement(world.summit(), "partly")
    late = world.agreement(world.summit(held_on=date(2027, 3, 1)))
    actions.change(world.followed.lead, early, 1, {"text": "Early."})
    actions.change(world.followed.lead, late, 1, {"text": "Late."})
    assert agreed_about(recommendation) == "Late."


def test_summits_may_come_before_the_report_and_visits_may_not():
    world = ended()
    Review.objects.filter(pk=world.review.pk).update(state="judging")
    assert world.agreement(world.summit()).state == "noted"
    with pytest.raises(NotAllowed):
        world.visit()
    assert not FollowUpVisit.objects.exists()
