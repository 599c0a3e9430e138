"""The tables of transitions: every state, action and role, against a slow reading of the table."""

from itertools import product

import pytest

from careplace.casework.assurance.states import SERVICE, SIGNAL
from careplace.casework.assurance.visits.states import ACTION, CHALLENGE, VISIT
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.roles import roles
from careplace.casework.workflow.diagrams import diagram, table
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

WORKFLOWS = [SERVICE, SIGNAL, VISIT, CHALLENGE, ACTION]
# What stays as it is: another is noted, planned or asked for.
ENDS = {
    "signal": {"closed"},
    "visit": {"final", "cancelled"},
    "challenge": {"answered"},
    "action": {"verified", "moved"},
}


def allowed_by_hand(workflow, state: str, action: str, role: str) -> str | None:
    for transition in workflow.transitions:
        if transition.before == state and transition.action == action and role in transition.roles:
            return transition.after
    return None


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
def test_every_state_action_and_role_is_allowed_as_the_table_says(workflow):
    actions = sorted({transition.action for transition in workflow.transitions})
    for state, action, role in product(["", *workflow.states], actions, roles()):
        expected = allowed_by_hand(workflow, state, action, role)
        assert (action in workflow.actions(state, [role])) == (expected is not None)
        if expected is None:
            with pytest.raises(NotAllowed):
                workflow.check(state, action, [role])
        else:
            assert workflow.check(state, action, [role]).after == expected


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
def test_every_state_can_be_reached_and_left(workflow):
    reached, before = set(), {NEW}
    while before - reached:
        reached |= before
        before = {t.after for t in workflow.transitions if t.before in reached}
    assert set(workflow.states) <= reached
    ends = ENDS.get(workflow.kind, set())
    assert {t.before for t in workflow.transitions} == {NEW, *workflow.states} - ends


def test_the_reason_names_the_roles_that_may():
    with pytest.raises(NotAllowed, match="Team manager"):
        SERVICE.check("active", "suspend", ["quality_officer"])
    with pytest.raises(NotAllowed, match="the contract has ended"):
        SERVICE.check("ended", "edit", ["team_manager"])


ADD = Transition("add", NEW, "open", frozenset(("auditor",)))


@pytest.mark.parametrize(
    "transitions",
    [
        (ADD, ADD),
        (ADD, Transition("close", "open", "closed", frozenset(("auditor",)))),
        (Transition("add", NEW, "open", frozenset(("nobody",))),),
        (),
    ],
)
def test_a_table_that_names_what_there_is_not_is_refused(transitions):
    with pytest.raises(ValueError, match="thing"):
        Workflow("thing", {"open": "open"}, transitions)


def test_the_diagram_and_the_table_show_every_transition():
    assert diagram(SERVICE).count("-->") == len(SERVICE.transitions)
    assert "    [*] --> active: add" in diagram(SERVICE)
    assert "| active | suspend | suspended | Team manager | reason |" in table(SERVICE)
