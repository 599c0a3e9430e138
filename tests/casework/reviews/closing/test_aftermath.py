"""What is published of what followed a review: page, paper and JSON, and the last version of a closed review."""

import json
from datetime import date

import pytest
from tests.casework.reviews.closing.ended import WHY, ended

from careplace.casework.reviews.closing import actions
from careplace.casework.reviews.closing.aftermath import aftermath_of
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.followup.plan import plan_of
from careplace.casework.reviews.followup.publishing import paper, publication_id, publish_plan
from careplace.publications.action_plan import ENDINGS
from careplace.publications.store import Store

pytestmark = pytest.mark.usefixtures("sqlite")
DAY = date(2027, 10, 1)


def published(world, home, note: str = "") -> tuple[str, dict]:
    """(page, JSON) of the plan as it is published today."""
    release = publish_plan(world.followed.lead, world.review, note, DAY, home)
    store = Store(home)
    page = " ".join(store.content(release, "index.html").decode().split())
    return page, json.loads(store.content(release, "action-plan.json"))


def full():
    """A review with every kind of ending, a summit and a visit."""
    world = ended("closed")
    world.another("transferred")
    actions.close_recommendation(world.followed.lead, world.another("none"), WHY)
    world.agreement(world.summit(), "partly")
    world.finding(world.visit(), "met")
    return world


def test_the_page_says_what_was_recommended_agreed_found_and_done(tmp_path):
    page, _ = published(full(), tmp_path)
    for words in (
        "1 recommendation is done, with evidence",
        "1 recommendation is followed elsewhere",
        "1 recommendation is closed, with the reason and evidence",
        "Why it was closed: The ward closed.",
        "What shows it: The minutes of the trust of May 2027.",
        "Summit of 20 January 2027",
        "2 people attended",
        "<li>The hospital: Chief Nurse</li>",
        "Recommendation 1: accepted in part.</strong> The pharmacy opens at seven.",
        "The regulator’s follow-up visit of 14 September 2027",
        "Recommendation 1: met.</strong> Twenty of twenty records.",
        "New concerns: Transport at weekends.",
    ):
        assert words in page, words
    assert "still followed" not in page


def test_the_json_has_the_same(tmp_path):
    _, record = published(full(), tmp_path)
    assert [row["ending"] for row in record["endings"]] == ["done", "transferred", "closed"]
    assert record["endings"][2] == {"ending": "closed", **WHY}
    (summit,), (visit,) = record["summits"], record["follow_up_visits"]
    assert summit["attended"][0] == {"organisation": "The council", "role": "Director of Adult Services"}
    assert summit["recommendations"][0]["recommendation"] == 1
    assert visit["findings"] == [
        {"recommendation": 1, "verdict": "Met", "evidence": "Twenty of twenty records."}
    ]


def test_a_closed_review_publishes_its_last_version(tmp_path):
    world = full()
    published(world, tmp_path)
    world.close()
    published(world, tmp_path, "The review is closed.")
    assert Store(tmp_path).numbers(publication_id(world.review)) == [1, 2]


def test_an_open_action_of_a_closed_recommendation_is_not_late(tmp_path):
    world = ended("open")
    assert "It is late" in published(world, tmp_path)[0]
    actions.close_recommendation(world.followed.lead, world.followed.recommendation, WHY)
    assert "It is late" not in published(world, tmp_path, "It is closed.")[0]


def test_counts_have_every_ending_and_add_up_to_the_plan():
    world = full()
    plan = plan_of(world.review)
    counts = aftermath_of(world.review).counts(plan)
    assert list(counts) == list(ENDINGS)
    assert sum(counts.values()) == len(plan.recommendations) == 3


def test_a_withdrawn_recommendation_leaves_the_record_of_meetings(tmp_path):
    world = ended()
    world.agreement(world.summit())
    other = world.another("none")
    Recommendation.objects.filter(pk=world.followed.recommendation.pk).update(state="withdrawn")
    page, record = published(world, tmp_path)
    assert record["summits"][0]["recommendations"] == []
    assert other.text in page


def test_the_paper_is_a_pdf_with_all_of_it(tmp_path):
    assert paper(plan_of(full().review), DAY, tmp_path).startswith(b"%PDF-")
