"""Fixtures of the staff site's pages."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client, override_settings
from tests.casework.people import PLACE, member
from tests.web.log_lines import collected

from careplace.casework import edition_reader
from careplace.casework.assurance.models import Service
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles
from careplace.casework.workflow.actions import changes

IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def staff(sqlite, tmp_path):
    """The staff site on a new SQLite database; it has no edition."""
    careplace = settings.CAREPLACE.model_copy(update={"home": tmp_path})
    with override_settings(CAREPLACE=careplace, EMAIL_BACKEND=IN_MEMORY):
        mail.outbox = []
        yield Client()
    edition_reader.forget()


def with_second_factor(person) -> str:
    """Give a person an authenticator app and recovery codes; the app's secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def signed_in(role: str, place: str = PLACE, name: str = "Ann Smith") -> Client:
    """A client of a new person with that role, signed in with a second factor."""
    return _signed_in(member(role, place, name), place)


def client_of(actor) -> Client:
    """A client of a person who acts at a place already, signed in with a second factor."""
    return _signed_in(get_user_model().objects.get(pk=actor.person), actor.place)


def _signed_in(person, place: str) -> Client:
    if not person.authenticator_set.exists():
        with_second_factor(person)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    client.person, client.place = person, place
    return client


@pytest.fixture
def as_role(staff):
    """`as_role(role, place)`: `signed_in` on the staff site."""
    return signed_in


@pytest.fixture
def every_role(staff) -> dict[str, Client]:
    """{role: `signed_in` on the staff site}: for what no request of theirs changes, which they all meet in turn."""
    return {role: signed_in(role) for role in sorted(roles())}


def signed_in_with_every_role(place: str, name: str = "Everyone X") -> Client:
    """A client of a new person who has every role at the place."""
    client = signed_in("team_manager", place, name)
    for role in set(roles()) - {"team_manager"}:
        Membership.objects.create(user=client.person, place=place, role=role)
    return client


@pytest.fixture
def log_lines():
    """The lines of the log while a test runs."""
    with collected() as lines:
        yield lines


@pytest.fixture
def service(staff):
    """`service(state, place, **fields)`: a service in a state."""

    def make(state: str = "active", place: str = PLACE, **fields) -> Service:
        number = Service.objects.count()
        manager = actor_at(member("team_manager", place, f"Manager{number} X"), place)
        with changes(manager) as at_once:
            record = at_once.add(Service(**{"name": f"House {number}", "kind": "care_home"} | fields))
            if state == "suspended":
                record = at_once.change(Service, record.pk, "suspend", {"reason": "Nights"}, 1)
            if state == "ended":
                values = {"contract_ended_on": "2026-03-31", "reason": "Sold"}
                record = at_once.change(Service, record.pk, "end-contract", values, 1)
        return record

    return make
