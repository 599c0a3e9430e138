"""Every page of the staff site, by every role, at every place, in every state."""

import uuid
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.casework.assurance.overrides.records import an_override
from tests.casework.people import OTHER_PLACE, PLACE, member, user
from tests.web.casework import access_planning, access_provider, access_records
from tests.web.casework.access import (
    ALL_ROLES,
    OPEN,
    OWN,
    OWN_PASSKEYS,
    PAGES,
    RECORD_PAGES,
    STATES,
    VISIT_PAGES,
    WRITERS,
)
from tests.web.casework.access_escalation import PAGES as ESCALATION_PAGES
from tests.web.casework.access_programmes import RECORD_PAGES as PROGRAMME_PAGES
from tests.web.casework.refusals import refused
from tests.web.casework.walk import patterns

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.states import SERVICE
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles
from careplace.casework.workflow.actions import changes


def names(patterns=None) -> set[str]:
    """The name of every address in the urlconf."""
    collected: set[str] = set()
    for pattern in patterns or get_resolver().url_patterns:
        collected |= names(pattern.url_patterns) if isinstance(pattern, URLResolver) else {pattern.name}
    return collected


def address(name: str, place: str, record=None, at: str = "") -> str:
    """The address of a page at a place; `record` is a service, `at` the place whose records its ids are of."""
    page, _, action = name.partition(" ")
    makers = {"service": lambda: record.pk, "membership": lambda: membership_id(at or place)}
    makers["signal"] = lambda: signal_id(at or place)
    makers |= {
        kind: partial(make, at or place)
        for kind, make in (access_planning.MAKERS | access_records.MAKERS | access_provider.MAKERS).items()
    }
    makers["override"] = lambda: an_override(at or place).pk
    ids = [makers[PAGES[name].id]()] if PAGES[name].id else []
    return reverse(page, args=[place, *ids, *([action] if action else [])])


def membership_id(place: str) -> uuid.UUID:
    """An administrator's role at the place."""
    person = member("administrator", place, f"Admin{uuid.uuid4().hex} X")
    return Membership.objects.get(user=person).pk


def signal_id(place: str) -> uuid.UUID:
    """An open signal about a service of the place."""
    manager = actor_at(member("team_manager", place, f"Manager{uuid.uuid4().hex} X"), place)
    with changes(manager) as at_once:
        service = at_once.add(Service(name="Signal House", kind="care_home"))
        signal = Signal(
            service=service, kind="staffing", happened_on="2026-01-05", source="a nurse", text="Few staff"
        )
        return at_once.add(signal).pk


def test_no_two_addresses_have_one_name():
    listed = [name for name, _parts in patterns()]
    assert sorted(listed) == sorted(set(listed))


def test_every_address_is_in_the_table():
    tables = (*PAGES, *VISIT_PAGES, *RECORD_PAGES, *ESCALATION_PAGES, *PROGRAMME_PAGES)
    pages = {name.split()[0] for name in tables}
    assert names() == pages | {"action-move"} | access_planning.KEYED | set(OPEN) | OWN | OWN_PASSKEYS
    assert set(roles()) == ALL_ROLES
    assert tuple(SERVICE.states) == STATES
    assert {page.action for page in PAGES.values() if page.action} == {
        transition.action for transition in SERVICE.transitions
    } - {"add", "edit", "suspend"}  # a service is suspended by its case of escalation


def test_each_role_sees_the_pages_that_the_table_says_and_no_other(every_role):
    for name, page in PAGES.items():
        if page.states is None:
            path = address(name, PLACE)
            for role, client in every_role.items():
                expected = 200 if role in page.roles else refused(role)
                assert client.get(path).status_code == expected, (role, name)


@pytest.mark.parametrize("state", STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, service, state):
    record = service(state)
    for name, page in PAGES.items():
        if page.states is not None:
            path = address(name, PLACE, record)
            for role, client in every_role.items():
                seen = role in page.states[state]
                assert client.get(path).status_code == (200 if seen else refused(role)), (role, name)
                sent = client.post(path, {}).status_code
                assert sent == ((422 if seen else refused(role)) if page.form else 405), (role, name)
    record.refresh_from_db()
    assert record.state == state


