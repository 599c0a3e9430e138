"""Every page of what is shared, by every role, in every state; and by providers' users who do not act for the service."""

import pytest
from django.urls import reverse
from tests.casework.assurance.sharing.records import a_file, a_provider, a_visit_as, an_action_as
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access_provider import (
    ACTION_STATES,
    FILE_STATES,
    NOBODY,
    PROVIDER,
    RECORD_PAGES,
    REFUSED,
    ROWS,
    VISIT_STATES,
)
from tests.web.casework.fixtures import client_of
from tests.web.casework.refusals import refused

from careplace.casework.accounts.models import User
from careplace.casework.assurance.sharing import access
from careplace.casework.assurance.sharing.states import FILE
from careplace.casework.assurance.visits.states import ACTION, VISIT

STATES = {
    "visit": VISIT_STATES,
    "service": ACTION_STATES,
    "action": ACTION_STATES,
    "file": FILE_STATES,
}
CASES = [(kind, state) for kind, states in STATES.items() for state in states]


def a_record(kind: str, state: str, place: str = PLACE):
    """(service, record) of an address, in a state; of a service, it is that of its action."""
    if kind == "visit":
        visit = a_visit_as(state, place)
        return visit.service, visit
    if kind == "file":
        file = a_file(state, place)
        return file.service, file
    action = an_action_as(state, place)
    return action.service, action.service if kind == "service" else action


def test_the_tables_have_every_state():
    assert set(VISIT_STATES) == {*VISIT.states, "late", "shared", "stopped"}
    assert set(ACTION_STATES) == {*ACTION.states, "before-final"}
    assert set(FILE_STATES) == set(FILE.states)
    assert all(set(states) <= set(STATES[kind]) for kind, _, _, states in RECORD_PAGES.values())


def expected(name: str, role: str, state: str) -> int:
    """What a person who acts for the service, where they are a provider's, gets for a page."""
    _kind, roles, _form, states = RECORD_PAGES[name]
    if role in states.get(state, NOBODY):
        return 200
    return REFUSED.get((name, state), refused(role)) if role in roles else refused(role)


@pytest.mark.parametrize(("kind", "state"), CASES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, kind, state):
    service, record = a_record(kind, state)
    clients = every_role | {"provider_user": client_of(a_provider(service))}
    for name, (of, _roles, form, _states) in RECORD_PAGES.items():
        if of != kind:
            continue
        address = reverse(name, args=[PLACE, record.pk])
        for role, client in clients.items():
            status = expected(name, role, state)
            assert client.get(address).status_code == status, (role, name)
            sent = client.post(address, {}).status_code
            assert sent == ((422 if status == 200 else status) if form else 405), (role, name)


@pytest.mark.parametrize(("kind", "state"), CASES)
def test_for_a_provider_of_another_service_no_record_exists_in_any_state(staff, kind, state):
    """Nor for one of another place, one who no longer acts for it, and one who acts for nothing yet."""
    service, record = a_record(kind, state)
    left = a_provider(service)
    access.end_services(officer_at(role="administrator"), User.objects.get(pk=left.person).email)
    elsewhere = a_provider(a_service(officer_at(OTHER_PLACE)), place=OTHER_PLACE)
    for acting in (a_provider(a_service(officer_at(), "Other")), a_provider(), left, elsewhere):
        client = client_of(acting)
        for name, (of, _roles, form, _states) in RECORD_PAGES.items():
            if of == kind:
                address = reverse(name, args=[PLACE, record.pk])
                answer = client.get(address)
                assert answer.status_code == 404, name
                assert service.name not in answer.content.decode()
                assert client.post(address, {}).status_code == (404 if form else 405), name


def test_the_answers_about_another_service_and_about_none_are_the_same(staff):
    """So that nobody learns which services, visits and actions there are."""
    client = client_of(a_provider(a_service(officer_at(), "Own House")))
    for name, (kind, roles, _form, states) in RECORD_PAGES.items():
        if roles == PROVIDER:
            _service, record = a_record(kind, next(iter(states)))
            pages = [client.get(reverse(name, args=[PLACE, id])) for id in (record.pk, NO_RECORD)]
            texts = [
                page.content.decode().replace(str(id), "")
                for page, id in zip(pages, (record.pk, NO_RECORD), strict=True)
            ]
            assert texts[0] == texts[1], name


NO_RECORD = "00000000-0000-4000-8000-00000000000f"


def test_without_signing_in_every_page_leads_to_the_sign_in_and_nothing_is_stored(staff):
    paths = [reverse(name, args=[PLACE, NO_RECORD]) for name in RECORD_PAGES]
    paths += [reverse("provider-home", args=[PLACE]), reverse("provider-invite", args=[PLACE])]
    assert "provider-home" in ROWS
    for path in paths:
        answer = staff.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), path
        assert answer["Cache-Control"] == "private, no-store"
