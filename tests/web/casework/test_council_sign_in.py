"""A council's own sign-in, with a real OpenID Connect provider on loopback."""

import json
import re
import subprocess
import sys
from subprocess import PIPE
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from tests.casework.people import PASSWORD, PLACE, member
from tests.web.casework.fixtures import with_second_factor
from tests.web.casework.test_sign_in import SECOND, code_now, recovery_code, sign_in
from tests.web.environment import ENVIRONMENT

from careplace.casework.accounts.models import User
from careplace.web.casework.account.council import council_sign_in
from careplace.web.shell.configuration import WrongSettings

LOGIN, CONNECT = reverse("openid_connect_login"), reverse("socialaccount_connections")
HTTPS = {
    "CAREPLACE_OIDC_URL": "https://login.example.org/tenant/v2.0",
    "CAREPLACE_OIDC_CLIENT_ID": "careplace",
    "CAREPLACE_OIDC_CLIENT_SECRET": "s3cret",
}


SERVER = """
import json, sys
from oidc_provider_mock import User, run_server_in_thread
users = [User(sub=sub, claims=json.loads(sys.argv[1])) for sub in ("ann", "eve")]
with run_server_in_thread(user_claims=users) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""
"""In a process of its own: its library warns of its own past, and here a warning is an error."""


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider, where "ann" and "eve" both claim Ann's e-mail address as verified."""
    claims = {
        "email": "ann.team_manager.e08000026@example.org",
        "email_verified": True,
        "amr": ["pwd", "mfa"],
    }
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, json.dumps(claims)], stdin=PIPE, stdout=PIPE, text=True
    ) as run:
        yield f"http://localhost:{run.stdout.readline().strip()}"
        run.stdin.close()


@pytest.fixture
def with_provider(staff, issuer):
    """The staff site with the provider."""
    council = council_sign_in(HTTPS | {"CAREPLACE_OIDC_URL": issuer, "CAREPLACE_OIDC_NAME": "Northmoor"})
    with override_settings(COUNCIL_SIGN_IN=council, SOCIALACCOUNT_PROVIDERS=council.providers()):
        yield staff


def through_provider(client: Client, subject: str, process: str = "login", **sent: str):
    """Press the button, sign in at the provider, and come back: the answer of our callback."""
    there = client.post(f"{LOGIN}?process={process}", sent)
    assert there.status_code == 302
    back = httpx.post(there["Location"], data={"sub": subject})
    assert back.status_code == 302
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def connected(client: Client, subject: str):
    """Connect a subject to one's account, which asks for the password."""
    asked = through_provider(client, subject, "connect")
    assert asked["Location"] == reverse("account_reauthenticate")
    assert not SocialAccount.objects.filter(user=client.session["_auth_user_id"]).exists()
    return client.post(asked["Location"], {"password": PASSWORD})


@pytest.fixture
def ann(with_provider):
    """A manager whose account the subject "ann" is connected to, by herself; and the secret of her app."""
    person, client = member("team_manager"), Client()
    secret = with_second_factor(person)
    sign_in(client, person.email)
    client.post(SECOND, {"code": recovery_code(person)})
    assert "Connect it" in client.get(CONNECT).content.decode()
    assert connected(client, "ann")["Location"] == CONNECT
    assert "Disconnect it" in client.get(CONNECT).content.decode()
    return person, secret, client


def test_a_person_who_connected_it_signs_in_with_it_and_then_with_the_own_second_factor(ann):
    """The provider says that it checked a second factor ("amr"): that is not enough."""
    _person, secret, _client = ann
    client = Client()
    assert through_provider(client, "ann")["Location"] == SECOND
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert client.post(SECOND, {"code": code_now(secret)})["Location"] == "/"
    assert client.get("/")["Location"] == reverse("today", args=[PLACE])


