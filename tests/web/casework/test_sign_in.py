"""Signing in, with a second factor; accepting an invitation; and how attempts to guess end."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.casework.people import PASSWORD, PLACE, actor, member
from tests.web.casework.fixtures import with_second_factor

from careplace.casework.accounts.invitations import invite
from careplace.casework.accounts.models import User
from careplace.casework.scope.actor import actor_at

LOGIN, SECOND, ACTIVATE = (reverse(n) for n in ("account_login", "mfa_authenticate", "mfa_activate_totp"))
CODE = re.compile(r"\b[2-9B-Z]{4}(?:-[2-9B-Z]{4}){3}\b")


def code_now(secret: str, later: int = 0) -> str:
    """What an authenticator app shows, so many half minutes later."""
    counter = int(time.time()) // 30 + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def test_a_person_signs_in_with_a_password_and_a_code(staff):
    person = member("team_manager")
    secret = with_second_factor(person)
    assert sign_in(staff, person.email)["Location"] == SECOND
    assert staff.get("/").status_code == 302
    assert staff.post(SECOND, {"code": "000000"}).status_code == 200
    assert staff.post(SECOND, {"code": code_now(secret)})["Location"] == "/"
    assert staff.get("/")["Location"] == reverse("today", args=[PLACE])


def test_a_recovery_code_works_once(staff):
    person = member("team_manager")
    with_second_factor(person)
    code = recovery_code(person)
    for works in (True, False):
        client = Client()
        sign_in(client, person.email)
        assert (client.post(SECOND, {"code": code}).status_code == 302) == works


def test_a_new_person_accepts_an_invitation_and_sets_up_a_second_factor(staff):
    invite(actor("administrator"), "bob@example.org", "quality_officer", "http://testserver/invitation/")
    code = CODE.search(mail.outbox[0].body)[0]
    fields = {"email": "bob@example.org", "code": code, "name": "Bob Jones", "password": PASSWORD}
    assert staff.post("/invitation/", fields)["Location"] == "/"
    assert staff.get("/")["Location"] == ACTIVATE
    page = staff.get(ACTIVATE).content.decode()
    secret = re.search(r'<code class="cp-written">(\w+)</code>', page)[1]
    assert "data:image/svg+xml" in page
    codes_page = reverse("mfa_view_recovery_codes")
    assert staff.post(ACTIVATE, {"code": code_now(secret)})["Location"] == codes_page
    again = staff.get(codes_page)["Location"]
    assert staff.post(again, {"password": PASSWORD, "next": codes_page})["Location"] == codes_page
    assert staff.get(reverse("mfa_view_recovery_codes")).content.decode().count("<li><code>") == 10
    assert staff.get(reverse("services", args=[PLACE])).status_code == 200
    assert staff.post("/invitation/", fields).status_code == 422


def test_only_the_holder_of_a_code_is_shown_whether_an_address_has_an_account(staff):
    member("auditor")
    known = User.objects.get().email
    pages = [
        staff.post("/invitation/", {"email": email, "code": "XXXX"}).content.decode().replace(email, "")
        for email in (known, "nobody@example.org")
    ]
    without_tokens = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert without_tokens[0] == without_tokens[1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Enter your name."),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "password1234"}, "too common"),
    ],
)
def test_what_a_new_person_leaves_out_is_named_and_the_code_still_works(staff, fields, message):
    invite(actor("administrator"), "bob@example.org", "auditor", "http://testserver/invitation/")
    right = {
        "email": "bob@example.org",
        "code": CODE.search(mail.outbox[0].body)[0],
        "name": "Bob Jones",
        "password": PASSWORD,
    }
    answer = staff.post("/invitation/", right | fields)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert staff.post("/invitation/", right).status_code == 302
    assert actor_at(User.objects.get(email="bob@example.org"), PLACE).roles == {"auditor"}


def test_after_five_wrong_passwords_the_right_one_is_refused_for_a_while(staff):
    person = member("team_manager")
    with_second_factor(person)
    for _ in range(5):
        assert sign_in(staff, person.email, "wrong wrong wrong").status_code == 200
    answer = sign_in(staff, person.email)
    assert answer.status_code == 200
    assert "Too many failed login attempts" in answer.content.decode()
    # Another person at the same desk still signs in.
    other = member("auditor", name="Bob Jones")
    with_second_factor(other)
    assert sign_in(staff, other.email)["Location"] == SECOND


def test_a_password_is_reset_by_a_code_that_is_in_no_address(staff):
    person = member("team_manager")
    with_second_factor(person)
    answer = staff.post(reverse("account_reset_password"), {"email": person.email})
    assert answer["Location"] == reverse("account_confirm_password_reset_code")
    text = mail.outbox[-1].body
    assert not re.search(r"https?://\S+reset\S*/\S{8,}", text)
    code = next(
        line.strip() for line in text.splitlines() if re.fullmatch(r"[A-Z0-9]{4}-?[A-Z0-9]{4}", line.strip())
    )
    answer = staff.post(answer["Location"], {"code": code})
    assert answer["Location"] == reverse("account_complete_password_reset")
    fields = {"password1": "three plain words", "password2": "three plain words"}
    assert staff.post(answer["Location"], fields).status_code == 302
    assert sign_in(Client(), person.email, "three plain words")["Location"] == SECOND


def test_an_unknown_address_is_answered_as_a_known_one_and_gets_no_mail(staff):
    answer = staff.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer["Location"] == reverse("account_confirm_password_reset_code")
    assert not mail.outbox


def test_cookies_are_not_for_scripts_and_only_go_with_our_own_pages(staff):
    person = member("team_manager")
    secret = with_second_factor(person)
    sign_in(staff, person.email)
    staff.post(SECOND, {"code": code_now(secret)})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = staff.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_person_signs_out_everywhere_else(staff):
    person, other = member("auditor"), Client()
    secret = with_second_factor(person)
    for client, code in ((staff, code_now(secret)), (other, recovery_code(person))):
        sign_in(client, person.email)
        assert client.post(SECOND, {"code": code})["Location"] == "/"
    page = staff.get(reverse("usersessions_list")).content.decode()
    assert page.count("<li>Since ") == 2
    assert staff.post(reverse("usersessions_list")).status_code == 302
    assert staff.get("/")["Location"] == reverse("today", args=[PLACE])
    assert other.get("/")["Location"].startswith(LOGIN)


def recovery_code(person) -> str:
    return person.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
