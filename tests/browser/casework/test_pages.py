"""The staff site in Chromium: signing in with a second factor, no barriers, at every width, without script."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.utils import timezone
    from tests.browser.casework.fixtures import enter, look_for_barriers, sign_in

    from careplace.casework.clocks import Clock

pytestmark = pytest.mark.browser
OUTSIDE = ("/account/login/", "/account/password/reset/", "/invitation/", "/account/signup/")
INSIDE = (
    "",
    "services/",
    "services/add/",
    "services/{id}/",
    "services/{id}/edit/",
    "services/{id}/cases/add/",
    "services/{id}/end-contract/",
    "services/{id}/signals/add/",
    "services/{id}/priority/",
    "services/{id}/priority/override/",
    "services/import/",
    "signals/{signal}/close/",
    "people/",
    "people/invite/",
    "audit/",
)
OWN = ("/account/second-factor/", "/account/sessions/", "/account/password/change/", "/account/logout/")


def addresses(person) -> list[str]:
    """Every page that a person sees after signing in."""
    return [
        f"/places/{PLACE}/{part.format(id=person.service.pk, signal=person.signal.pk)}" for part in INSIDE
    ] + list(OWN)


def test_every_page_has_no_barrier_and_fits_and_the_policy_stops_nothing(browser_page, person, axe, shots):
    page = browser_page()
    for address in OUTSIDE:
        look_for_barriers(page, address, axe, shots / address.strip("/").replace("/", "-"))
    sign_in(page, person)
    for address in addresses(person):
        name = (
            address.strip("/")
            .replace("/", "-")
            .replace(str(person.service.pk), "id")
            .replace(str(person.signal.pk), "id")
        )
        look_for_barriers(page, address, axe, shots / name)
    assert page.faults == []
    style = "getComputedStyle(document.querySelector('h1')).fontSize"
    assert page.evaluate(style) != "32px"


def test_a_service_is_added_and_its_case_opened_by_keyboard_and_without_script(browser_page, person):
    page = browser_page(375, java_script_enabled=False)
    enter(page, person)
    page.goto(f"/places/{PLACE}/services/add/")
    page.get_by_role("button", name="Add the service").press("Enter")
    assert page.get_by_role("alert").get_by_role("link", name="This field is required.").count() == 2
    page.get_by_label("Name of the service").fill("Violet Court")
    page.get_by_label("Kind of service").select_option("home_care")
    page.get_by_role("button", name="Add the service").press("Enter")
    assert page.get_by_role("heading", name="Violet Court").is_visible()
    page.get_by_role("link", name="Open a case").press("Enter")
    page.get_by_role("button", name="Open the case").press("Enter")
    page.get_by_role("alert").get_by_role("link", name="This field is required.").first.press("Enter")
    page.get_by_label("Enhanced monitoring").press("Space")
    page.get_by_label("Why?").fill("Staffing at night")
    review = Clock(timezone.localdate(), 5).due()
    for label, part in (("Day", review.day), ("Month", review.month), ("Year", review.year)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_role("button", name="Open the case").press("Enter")
    assert page.get_by_text("Case opened: from Routine monitoring to Enhanced monitoring").is_visible()
