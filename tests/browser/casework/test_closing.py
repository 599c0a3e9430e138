"""What ends a review, in Chromium: no barriers on pages and forms."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.urls import reverse
    from tests.browser.casework.fixtures import look_for_barriers, sign_in
    from tests.casework.reviews.closing.ended import ended

    from careplace.casework.reviews.models import Member
    from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.browser
OF_REVIEW = (
    "follow-up/",
    "summits/",
    "summits/add/",
    "regulator/",
    "regulator-visits/add/",
    "closing/",
    "retention/",
)


OF_PARTS = (
    *("summit-edit", "summit-agreement-add", "summit-agreement-edit", "regulator-visit-edit"),
    *("regulator-finding-add", "regulator-finding-edit", "recommendation-close"),
)
"""The names of the pages of parts of a review."""


@pytest.fixture
def addresses(person):
    """The pages of a review with a summit and a visit, whose lead the person is too."""
    Membership.objects.create(user=person, place=PLACE, role="review_lead")
    world = ended("closed")
    Member.objects.create(
        place=PLACE, review=world.review, person=person, state="member", part="lead", interests="none",
        declared_on="2026-10-05",
    )  # fmt: skip
    summit, visit, other = world.summit(), world.visit(), world.another("none")
    agreement, finding = world.agreement(summit), world.finding(visit, "not-met")
    parts = (summit, summit, agreement, visit, visit, finding, other)
    return [
        *(f"/places/{PLACE}/reviews/{world.review.pk}/{page}" for page in OF_REVIEW),
        *(reverse(name, args=[PLACE, part.pk]) for name, part in zip(OF_PARTS, parts, strict=True)),
    ]


def test_every_page_has_no_barrier_and_fits(browser_page, person, addresses, axe, shots):
    page = browser_page()
    sign_in(page, person)
    for number, address in enumerate(addresses):
        look_for_barriers(page, address, axe, shots / f"closing-{number}")
    assert page.faults == []
