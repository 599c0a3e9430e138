"""Passkeys in Chromium, with an authenticator of its own: a second factor, and a sign-in without a password."""

import json

import pytest
from tests import sites
from tests.casework.people import PASSWORD, PLACE

if sites.SITE == sites.FOLDER:
    from django.conf import global_settings
    from django.test import override_settings
    from tests.browser.casework.fixtures import look_for_barriers, sign_in
    from tests.casework.people import member

    from careplace.casework.audit.models import Event

pytestmark = pytest.mark.browser
ADD, LIST = "/account/passkeys/add/", "/account/passkeys/"
# A passkey belongs to a name: an address of numbers has none.
HOST = "localhost"


def with_authenticator(page, **options):
    """The page's browser has an authenticator built in that says yes at once, as a finger would."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    chosen = kind | {"isUserVerified": True, "automaticPresenceSimulation": True} | options
    session.send("WebAuthn.addVirtualAuthenticator", {"options": chosen})
    return page


def add_passkey(page, name: str, alone: bool = True) -> None:
    """Add a passkey, with the password first where it was not typed for this before."""
    page.goto(ADD)
    type_password_again(page)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the passkey").press("Enter")
    page.wait_for_url(lambda address: "passkeys" not in address)


def type_password_again(page) -> None:
    """Where the page asks for it, as before every change of second factors."""
    if page.get_by_label("Password", exact=True).count():
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continue").press("Enter")


def named(page, name: str):
    """A passkey on the list."""
    return page.locator("dt", has_text=name)


def sign_out(page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url("**/account/login/**")


def test_a_person_adds_a_passkey_and_signs_in_with_it_alone_by_keyboard(browser_page, person):
    page = with_authenticator(browser_page(host=HOST))
    sign_in(page, person)
    add_passkey(page, "Work laptop")
    page.get_by_role("link", name="Passkeys: 1").press("Enter")
    named(page, "Work laptop").wait_for()
    assert page.get_by_text("It signs you in alone.").is_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    page.wait_for_url(f"**/places/{PLACE}/")
    assert page.faults == []
    last = Event.objects.filter(action="sign-in", place=PLACE).order_by("number").last()
    assert json.loads(last.after)["factors"] == ["webauthn"]


def test_a_passkey_is_a_second_factor_next_to_the_app(browser_page, person):
    page = with_authenticator(browser_page(host=HOST), hasResidentKey=False)
    sign_in(page, person)
    add_passkey(page, "Key", alone=False)
    sign_out(page)
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_label("Code").is_visible()
    page.get_by_role("button", name="Use your passkey").press("Enter")
    page.wait_for_url(f"**/places/{PLACE}/")
    sign_out(page)
    sign_in(page, person, later=1)
    assert page.faults == []


def test_a_new_person_has_a_passkey_instead_of_an_app_and_cannot_remove_the_last(browser_page, served):
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        newcomer = member("auditor", name="Nina New")
    page = with_authenticator(browser_page(320, host=HOST))
    page.goto("/")
    page.get_by_label("Email").fill(newcomer.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Use a passkey instead of an app").press("Enter")
    add_passkey(page, "Phone")
    type_password_again(page)
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.goto(LIST)
    page.get_by_role("link", name="Remove Phone").press("Enter")
    page.get_by_text("This is your last second factor.").wait_for()
    page.faults.clear()  # the browser notes that the page was refused
    page.goto(LIST)
    page.get_by_role("link", name="Rename Phone").press("Enter")
    page.get_by_label("Name").fill("Old phone")
    page.get_by_role("button", name="Save").press("Enter")
    named(page, "Old phone").wait_for()
    with_authenticator(page, transport="usb")  # an authenticator has one passkey of an account
    add_passkey(page, "New phone")
    page.goto(LIST)
    page.get_by_role("link", name="Remove Old phone").press("Enter")
    page.get_by_role("button", name="Remove the passkey").press("Enter")
    page.wait_for_url(f"**{LIST}")
    assert named(page, "Old phone").count() == 0
    assert page.faults == []


def test_a_browser_that_gives_no_passkey_says_what_to_do(browser_page, person):
    page = browser_page(host=HOST)
    with_authenticator(page, isUserVerified=False)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    page.get_by_text("The browser gave no passkey. Try again, or use your password").wait_for()


def test_without_script_the_pages_say_what_works(browser_page, person):
    page = browser_page(320, host=HOST, java_script_enabled=False)
    page.goto("/account/login/")
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    sign_in(page, person)
    page.goto(ADD)
    type_password_again(page)
    page.get_by_text("A passkey needs scripts.").wait_for()


def test_the_pages_of_passkeys_have_no_barrier_and_fit(browser_page, person, axe, shots):
    page = with_authenticator(browser_page(host=HOST))
    look_for_barriers(page, "/account/login/", axe, shots / "passkeys-login")
    sign_in(page, person)
    add_passkey(page, "Work laptop")
    for address in (ADD, LIST, "/account/second-factor/", "/account/second-factor/app/replace/"):
        look_for_barriers(page, address, axe, shots / f"passkeys-{address.strip('/').replace('/', '-')}")
    page.goto(LIST)
    links = [page.get_by_role("link", name=f"{name} Work laptop") for name in ("Rename", "Remove")]
    for number, address in enumerate([link.get_attribute("href") for link in links]):
        look_for_barriers(page, address, axe, shots / f"passkeys-own-{number}")
