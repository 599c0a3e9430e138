"""Second factors: which may be removed or replaced, and whose they are. Passkeys in a browser: tests/browser/casework."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.casework.people import PASSWORD, PLACE, member
from tests.web.casework.fixtures import signed_in, with_second_factor
from tests.web.casework.test_sign_in import SECOND, code_now, sign_in

from careplace.casework.audit.models import Event

LIST, REPLACE, DEACTIVATE = (
    reverse(n) for n in ("mfa_list_webauthn", "mfa_replace_totp", "mfa_deactivate_totp")
)


def a_passkey(person, name: str = "Work laptop") -> Authenticator:
    """A passkey that opens nothing: what a browser gives is in the browser's tests."""
    credential = {"clientExtensionResults": {"credProps": {"rk": True}}}
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def signed_in_now(staff) -> Client:
    """A client who signed in and typed the password once more, as every change of second factors asks."""
    person = member("auditor")
    secret = with_second_factor(person)
    sign_in(staff, person.email)
    staff.post(SECOND, {"code": code_now(secret)})
    assert staff.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    staff.person = person
    return staff


def test_the_last_second_factor_is_not_removed(staff):
    client = signed_in_now(staff)
    app = client.post(DEACTIVATE)
    assert (app.status_code, "your last second factor" in app.content.decode()) == (200, True)
    passkey = a_passkey(client.person)
    assert client.post(DEACTIVATE).status_code == 302
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    for answer in (client.get(remove), client.post(remove)):
        assert (answer.status_code, "your last second factor" in answer.content.decode()) == (403, True)
    assert Authenticator.objects.filter(user=client.person).exclude(type="recovery_codes").get() == passkey
    other = a_passkey(client.person, "Phone")
    assert client.post(remove)["Location"] == LIST
    assert Authenticator.objects.filter(type="webauthn").get() == other
    assert "remove-factor" in Event.objects.filter(place=PLACE).values_list("action", flat=True)


def test_another_app_replaces_the_one_in_use_once_it_has_shown_a_code(staff):
    client = signed_in_now(staff)
    before = Authenticator.objects.get(user=client.person, type="totp")
    secret = re.search(r'<code class="cp-written">(\w+)</code>', client.get(REPLACE).content.decode())[1]
    assert "not right" in client.post(REPLACE, {"code": "000000"}).content.decode()
    assert Authenticator.objects.get(type="totp") == before
    assert client.post(REPLACE, {"code": code_now(secret)}).status_code == 302
    assert Authenticator.objects.get(type="totp").pk != before.pk
    assert Authenticator.objects.filter(type="recovery_codes").exists()
    actions = list(Event.objects.filter(place=PLACE).values_list("action", flat=True))
    assert {"add-factor", "remove-factor"} <= set(actions)


def test_a_passkey_is_renamed_by_its_owner(staff):
    client = signed_in_now(staff)
    passkey = a_passkey(client.person)
    edit = reverse("mfa_edit_webauthn", args=[passkey.pk])
    assert client.post(edit, {"name": "<b>Old</b>"})["Location"] == LIST
    assert "&lt;b&gt;Old&lt;/b&gt;" in client.get(LIST).content.decode()


def test_somebody_else_s_passkey_does_not_exist_even_after_the_password(staff):
    theirs = a_passkey(member("team_manager", name="Eve Other"))
    client = signed_in_now(staff)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[theirs.pk])).status_code == 404


def test_to_add_a_passkey_the_password_is_asked_again_but_not_for_the_first_second_factor(staff):
    add = reverse("mfa_add_webauthn")
    assert signed_in("auditor").get(add)["Location"].startswith(reverse("account_reauthenticate"))
    newcomer = Client()
    newcomer.force_login(member("commissioner"), "allauth.account.auth_backends.AuthenticationBackend")
    assert newcomer.get(add).status_code == 200
    assert newcomer.get("/")["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '"x"', '{"id": 1}', '{"response": {}}', "{", "9" * 5000]
)
def test_what_is_no_passkey_signs_nobody_in_and_breaks_nothing(staff, credential):
    staff.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    answer = staff.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert staff.get("/").status_code == 302
    client = signed_in_now(Client())
    client.get(reverse("mfa_add_webauthn"))
    added = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})
    assert added.status_code == 200
    again = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential})
    assert again.status_code == 302
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_the_options_for_signing_in_name_nobody(staff):
    with_second_factor(person := member("auditor"))
    options = staff.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert options["request_options"]["publicKey"]["allowCredentials"] == []
    assert person.email not in str(options)
    assert mail.outbox == []


def test_no_page_has_a_script_or_style_in_it(staff):
    client = signed_in_now(staff)
    for path in (reverse("account_login"), reverse("mfa_add_webauthn"), LIST, REPLACE):
        page = (Client() if path == reverse("account_login") else client).get(path)
        text = page.content.decode()
        assert not re.findall(r"<script(?![^>]* src=)", text), path
        assert not re.findall(r"\sstyle=|\son\w+=", text), path
        assert "unsafe" not in page["Content-Security-Policy"]
