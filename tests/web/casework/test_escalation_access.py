"""Every page of escalation, the panel and closures, by every role, in every state, and for people of another place."""

import pytest
from django.urls import reverse
from tests.casework.people import OTHER_PLACE
from tests.web.casework.access_escalation import FORMLESS, NOBODY, PAGES, STATES
from tests.web.casework.escalation_records import a_record, address
from tests.web.casework.refusals import refused

from careplace.casework.assurance.contingency.states import PLAN, STEP
from careplace.casework.assurance.escalation.states import CASE
from careplace.casework.assurance.panels.models import Meeting
from careplace.casework.assurance.panels.states import ITEM, MEETING

FINAL = ("final", "correcting")


def test_the_tables_have_every_action_of_the_workflows():
    steps = {name for name in PAGES if " " in name}
    for page, workflow, without in (
        ("case-step", CASE, {"open"}),
        ("meeting-step", MEETING, {"plan"}),
        ("item-step", ITEM, {"list", "brief"}),
        ("contingency-plan-step", PLAN, {"plan"}),
        ("contingency-step", STEP, {"add"}),
    ):
        actions = {transition.action for transition in workflow.transitions} - without
        assert {name for name in steps if name.split()[0] == page} == {
            f"{page} {action}" for action in actions
        }
    assert set(STATES["meeting"]) == set(MEETING.states)


@pytest.mark.parametrize(("kind", "state"), [(kind, state) for kind in STATES for state in STATES[kind]])
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, kind, state):
    record = a_record(kind, state)
    if kind == "meeting" and state == "held":
        attendees = [*record.attendees, *(str(client.person.pk) for client in every_role.values())]
        Meeting.objects.filter(pk=record.pk).update(attendees=attendees)
    for name, (of, roles, states) in PAGES.items():
        if of != kind:
            continue
        path = address(name, record)
        for role, client in every_role.items():
            seen = role in states.get(state, NOBODY)
            missing = name.startswith("minutes") and state not in FINAL and role in roles
            expected = 404 if missing else 200 if seen else refused(role)
            assert client.get(path).status_code == expected, (role, name)
            sent = client.post(path, {}).status_code
            assert sent == (405 if name in FORMLESS else 422 if seen else refused(role)), (role, name)
    version = record.version
    record.refresh_from_db()
    assert record.version == version


def test_records_of_another_place_do_not_exist_there_or_here(every_role):
    records = {"case": "enhanced", "meeting": "final", "plan": "open"}
    records = {kind: a_record(kind, state, OTHER_PLACE) for kind, state in records.items()}
    for name, (of, roles, _states) in PAGES.items():
        there, here = address(name, records[of], OTHER_PLACE), address(name, records[of])
        for role, client in every_role.items():
            assert client.get(there).status_code == 404, (role, name)
            # Whoever may never do it is refused before anything is looked for.
            expected = 404 if role in roles else refused(role)
            assert client.get(here).status_code == expected, (role, name)
            sent = client.post(here, {}).status_code
            assert sent == (405 if name in FORMLESS else expected), (role, name)


def test_without_signing_in_every_page_leads_to_the_sign_in_and_nothing_is_stored(staff):
    records = {"case": "enhanced", "meeting": "final", "plan": "open"}
    records = {kind: a_record(kind, state) for kind, state in records.items()}
    for name, (of, *_) in PAGES.items():
        answer = staff.get(address(name, records[of]))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), name
        assert answer["Cache-Control"] == "private, no-store"


def test_no_answer_is_ever_stored(as_role):
    client = as_role("team_manager")
    records = {"case": "suspended", "meeting": "final", "plan": "open"}
    records = {kind: a_record(kind, state) for kind, state in records.items()}
    for name, (of, *_) in PAGES.items():
        for method in ("get", "post"):
            answer = getattr(client, method)(address(name, records[of]))
            assert answer["Cache-Control"] == "private, no-store", (method, name)
