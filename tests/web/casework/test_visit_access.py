"""Every page of visits and actions, by every role, in every state, and for people of another place."""

import pytest
from django.urls import reverse
from tests.casework.assurance.visits.records import a_visit, an_action
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access import (
    ACTION_STATES,
    MOVES,
    NOBODY,
    TEAM,
    VISIT_PAGES,
    VISIT_STATES,
)
from tests.web.casework.refusals import refused

from careplace.casework.assurance.visits.models import Action
from careplace.casework.assurance.visits.states import ACTION, VISIT


def address(name: str, visit, place: str = PLACE) -> str:
    """The address of a page of a visit; a challenge and a piece of evidence are the visit's first."""
    page, _, step = name.partition(" ")
    if page == "challenge-answer":
        return reverse(page, args=[place, visit.challenges.get().pk])
    pieces = [visit.record["evidence"][0]["id"]] if page == "evidence" else []
    return reverse(page, args=[place, visit.pk, *pieces, *([step] if step else [])])


def test_the_tables_have_every_state_and_step():
    assert tuple(VISIT.states) == VISIT_STATES
    assert tuple(ACTION.states) == ACTION_STATES
    steps = {name.split()[1] for name in VISIT_PAGES if " " in name}
    assert steps == {transition.action for transition in VISIT.transitions} - {"plan", "record"}
    assert set(MOVES) == {transition.action for transition in ACTION.transitions} - {"propose"}


@pytest.mark.parametrize("state", VISIT_STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, state):
    visit = a_visit(state)
    for name, page in VISIT_PAGES.items():
        path = address(name, visit)
        for role, client in every_role.items():
            seen = role in page.states[state]
            assert client.get(path).status_code == (200 if seen else refused(role)), (role, name)
            sent = client.post(path, {}).status_code
            assert sent == ((422 if seen else refused(role)) if page.form else 405), (role, name)
    visit.refresh_from_db()
    assert visit.state == state


@pytest.mark.parametrize("state", ACTION_STATES)
def test_each_role_moves_an_action_as_the_table_says(every_role, state):
    action = an_action(state)
    for move, states in MOVES.items():
        path = reverse("action-move", args=[PLACE, action.pk, move])
        for role, client in every_role.items():
            seen = role in states.get(state, NOBODY)
            assert client.get(path).status_code == (200 if seen else refused(role)), (role, move)
            assert client.post(path, {}).status_code == (422 if seen else refused(role)), (role, move)
    assert Action.objects.get(pk=action.pk).state == state


def test_visits_and_actions_of_another_place_do_not_exist_there_or_here(every_role):
    visit, action = a_visit("recording", OTHER_PLACE), an_action("agreed", OTHER_PLACE)
    for role, client in every_role.items():
        for name, page in VISIT_PAGES.items():
            assert client.get(address(name, visit, OTHER_PLACE)).status_code == 404, (role, name)
            # Whoever may never write about visits is refused before anything is looked for.
            expected = 404 if role in (page.roles if name == "visit" else TEAM) else refused(role)
            assert client.get(address(name, visit)).status_code == expected, (role, name)
            sent = client.post(address(name, visit), {}).status_code
            assert sent == (expected if page.form else 405), (role, name)
        for move in MOVES:
            path = reverse("action-move", args=[PLACE, action.pk, move])
            expected = 404 if role in TEAM else refused(role)
            assert client.post(path, {}).status_code == expected, (role, move)


def test_without_signing_in_every_page_leads_to_the_sign_in(staff):
    visit = a_visit("recording")
    for name in VISIT_PAGES:
        answer = staff.get(address(name, visit))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), name


def test_no_answer_is_ever_stored(as_role):
    client, visit = as_role("team_manager"), a_visit("recording")
    for name in VISIT_PAGES:
        for method in ("get", "post"):
            answer = getattr(client, method)(address(name, visit))
            assert answer["Cache-Control"] == "private, no-store", (method, name)
