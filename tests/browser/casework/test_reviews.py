"""A review's plan and sources in Chromium: no barriers, at every width, and a redaction by keyboard without script."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import look_for_barriers, sign_in
    from tests.casework.reviews import records

    from careplace.casework.reviews.changes import in_review
    from careplace.casework.reviews.models import Milestone, Request, Text
    from careplace.casework.scope.actor import actor_at
    from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.browser
WIDTHS = (320, 375, 1280)
WORDS = "Mrs Green came home on Friday.\nNobody had told the pharmacy, said Ada.\n"
OF_REVIEW = (
    *("", "edit/", "team/", "team/add/", "declare/", "timetable/", "timetable/add/", "requests/"),
    *("requests/add/", "sources/", "sources/add/", "coverage/", "figures/?q=homes", "context/", "abandon/"),
)
OF_SOURCE = ("", "edit/", "withdraw/", "text/edit/", "text/redact/")


@pytest.fixture
def review(person):
    """A review that the person leads, with a text, a request that is late, and a source without a text."""
    Membership.objects.create(user=person, place=PLACE, role="review_lead")
    lead = actor_at(person, PLACE)
    review = records.review(lead)
    review.source = records.source(lead, review)
    records.text(lead, review.source, WORDS)
    review.bare = records.source(lead, review, "Focus group with a long name that somebody wrote in full")
    with in_review(lead, review.pk) as at_once:
        at_once.add(Request(document="Plan", organisation="council", due_on=records.DAY), "ask")
        at_once.add(Milestone(title="Report", due_on=records.DAY))
    return review


def addresses(review) -> list[str]:
    """Every page of the review, and of its sources."""
    at = f"/places/{PLACE}"
    return [
        *(f"{at}/reviews/", f"{at}/reviews/start/", f"{at}/review-sources/{review.bare.pk}/text/add/"),
        *(f"{at}/reviews/{review.pk}/{page}" for page in OF_REVIEW),
        *(f"{at}/review-sources/{review.source.pk}/{page}" for page in OF_SOURCE),
    ]


def test_every_page_has_no_barrier_and_fits(browser_page, person, review, axe, shots):
    page = browser_page()
    sign_in(page, person)
    for number, address in enumerate(addresses(review)):
        look_for_barriers(page, address, axe, shots / f"review-{number}")
    assert page.faults == []


def test_a_text_is_redacted_by_keyboard_without_script(browser_page, person, review):
    page = browser_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto(f"/places/{PLACE}/review-sources/{review.source.pk}/")
    page.get_by_role("link", name="Redact the text").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Mrs Green (a name)").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("[taken out] came home on Friday.").wait_for()
    assert Text.objects.get(state="current").content.count("[taken out]") == 2
    assert not Text.objects.filter(content__contains="Green").exists()