def test_another_place_does_not_exist(every_role, service):
    """For its people the pages are there: the same addresses, by the same roles."""
    record = service(place=OTHER_PLACE)
    for name in PAGES:
        path = address(name, OTHER_PLACE, record)
        for role, client in every_role.items():
            answer = client.get(path)
            assert answer.status_code == 404, (role, name)
            assert record.name not in answer.content.decode()


def test_an_id_of_another_place_does_not_exist_at_ones_own(every_role, service):
    record = service(place=OTHER_PLACE)
    for name, page in PAGES.items():
        if page.id:
            path = address(name, PLACE, record, at=OTHER_PLACE)
            for role, client in every_role.items():
                # Whoever may never change a service is refused before anything is looked for.
                may = role in (WRITERS if page.action else page.roles)
                expected = 404 if may else refused(role)
                assert client.get(path).status_code == expected, (role, name)
                assert client.post(path, {}).status_code == (expected if page.form else 405), (role, name)


def test_without_signing_in_every_page_leads_to_the_sign_in(staff, service):
    record = service()
    for name in PAGES:
        answer = staff.get(address(name, PLACE, record))
        assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, reverse("account_login")), (
            name
        )
    for name in OWN:
        answer = staff.get(reverse(name))
        assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, reverse("account_login")), (
            name
        )


@pytest.mark.parametrize("name", OPEN)
def test_pages_for_people_who_have_not_signed_in(staff, name):
    assert staff.get(reverse(name)).status_code == OPEN[name]


@pytest.mark.parametrize("name", OPEN)
def test_the_same_pages_for_people_who_have_signed_in(as_role, name):
    assert as_role("auditor").get(reverse(name)).status_code in (200, 302, OPEN[name])


@pytest.mark.parametrize("name", sorted(OWN))
def test_pages_of_ones_own_account(as_role, name):
    answer = as_role("auditor").get(reverse(name))
    assert answer.status_code in (200, 302), answer.content
    if answer.status_code == 302:
        assert "login" not in answer["Location"]


def test_a_person_without_a_second_factor_sees_nothing_but_the_way_to_one(staff, service):
    record = service()
    staff.force_login(member("team_manager"), "allauth.account.auth_backends.AuthenticationBackend")
    for name in PAGES:
        answer = staff.get(address(name, PLACE, record))
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp")), name
    assert staff.get(reverse("home"))["Location"] == reverse("mfa_activate_totp")


def test_a_person_whose_role_ended_sees_nothing_from_that_moment(as_role):
    client = as_role("team_manager")
    assert client.get(address("services", PLACE)).status_code == 200
    Membership.objects.get(user=client.person).delete()
    assert client.get(address("services", PLACE)).status_code == 404
    assert "no role at any place" in client.get("/").content.decode()


def test_no_answer_is_ever_stored(as_role, service):
    """Every page, by a person who may see it and by one who may not; errors; refused requests."""
    client, record = as_role("team_manager"), service()
    paths = [address(name, PLACE, record) for name in PAGES] + [reverse(name) for name in (*OPEN, *OWN)]
    paths += ["/nothing/", "/places/E0/", "/%00", "/" + "x" * 2000]
    for path in paths:
        for method in ("get", "post", "head", "options", "delete"):
            answer = getattr(client, method)(path)
            assert answer["Cache-Control"] == "private, no-store", (method, path)
            assert "Content-Security-Policy" in answer


def test_nobody_signs_up_by_themselves(staff):
    sent = {
        "email": "eve@example.org",
        "password1": "correct horse battery",
        "password2": "correct horse battery",
    }
    answer = staff.post(reverse("account_signup"), sent)
    assert "Accounts are by invitation" in answer.content.decode()
    assert not type(user()).objects.filter(email="eve@example.org").exists()


def test_the_urlconf_has_no_other_kind_of_entry():
    assert all(isinstance(pattern, URLPattern | URLResolver) for pattern in get_resolver().url_patterns)
