"""Pages that end a review: who sees them in which state, and a review from its summit to its end and back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.casework.reviews.closing.ended import WHY, ended
from tests.web.casework.access_closing import (
    AGREEMENT_PAGES,
    CLOSURE_PAGES,
    FINDING_PAGES,
    RECOMMENDATION_PAGES,
    REVIEW_PAGES,
    STATES,
    SUMMIT_PAGES,
    TEAM,
    VISIT_PAGES,
)
from tests.web.casework.refusals import refused
from tests.web.casework.test_judgements import client_of, queries, text

from careplace.casework.reviews.closing import actions
from careplace.casework.reviews.closing.models import Agreement, Finding, FollowUpVisit, Summit, TextDeletion
from careplace.casework.reviews.models import Review

SECRET = "Wilhelmina Ackerthwaite"
SUMMIT = {
    **{f"held_on_{part}": value for part, value in enumerate(("20", "1", "2027"))},
    "venue": "the Council House",
    "attendance": "The council: Director of Adult Services",
    "agreed": "One team for going home.",
}
VISIT = {
    **{f"visited_on_{part}": value for part, value in enumerate(("14", "9", "2027"))},
    "visitors": "The regulator: two inspectors",
    "looked_at": "Discharge on three wards.",
    "concerns": "",
}


def address(name: str, record, *more: str) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[PLACE, record.pk, *([action] if action else []), *more])


def open_again(world) -> Review:
    """The review as it was in fieldwork, so that sources can be added."""
    Review.objects.filter(pk=world.review.pk).update(state="fieldwork")
    return world.review


def close_long_ago(world) -> None:
    """The review as it was closed in 2020."""
    Review.objects.filter(pk=world.review.pk).update(
        state="closed", changed_at=datetime(2020, 1, 1, tzinfo=UTC)
    )


def pages_of(world) -> dict[str, dict]:
    """{address: the roles that see it in each state} of a review with a record of every kind."""
    summit, visit = world.summit(), world.visit()
    records = (
        (REVIEW_PAGES, world.review),
        (SUMMIT_PAGES, summit),
        (AGREEMENT_PAGES, world.agreement(summit)),
        (VISIT_PAGES, visit),
        (FINDING_PAGES, world.finding(visit)),
        (RECOMMENDATION_PAGES, world.another("none")),
        (CLOSURE_PAGES, actions.close_recommendation(world.followed.lead, world.another("none"), WHY)),
    )
    return {address(name, record): rows for table, record in records for name, rows in table.items()}


def test_each_state_of_the_review_allows_what_the_table_says(staff):
    world = ended("closed")
    pages = pages_of(world)
    clients = {
        "review_lead": client_of(world.followed.lead),
        "reviewer": client_of(world.followed.colleague),
    }
    for state in STATES:
        Review.objects.filter(pk=world.review.pk).update(state=state)
        for role, client in clients.items():
            for path, roles in pages.items():
                expected = 200 if role in roles[state] else 403
                assert client.get(path).status_code == expected, (path, role, state)


@pytest.mark.parametrize("role", ["review_lead", "reviewer", "team_manager"])
def test_for_people_outside_the_team_there_is_nothing(as_role, role):
    pages, client = pages_of(ended("closed")), as_role(role, name="Olga Outside")
    for path, roles in pages.items():
        may = frozenset().union(*roles.values()) or TEAM
        expected = 404 if role in may else refused(role)
        assert client.get(path).status_code == expected, path


def test_from_the_summit_to_the_action(staff):
    world = ended()
    client, recommendation = client_of(world.followed.colleague), world.followed.recommendation
    sent = client.post(address("summit-add", world.review), SUMMIT)
    assert sent["Location"] == address("review-summits", world.review)
    assert "No summit was held yet." not in text(client, sent["Location"])
    agreed = {"recommendation": str(recommendation.pk), "decision": "partly", "text": "Open at seven."}
    path = address("summit-agreement-add", Summit.objects.get())
    assert client.post(path, agreed).status_code == 302
    page = text(client, address("review-summits", world.review))
    assert "<strong>Accepted in part.</strong> Open at seven." in page
    assert "<li>The council: Director of Adult Services</li>" in page
    assert client.post(path, agreed).status_code == 422
    assert "Open at seven." in text(client, address("plan-action-add", recommendation))
    correction = {"decision": "accepted", "text": "Open at six.", "version": "1"}
    entry = Agreement.objects.get()
    assert client.post(address("summit-agreement-edit", entry), correction).status_code == 302
    assert client.post(address("summit-agreement-edit", entry), correction).status_code == 409
    changed = SUMMIT | {"venue": "online", "version": "1"}
    assert client.post(address("summit-edit", Summit.objects.get()), changed).status_code == 302
    assert Summit.objects.get().venue == "online"


def test_a_name_in_the_record_of_a_summit_is_refused_next_to_its_field(staff):
    world = ended()
    client = client_of(world.followed.colleague)
    answer = client.post(address("summit-add", world.review), SUMMIT | {"agreed": "Mrs Green agreed."})
    assert answer.status_code == 422
    assert "It names a person" in answer.content.decode()
    assert not Summit.objects.exists()


def test_what_the_regulator_found(staff):
    world = ended("closed")
    client = client_of(world.followed.colleague)
    assert client.post(address("regulator-visit-add", world.review), VISIT).status_code == 302
    recommendation = str(world.followed.recommendation.pk)
    found = {"recommendation": recommendation, "verdict": "not-met", "evidence": "Eight of twenty."}
    path = address("regulator-finding-add", FollowUpVisit.objects.get())
    assert client.post(path, found).status_code == 302
    page = text(client, address("review-regulator", world.review))
    assert "<strong>Not met.</strong> Eight of twenty." in page
    assert ">None<" in page
    assert "latest follow-up visit says that it is not met" in text(
        client, address("review-closing", world.review)
    )
    correction = {"verdict": "met", "evidence": "Twenty of twenty.", "version": "1"}
    assert (
        client.post(address("regulator-finding-edit", Finding.objects.get()), correction).status_code == 302
    )
    assert "Nothing stands in the way" in text(client, address("review-closing", world.review))


def test_a_review_is_closed_and_opened_again_by_its_pages(staff):
    world = ended()
    client, review = client_of(world.followed.lead), world.review
    listed = text(client, address("review-closing", review))
    assert "1 thing stands in the way" in listed
    assert "1 action is open." in listed
    closing = address("review-step", review, "close")
    refusal = client.post(closing, {"reason": "It is over.", "version": str(review.version)})
    assert refusal.status_code == 422
    assert "Recommendation 1: 1 action is open." in refusal.content.decode()
    path = address("recommendation-close", world.followed.recommendation)
    assert client.post(path, WHY).status_code == 302
    assert client.get(path).status_code == 403
    assert "The ward closed." in text(client, address("review-closing", review))
    assert client.post(closing, {"reason": "It is over.", "version": str(review.version)}).status_code == 302
    assert "Open the review again" in text(client, address("review", review))
    version = str(world.review.version)
    reopening = address("review-step", review, "reopen")
    assert client.post(reopening, {"reason": "", "version": version}).status_code == 422
    assert client.post(reopening, {"reason": "More to do.", "version": version}).status_code == 302
    assert world.review.state == "published"
    closure = world.followed.recommendation.closure
    again = {"reason": "The ward opened.", "version": str(closure.version)}
    assert client.post(address("recommendation-reopen", closure), again).status_code == 302
    assert "1 thing stands in the way" in text(client, address("review-closing", review))


def test_the_texts_of_a_closed_review_are_deleted_by_two_people(staff):
    world = ended("closed")
    lead, colleague = client_of(world.followed.lead), client_of(world.followed.colleague)
    source = records.source(world.followed.lead, open_again(world))
    records.text(world.followed.lead, source, f"{SECRET} waited.")
    close_long_ago(world)
    page, review = address("review-retention", world.review), world.review
    assert "Propose to delete the texts" in text(lead, page)
    proposing, deleting = (address("review-retention-step", review, step) for step in ("propose", "delete"))
    assert lead.post(proposing).status_code == 302
    assert "Somebody else of the team has to agree" not in text(colleague, page)
    row = TextDeletion.objects.get()
    assert "Delete the texts" not in text(lead, page)
    assert lead.post(deleting, {"version": str(row.version)}).status_code == 403
    assert colleague.post(deleting, {"version": str(row.version)}).status_code == 302
    page_now = text(colleague, page)
    assert "Deleted: the texts are deleted" in page_now
    assert SECRET not in text(colleague, address("review-source", source))


def test_texts_of_a_review_that_has_just_ended_are_kept(staff):
    world = ended("closed")
    world.close()
    client, page = client_of(world.followed.lead), address("review-retention", world.review)
    assert "are kept until" in text(client, page)
    assert "Propose to delete" not in text(client, page)
    sent = client.post(address("review-retention-step", world.review, "propose"))
    assert sent.status_code == 403


@pytest.mark.parametrize("page", ["review-summits", "review-regulator", "review-closing", "review-retention"])
def test_no_more_queries_with_more_records(staff, page):
    world = ended("closed")
    client, path = client_of(world.followed.lead), address(page, world.review)
    world.agreement(world.summit())
    world.finding(world.visit())
    before = queries(client, path)
    for _ in range(3):
        world.agreement(world.summit())
        world.finding(world.visit())
        world.another("transferred")
    assert queries(client, path) == before <= 12
