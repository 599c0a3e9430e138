"""Pages of what happens after a review: who sees them, and an action from the recommendation to the board."""

import pytest
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews.followup.followed import BOARD, followed
from tests.web.casework.access_followup import (
    ACTION_PAGES,
    RECOMMENDATION_PAGES,
    REVIEW_PAGES,
    STATES,
    TEAM,
)
from tests.web.casework.refusals import refused
from tests.web.casework.test_judgements import client_of, queries, text

from careplace.casework.reviews.followup import actions
from careplace.casework.reviews.followup.models import PlanAction, Progress
from careplace.casework.reviews.followup.states import ACTION

SAYS = {
    "board_on_0": "14",
    "board_on_1": "1",
    "board_on_2": "2027",
    "status": "late",
    "says": "One ward of six.",
}


def address(name: str, record) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[PLACE, record.pk, *([action] if action else [])])


def test_the_table_has_every_state_and_step():
    assert tuple(ACTION.states) == STATES
    steps = {name.split()[1] for name in ACTION_PAGES if " " in name}
    assert steps | {"add"} == {transition.action for transition in ACTION.transitions}


@pytest.mark.parametrize("state", STATES)
def test_each_state_allows_what_the_table_says(staff, state):
    world = followed(state)
    for role, actor in (("review_lead", world.lead), ("reviewer", world.colleague)):
        client = client_of(actor)
        for name, roles in REVIEW_PAGES.items():
            assert client.get(address(name, world.review)).status_code == (200 if role in roles else 403), (
                name
            )
        for name, roles in RECOMMENDATION_PAGES.items():
            expected = 200 if role in roles else 403
            assert client.get(address(name, world.recommendation)).status_code == expected, name
        for name, states in ACTION_PAGES.items():
            expected = 200 if role in states[state] else 403
            assert client.get(address(name, world.action)).status_code == expected, (role, name)
            sent = client.post(address(name, world.action), {}).status_code
            assert sent == (422 if expected == 200 else 403), name


@pytest.mark.parametrize("role", ["review_lead", "reviewer", "team_manager"])
def test_for_people_outside_the_team_there_is_nothing(as_role, role):
    world, client = followed(), as_role(role, name="Olga Outside")
    note = {"board_on": BOARD, "status": "late", "says": "One ward."}
    progress = actions.note_progress(world.lead, world.action, note)
    pages = {address(name, world.review): roles for name, roles in REVIEW_PAGES.items()}
    pages |= {address(name, world.recommendation): TEAM for name in RECOMMENDATION_PAGES}
    pages |= {address(name, world.action): TEAM for name in ACTION_PAGES}
    pages |= {address("progress-correct", progress): TEAM}
    for path, roles in pages.items():
        assert client.get(path).status_code == (404 if role in roles else refused(role)), path


def test_from_the_recommendation_to_the_board(staff):
    world = followed()
    client = client_of(world.colleague)
    made = {"line": "return-safe", "organisation": "council", "text": "Plan the way home."}
    page = client.post(address("recommendation-add", world.review), made, follow=True).content.decode()
    assert "Plan the way home." in page
    assert client.post(address("progress-add", world.action), SAYS).status_code == 302
    page = text(client, address("review-followup", world.review))
    assert "14 January 2027</time>: Behind. One ward of six." in page
    done = {"evidence": "The audit of May.", "version": "1"}
    assert client.post(address("plan-action-step report-done", world.action), done).status_code == 302
    assert PlanAction.objects.get().state == "done"
    paper = client.get(address("board-paper", world.review))
    assert paper.content.startswith(b"%PDF-")
    assert Progress.objects.get().board_on == BOARD


def test_no_more_queries_with_more_actions(staff):
    world = followed()
    client, path = client_of(world.lead), address("review-followup", world.review)
    before = queries(client, path)
    for _ in range(4):
        values = {"text": "Another.", "owner": "The council", "due_on": BOARD}
        more = actions.add_action(world.lead, world.recommendation, values)
        actions.note_progress(world.lead, more, {"board_on": BOARD, "status": "late", "says": "Not yet."})
    assert queries(client, path) == before <= 12