def test_nobody_gets_in_by_an_e_mail_address_that_the_provider_states(ann):
    client = Client()
    answer = through_provider(client, "eve")
    assert "Accounts are by invitation" in answer.content.decode()
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_one_subject_is_of_one_account(ann):
    other, client = member("auditor", name="Bob Jones"), Client()
    with_second_factor(other)
    sign_in(client, other.email)
    client.post(SECOND, {"code": recovery_code(other)})
    connected(client, "ann")
    assert SocialAccount.objects.get().user != other


def test_who_disconnects_it_gets_in_by_password_only(ann):
    _person, _secret, client = ann
    assert client.post(CONNECT, {"account": SocialAccount.objects.get().pk}).status_code == 302
    assert not SocialAccount.objects.exists()
    assert "Accounts are by invitation" in through_provider(Client(), "ann").content.decode()


def test_no_token_of_the_provider_is_kept_and_no_secret_is_in_an_address(ann, log_lines):
    there = Client().post(LOGIN)["Location"]
    assert "s3cret" not in there
    assert parse_qs(urlsplit(there).query)["code_challenge_method"] == ["S256"]
    assert not SocialToken.objects.exists()
    through_provider(Client(), "ann")
    assert not re.search(
        r"code=|state=|s3cret", "\n".join(line for line in log_lines if "careplace.web" in line)
    )


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=access_denied&state=y", "?state=%00"])
def test_an_answer_that_no_sign_in_asked_for_is_refused(with_provider, query):
    answer = with_provider.get(reverse("openid_connect_callback") + query)
    assert answer.status_code in (200, 302, 400, 401)
    assert with_provider.get("/")["Location"].startswith(reverse("account_login"))


def test_while_the_provider_is_away_the_page_says_what_to_do(staff):
    council = council_sign_in(HTTPS | {"CAREPLACE_OIDC_URL": "http://localhost:9"})
    with override_settings(COUNCIL_SIGN_IN=council, SOCIALACCOUNT_PROVIDERS=council.providers()):
        answer = staff.get(staff.post(LOGIN)["Location"])
    assert answer.status_code == 401
    assert "sign in with your password" in answer.content.decode()


def test_without_the_settings_there_is_no_button_and_no_such_page(staff):
    page = staff.get(reverse("account_login")).content.decode()
    assert set(re.findall("Sign in with an? ([a-z]+)", page)) <= {"passkey"}
    assert "Sign in with Northmoor" not in page
    assert staff.post(LOGIN).status_code == 404
    assert settings.COUNCIL_SIGN_IN is None


def test_the_button_names_the_council(with_provider):
    assert "Sign in with Northmoor" in with_provider.get(reverse("account_login")).content.decode()


def test_settings():
    council = council_sign_in(HTTPS)
    assert council.origin == "https://login.example.org"
    assert "s3cret" not in repr(council)
    assert council_sign_in({}) is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"CAREPLACE_OIDC_CLIENT_SECRET": " "}, "CAREPLACE_OIDC_CLIENT_SECRET: it is missing"),
        ({"CAREPLACE_OIDC_URL": ""}, "CAREPLACE_OIDC_URL: it is missing"),
        ({"CAREPLACE_OIDC_URL": "http://login.example.org"}, "with https://"),
        ({"CAREPLACE_OIDC_URL": "login.example.org"}, "with https://"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(changed, message):
    with pytest.raises(WrongSettings, match=message):
        council_sign_in(HTTPS | changed)


@pytest.mark.parametrize(
    ("environment", "sources"), [({}, ["'self'"]), (HTTPS, ["'self'", "https://login.example.org"])]
)
def test_the_policy_lets_the_button_lead_to_the_provider_and_nowhere_else(environment, sources):
    """In a process of its own: the settings are read once. Chromium refuses a redirect that form-action does not name."""
    code = "from careplace.web.casework.settings import CONTENT_SECURITY_POLICY as p; print(*p['DIRECTIVES']['form-action'])"
    run = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT | environment, capture_output=True, text=True
    )
    assert run.stdout.split() == sources, run.stderr
