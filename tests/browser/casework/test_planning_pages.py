"""Planning, the calendar, records and the daily list in Chromium: no barrier, at every width, and without script."""

from datetime import date, timedelta

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.utils import timezone
    from tests.browser.casework.fixtures import enter, look_for_barriers
    from tests.casework.retention.test_deletion import closed_signal

    from careplace.casework.assurance.planning import actions
    from careplace.casework.assurance.planning.inputs import plan_input
    from careplace.casework.assurance.planning.priorities import priorities_at
    from careplace.casework.assurance.planning.proposal import proposal
    from careplace.casework.assurance.visits.models import Visit
    from careplace.casework.retention.actions import hold, note_due, propose
    from careplace.casework.retention.models import Deletion
    from careplace.casework.scope.actor import actor_at

pytestmark = pytest.mark.browser
INSIDE = (
    "planning/",
    "planning/team/",
    "planning/team/{officer}/",
    "planning/leave/add/",
    "planning/leave/{leave}/",
    "planning/rules/",
    "planning/districts/",
    "calendar/",
    "calendar/?officer=all",
    "calendar/key/",
    "reminders/",
    "records/",
    "records/holds/add/",
    "records/subject-access/",
    "audit/?kind=sign-in",
)


@pytest.fixture
def planned(person):
    """A team with time, leave that moves a visit, records whose time is over, and a hold: the addresses of its pages."""
    actor, today = actor_at(person, PLACE), timezone.localdate()
    actions.set_rules(actor, {"starts_on": today, "ends_on": today + timedelta(364), "frequency": ""}, 0)
    actions.set_time(actor, person.pk, {"visits_a_month": 9, "districts": "North"})
    for name in ("Violet Court", "Iris Lodge"):
        held = closed_signal(actor, name, date(2015, 1, 1))
    changes = proposal(plan_input(PLACE, today, priorities_at(actor, today))).changes
    actions.accept(actor, [change.key for change in changes[:1]], today)
    leave = actions.enter_leave(actor, person.pk, today, today + timedelta(days=14))
    note_due(today)
    propose(actor, [Deletion.objects.first().pk])
    hold(actor, held.service_id, "A claim")
    return [f"/places/{PLACE}/{part.format(officer=person.pk, leave=leave.pk)}" for part in INSIDE]


def test_every_page_has_no_barrier_and_fits(planned, browser_page, person, axe, shots):
    page = browser_page()
    enter(page, person)
    for number, address in enumerate(planned):
        look_for_barriers(page, address, axe, shots / f"planning-{number:02d}")
    assert page.faults == []


def test_a_plan_is_accepted_and_a_calendar_is_subscribed_to_without_script(planned, browser_page, person):
    page = browser_page(375, java_script_enabled=False)
    enter(page, person)
    page.goto(f"/places/{PLACE}/planning/")
    page.get_by_role("button", name="Plan the chosen visits").press("Enter")
    page.wait_for_url("**/calendar/?officer=all")
    assert Visit.objects.filter(state="planned").count() == 3
    page.get_by_role("link", name="Show them in your calendar program").press("Enter")
    page.get_by_role("button", name="Make an address").press("Enter")
    address = page.get_by_role("status").locator("code").inner_text()
    assert page.request.get(address).text().count("BEGIN:VEVENT") == 3


def test_on_paper_the_calendar_has_its_table_and_no_menu(planned, browser_page, person):
    page = browser_page()
    enter(page, person)
    page.goto(f"/places/{PLACE}/calendar/?officer=all")
    page.emulate_media(media="print")
    assert page.get_by_role("table").first.is_visible()
    assert not page.locator("header").is_visible()
