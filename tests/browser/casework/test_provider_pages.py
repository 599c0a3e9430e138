"""A provider's own pages in Chromium: no barriers at every width, by keyboard and without script."""

import os
from pathlib import Path

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.conf import global_settings
    from django.test import override_settings
    from tests.browser.casework.fixtures import look_for_barriers, sign_in
    from tests.casework.assurance.sharing.records import PDF, a_provider, a_visit_as
    from tests.casework.assurance.visits.records import an_action, officer_at
    from tests.web.casework.fixtures import with_second_factor

    from careplace.casework.accounts.models import User
    from careplace.casework.assurance.sharing import access
    from careplace.casework.assurance.sharing.models import FirstRead, ProviderFile
    from careplace.casework.assurance.visits.models import Action, Challenge

pytestmark = pytest.mark.browser
DOCS = Path(__file__).parents[3] / "docs"
PICTURE = DOCS / "images/casework-provider-draft.png"
AT_PLACE = f"/places/{PLACE}"


@pytest.fixture
def provider(person):
    """A provider's user with a draft to check, a shared report and two actions of one service."""
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        visit, final = a_visit_as("accuracy"), a_visit_as("shared")
        action, other = an_action("agreed"), an_action("agreed")
        Action.objects.filter(pk=other.pk).update(service=action.service, issue="No audit of medicines.")
        acting = a_provider(visit.service, final.service, action.service)
    user = User.objects.get(pk=acting.person)
    user.secret, user.visit, user.final, user.action = with_second_factor(user), visit, final, action
    return user


def pages(provider) -> dict[str, str]:
    """{name of a picture: address} of the pages of a provider's user."""
    at = f"{AT_PLACE}/provider"
    return {
        "home": f"{at}/",
        "draft": f"{at}/visits/{provider.visit.pk}/",
        "challenge": f"{at}/visits/{provider.visit.pk}/challenge/",
        "report": f"{at}/reports/{provider.final.pk}/",
        "plan": f"{at}/services/{provider.action.service_id}/plan/",
        "done": f"{at}/services/{provider.action.service_id}/done/",
    }


def test_the_pages_of_a_provider_have_no_barrier_and_fit(browser_page, provider, axe, shots):
    page = browser_page()
    sign_in(page, provider)
    for name, address in pages(provider).items():
        look_for_barriers(page, address, axe, shots / f"provider-{name}")
    assert page.faults == []


def test_the_pages_of_the_team_about_providers_have_no_barrier_and_fit(
    browser_page, person, provider, axe, shots
):
    page = browser_page()
    sign_in(page, person)
    membership = provider.memberships.get()
    addresses = {
        "visit": f"{AT_PLACE}/visits/{provider.visit.pk}/",
        "sharing": f"{AT_PLACE}/visits/{provider.final.pk}/sharing/",
        "invite": f"{AT_PLACE}/people/invite-provider/",
        "services": f"{AT_PLACE}/people/{membership.pk}/services/",
    }
    for name, address in addresses.items():
        look_for_barriers(page, address, axe, shots / f"provider-team-{name}")


def test_a_provider_answers_by_keyboard_and_without_script(browser_page, provider, tmp_path):
    page = browser_page(320, java_script_enabled=False)
    (file := tmp_path / "audit.pdf").write_bytes(PDF)
    before = Challenge.objects.count()
    sign_in(page, provider)
    page.get_by_role("link", name="Rose House: visit of").first.press("Enter")
    page.get_by_role("link", name="Say what is wrong").first.press("Enter")
    page.get_by_label("What is wrong, and what is right?").fill("Two were not there yet.")
    page.get_by_label("What shows it").set_input_files(file)
    page.get_by_role("button", name="Send to the team").press("Enter")
    assert page.get_by_text("You said: “Two were not there yet.”").is_visible()
    assert Challenge.objects.count() == before + 1
    page.goto(pages(provider)["plan"])
    page.get_by_role("link", name="Say what was done").press("Enter")
    for box in page.get_by_role("checkbox").all():
        box.press("Space")
    page.get_by_label("What was done, and what shows it?").fill("All records were audited.")
    page.get_by_label("Proof of all these actions").set_input_files(file)
    page.get_by_role("button", name="Send to the team").press("Enter")
    assert page.get_by_text("The team looks at the proof").count() == 2
    assert ProviderFile.objects.count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="audit.pdf").first.press("Enter")
    assert download.value.path().read_bytes() == PDF
    assert FirstRead.objects.filter(user=provider).count() == 1


def test_what_is_no_longer_shared_is_gone_at_the_next_click(browser_page, provider):
    page = browser_page()
    sign_in(page, provider)
    assert page.get_by_role("link", name="report of").is_visible()
    access.share_report(officer_at(), provider.final.pk, False, provider.final.final_on)
    page.get_by_role("link", name="report of").click()
    assert page.get_by_text("There is no such report").is_visible()


def test_the_guide_has_a_picture_of_the_draft(browser_page, provider):
    """A picture that is missing is taken; PICTURES=1 takes it again."""
    if os.environ.get("PICTURES") or not PICTURE.exists():
        page = browser_page(320)
        sign_in(page, provider)
        page.goto(pages(provider)["draft"])
        page.screenshot(path=PICTURE)
    assert f"images/{PICTURE.name}" in (DOCS / "guide/casework-providers.md").read_text(encoding="utf-8")
    assert 5_000 < PICTURE.stat().st_size < 150_000
