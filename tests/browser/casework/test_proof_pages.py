"""Proof, campaigns and statements in Chromium: no barriers, at every width, on paper, by keyboard and without script."""

from datetime import date

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.conf import settings
    from django.test import override_settings
    from django.utils import timezone
    from tests.browser.casework.fixtures import enter, look_for_barriers
    from tests.casework.assurance.campaigns.campaigns import (
        a_campaign,
        a_site,
        a_step,
        an_accreditation,
        measure,
    )
    from tests.casework.assurance.visits.records import officer_at
    from tests.web.casework.test_proof import contract, visited

    from careplace.casework.assurance.proof import statements
    from careplace.casework.assurance.proof.years import year_of

pytestmark = pytest.mark.browser
MONTHS = (10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 30, 31, 29, 30, 32, 31, 30, 29)
PAGES = (
    "proof/",
    "proof/?year={year}",
    "proof/figures/homes-visited/?year={year}",
    "proof/contracts/",
    "proof/contracts/note/",
    "proof/contracts/{contract}/",
    "proof/statements/",
    "proof/statements/add/",
    "proof/statements/{statement}/",
    "proof/statements/{statement}/review/",
    "campaigns/",
    "campaigns/add/",
    "campaigns/{campaign}/",
    "campaigns/{campaign}/edit/",
    "campaigns/{campaign}/end/",
    "campaigns/{campaign}/sites/add/",
    "campaigns/{campaign}/steps/add/",
    "campaigns/{campaign}/import/",
    "campaign-sites/{site}/",
    "campaign-sites/{site}/edit/",
    "campaign-sites/{site}/accreditations/add/",
    "campaign-sites/{site}/measurements/add/",
    "campaign-steps/{step}/finish/",
)


@pytest.fixture
def addresses(person, tmp_path) -> list[str]:
    """The address of each page, with a record behind it."""
    year, acting = year_of(timezone.localdate()).before, officer_at()
    start = contract(person.service, acting)
    visited(acting, person.service, date(year.first, 6, 5))
    campaign = a_campaign()
    site = a_site(campaign)
    measure(site, MONTHS)
    an_accreditation(site)
    careplace = settings.CAREPLACE.model_copy(update={"home": tmp_path})
    with override_settings(CAREPLACE=careplace):
        statement = statements.write(acting, year, "", timezone.localdate(), tmp_path)
    ids = {"year": year.first, "contract": start.pk, "campaign": campaign.pk, "site": site.pk}
    ids |= {"step": a_step(campaign).pk, "statement": statement.pk}
    return [f"/places/{PLACE}/{page.format(**ids)}" for page in PAGES]


def test_every_page_has_no_barrier_and_fits_and_the_policy_stops_nothing(
    browser_page, person, addresses, axe, shots
):
    page = browser_page()
    enter(page, person)
    for address, name in zip(addresses, PAGES, strict=True):
        file = "-".join(part.strip("{}?=") for part in name.split("/") if part)
        look_for_barriers(page, address, axe, shots / file)
    assert page.faults == []


def test_on_paper_a_year_has_its_sentences_and_not_the_site(browser_page, person, addresses):
    page = browser_page()
    enter(page, person)
    page.goto(addresses[1])
    page.emulate_media(media="print")
    assert page.get_by_text("received an annual visit in").first.is_visible()
    assert page.get_by_role("heading", name="How each is counted").is_visible()
    assert not page.get_by_role("button", name="Show the year").is_visible()
    assert not page.get_by_role("link", name="Download the figures (CSV)").is_visible()


def test_a_month_is_entered_by_keyboard_and_without_script(browser_page, person, addresses):
    page = browser_page(375, java_script_enabled=False)
    enter(page, person)
    page.goto(next(address for address in addresses if address.endswith("measurements/add/")))
    page.get_by_label("Which month?").fill("12 2025")
    page.get_by_label("How many were counted?").fill("31")
    page.get_by_label("Of how many?").fill("40")
    page.get_by_role("button", name="Save").press("Enter")
    assert page.get_by_role("row", name="December 2025 31 40 77.5").is_visible()
