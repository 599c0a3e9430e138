"""Every sign-in is in the audit of each place that it opens, and no secret is."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework.people import OTHER_PLACE, PASSWORD, PLACE, member
from tests.web.casework.fixtures import with_second_factor
from tests.web.casework.test_sign_in import ACTIVATE, LOGIN, SECOND, code_now, sign_in

from careplace.casework.accounts.sign_ins import KIND, NO_PLACE, STRANGER, network_of, note_sign_in
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.scope.models import Membership


@pytest.fixture
def person(staff):
    person = member("team_manager")
    person.secret = with_second_factor(person)
    return person


def events(place: str = PLACE) -> list[tuple[str, str]]:
    return list(
        Event.objects.filter(place=place, kind=KIND).order_by("number").values_list("action", "person")
    )


def complete(client: Client, person) -> None:
    sign_in(client, person.email)
    assert client.post(SECOND, {"code": code_now(person.secret)})["Location"] == "/"


def test_a_sign_in_has_its_factors_and_roles_and_is_followed_by_its_end(staff, person):
    complete(staff, person)
    staff.post(reverse("account_logout"))
    assert events() == [("sign-in", str(person.pk)), ("sign-out", str(person.pk))]
    event = Event.objects.get(action="sign-in")
    after = json.loads(event.after)
    assert (after["factors"], after["roles"]) == (["password", "totp"], ["team_manager"])
    assert PersonalText.objects.get(event=event).text == '"127.0.0.0/24"'
    assert list(faults()) == []


def test_a_password_alone_is_no_sign_in_and_what_is_wrong_is_noted(staff, person):
    sign_in(staff, person.email, "wrong wrong wrong")
    sign_in(staff, person.email)
    staff.post(SECOND, {"code": "000000"})
    assert events() == [("wrong-password", STRANGER), ("wrong-code", STRANGER)]
    assert {e.record for e in Event.objects.filter(kind=KIND)} == {str(person.pk)}


def test_it_is_in_the_chain_of_every_place_of_the_person_and_of_no_other(staff, person):
    Membership.objects.create(user=person, place=OTHER_PLACE, role="auditor")
    complete(staff, person)
    assert len(events()) == len(events(OTHER_PLACE)) == 1
    after = json.loads(Event.objects.get(place=OTHER_PLACE, action="sign-in").after)
    assert after["roles"] == ["auditor"]
    assert set(Event.objects.values_list("place", flat=True)) == {PLACE, OTHER_PLACE}


def test_an_address_that_nobody_has_is_noted_without_the_address(staff):
    sign_in(staff, "nobody@example.org", "wrong wrong wrong")
    assert events(NO_PLACE) == [("wrong-password", STRANGER)]
    assert Event.objects.get().record == "unknown"
    assert list(faults()) == []


def test_a_lock_out_is_noted_once(staff, person):
    for _ in range(8):
        sign_in(staff, person.email, "wrong wrong wrong")
    assert [action for action, _person in events()] == ["wrong-password"] * 5 + ["lock-out"]
    assert sign_in(staff, person.email).status_code == 200


def test_a_change_of_the_password_is_noted(staff, person):
    complete(staff, person)
    fields = {"oldpassword": PASSWORD, "password1": "three plain words", "password2": "three plain words"}
    assert staff.post(reverse("account_change_password"), fields).status_code == 302
    assert events() == [("sign-in", str(person.pk)), ("change-password", str(person.pk))]


def test_a_first_factor_is_noted(staff):
    person = member("auditor")
    staff.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    secret = re.search(r'<code class="cp-written">(\w+)</code>', staff.get(ACTIVATE).content.decode())[1]
    staff.post(ACTIVATE, {"code": code_now(secret)})
    assert ("add-factor", str(person.pk)) in events()
    assert secret not in str(list(Event.objects.values()))


def test_no_password_code_or_whole_address_is_in_the_audit(staff, person):
    sign_in(staff, person.email, "zebra lantern wrong")
    sign_in(staff, "nobody@example.org", "zebra lantern wrong")
    complete(staff, person)
    written = str(list(Event.objects.values())) + str(list(PersonalText.objects.values()))
    for secret in (PASSWORD, "zebra", person.secret, "127.0.0.1", person.email, "nobody@"):
        assert secret not in written


def test_auditors_read_sign_ins_among_the_changes_or_alone(staff, person, as_role):
    complete(staff, person)
    auditor = as_role("auditor", name="Tom Birch")
    page = auditor.get(reverse("audit", args=[PLACE]) + "?kind=sign-in").content.decode()
    assert "Ann Smith: sign-in, sign-in" in page
    assert "team_manager" in page
    assert "127.0.0.0/24" in page
    assert "Every change" in page


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_of_an_address_only_the_network_is_kept(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_both_databases_take_it(on_database, kind):
    on_database(kind)
    note_sign_in(member("auditor"), "sign-in", "192.0.2.1", {"factors": ["password"]})
    note_sign_in(None, "wrong-password", "192.0.2.1")
    assert (len(events()), len(events(NO_PLACE))) == (1, 1)
    assert list(faults()) == []
    assert LOGIN.startswith("/account/")
