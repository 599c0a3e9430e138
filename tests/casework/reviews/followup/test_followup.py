"""Recommendations, actions and progress: what is refused, what the board and the public site get."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.casework.reviews.followup.followed import ACTION, BOARD, followed

from careplace.casework.reviews.followup import actions
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.followup.plan import as_records, plan_of
from careplace.casework.reviews.followup.publishing import publication_id, publish_plan
from careplace.casework.scope.actor import NotAllowed
from careplace.publications.store import Store

pytestmark = pytest.mark.usefixtures("sqlite")
SAYS = {"board_on": BOARD, "status": "on-track", "says": "Two wards of six order the day before."}


def test_an_action_goes_from_open_to_closed_with_evidence():
    world = followed("done")
    world.change("not-enough", reason="One ward only.")
    assert world.action.state == "open"
    assert world.to("closed").evidence == "The pharmacy's own audit of May."


def test_an_action_that_is_followed_elsewhere_says_where():
    world = followed()
    with pytest.raises(ValidationError) as error:
        world.change("transfer", transferred_to="", reason="")
    assert set(error.value.message_dict) == {"transferred_to", "reason"}
    assert world.to("transferred").transferred_to == "The Better Care Fund plan"
    assert world.change("reopen", reason="The fund ended.").state == "open"


def test_an_action_is_late_after_its_day_while_it_is_open():
    world = followed()
    due = ACTION["due_on"]
    assert (world.action.is_late(due), world.action.is_late(due + timedelta(1))) == (False, True)
    assert not world.to("closed").is_late(due + timedelta(1))


def test_a_measure_is_one_of_the_dictionary():
    world = followed()
    world.change("edit", measure="criteria-to-reside-rate", target="20")
    with pytest.raises(ValidationError, match="no such measure"):
        world.change("edit", measure="happiness")


def test_a_recommendation_is_on_a_key_line_and_for_a_kind_of_organisation():
    lead = records.lead()
    review = records.review(lead)
    with pytest.raises(ValidationError, match="key lines"):
        actions.recommend(lead, review, {"line": "weather", "organisation": "council", "text": "Rain less."})
    with pytest.raises(ValidationError, match="kinds of organisation"):
        actions.recommend(
            lead, review, {"line": "return-safe", "organisation": "clouds", "text": "Rain less."}
        )


def test_no_action_is_planned_before_the_report_is_published():
    lead = records.lead()
    review = records.review(lead)
    made = {"line": "return-safe", "organisation": "council", "text": "Plan the way home."}
    recommendation = actions.recommend(lead, review, made)
    with pytest.raises(NotAllowed):
        actions.add_action(lead, recommendation, ACTION)


def test_progress_once_a_meeting_the_latest_first():
    world = followed()
    actions.note_progress(world.lead, world.action, SAYS)
    with pytest.raises(ValidationError, match="already"):
        actions.note_progress(world.lead, world.action, SAYS)
    actions.note_progress(world.lead, world.action, SAYS | {"board_on": date(2027, 4, 15), "status": "done"})
    plan = plan_of(world.review)
    (planned,) = plan.recommendations[0].actions
    assert [row.status for row in planned.progress] == ["done", "on-track"]
    assert plan.meetings == [date(2027, 4, 15), BOARD]
    assert plan_of(world.review, until=BOARD).meetings == [BOARD]
    assert plan.counts == {"open": 1}


def test_the_plan_read_in_one_query_is_that_of_three():
    world = followed()
    other = {"line": "return-safe", "organisation": "council", "text": "Keep a list."}
    for text in ("Without actions.", "Withdrawn."):
        Recommendation.objects.create(
            place=PLACE, state="made", review=world.review, **other | {"text": text}
        )
    Recommendation.objects.filter(text="Withdrawn.").update(state="withdrawn")
    actions.add_action(world.colleague, world.recommendation, ACTION | {"due_on": date(2027, 1, 31)})
    for board_on in (BOARD, date(2027, 4, 15)):
        actions.note_progress(world.lead, world.action, SAYS | {"board_on": board_on})
    with CaptureQueriesContext(connection) as queries:
        plan = plan_of(world.review)
    assert len(queries) == 1
    slow = [
        (row, [(a, list(a.progress.order_by("-board_on"))) for a in row.actions.all()])
        for row in Recommendation.objects.filter(review=world.review, state="made")
    ]
    assert [
        (r.record, [(p.action, list(p.progress)) for p in r.actions]) for r in plan.recommendations
    ] == slow
    assert [len(of) for _row, of in slow] == [2, 0]
    assert plan.recommendations[0].record.values() == slow[0][0].values()


def test_evidence_is_published_once_an_action_is_closed():
    world = followed("done")
    (record,) = as_records(plan_of(world.review))
    assert record["actions"][0]["evidence"] == ""
    world.change("close")
    (record,) = as_records(plan_of(world.review))
    assert record["actions"][0]["evidence"] == "The pharmacy's own audit of May."


def test_the_plan_is_published_as_versions(tmp_path):
    world = followed()
    actions.note_progress(world.lead, world.action, SAYS)
    publish_plan(world.lead, world.review, "", BOARD, tmp_path)
    world.to("transferred")
    with pytest.raises(ValidationError, match="what is different"):
        publish_plan(world.lead, world.review, "", BOARD, tmp_path)
    publish_plan(world.lead, world.review, "An action is followed elsewhere.", BOARD, tmp_path)
    store = Store(tmp_path)
    first, second = store.versions(publication_id(world.review))
    assert (first.version, second.version, second.description.kind) == (1, 2, "action-plan")
    page = store.content(second, "index.html").decode()
    assert "it is followed elsewhere: The Better Care Fund plan" in page
    assert "Board of 14 January 2027: On track." in page
    record = json.loads(store.content(second, "action-plan.json"))
    assert record["recommendations"][0]["actions"][0]["state"] == "transferred"


def test_only_the_lead_publishes_the_plan(tmp_path):
    world = followed()
    with pytest.raises(NotAllowed):
        publish_plan(world.colleague, world.review, "", BOARD, tmp_path)
