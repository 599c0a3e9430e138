"""Cases, the panel and closures in Chromium: no barriers, at every width, on paper, by keyboard."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import enter, look_for_barriers
    from tests.casework.assurance.escalation.records import DAY, REVIEW, a_case, a_decision
    from tests.web.casework.escalation_records import a_record, address

    from careplace.casework.accounts.models import User
    from careplace.casework.assurance.escalation import actions
    from careplace.casework.assurance.escalation.models import EscalationCase
    from careplace.casework.scope.actor import actor_at
    from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.browser
CASE = ("case", "case-step raise", "case-step lower", "case-step review", "case-step close")
PLANNED = ("meeting", "meeting-agenda", "item-add", "meeting-step hold", "item-step withdraw", "interest-add")
HELD = ("meeting", "item-step minute", "decision-add", "meeting-step finalise")
FINAL = ("meeting", "minutes", "meeting-step correct")
PLAN = ("contingency-plan-step count", "contingency-step-add", "contingency-step assign", "vacancy")


@pytest.fixture
def pages(person) -> dict[str, str]:
    """{name: address} of every kind of page, for a person who is also on the panel."""
    Membership.objects.create(user=person, place=PLACE, role="panel_member")
    case, held = a_case("suspended"), a_record("meeting", "held")
    type(held).objects.filter(pk=held.pk).update(attendees=[*held.attendees, str(person.pk)])
    planned, final, plan = (
        a_record("meeting", "planned"),
        a_record("meeting", "final"),
        a_record("plan", "open"),
    )
    records = ((CASE, case), (PLANNED, planned), (HELD, held), (FINAL, final), (PLAN, plan))
    addresses = {
        f"{record.state} {name}": address(name, record) for names, record in records for name in names
    }
    lists = {name: f"/places/{PLACE}/{name}/" for name in ("cases", "meetings", "meetings/add")}
    of_service = {
        name: f"/places/{PLACE}/services/{service}/{name}/"
        for name, service in (("contingency", plan.service_id), ("cases/add", person.service.pk))
    }
    return addresses | lists | of_service


def test_every_page_has_no_barrier_and_fits_and_the_policy_stops_nothing(
    browser_page, person, pages, axe, shots
):
    page = browser_page()
    enter(page, person)
    for name, path in pages.items():
        look_for_barriers(page, path, axe, shots / f"escalation-{name.replace('/', '-').replace(' ', '-')}")
    assert page.faults == []


def test_paper_has_no_links_to_do_things(browser_page, person, pages):
    page = browser_page()
    enter(page, person)
    page.goto(pages["planned meeting"])
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Agenda").is_visible()
    assert not page.get_by_role("link", name="Add an item").is_visible()


def test_a_suspension_is_lifted_by_keyboard_and_without_script(browser_page, person):
    case, acting = a_case("suspended"), actor_at(person, PLACE)
    decision = a_decision(acting, case.service, "formal", REVIEW)
    page = browser_page(375, java_script_enabled=False)
    enter(page, person)
    page.goto(address("case-step lower", case))
    page.get_by_label("Formal improvement").press("Space")
    page.get_by_label("Why?").fill("The audit of medicines shows no gap")
    page.get_by_label("Who owns the case?").select_option(str(person.pk))
    page.get_by_label("Which decision of the panel").select_option(str(decision.pk))
    page.get_by_role("button", name="Lower the level").press("Enter")
    alert = page.get_by_role("alert")
    assert alert.get_by_role("link", name="Name the evidence of improvement.").is_visible()
    assert alert.get_by_role("link", name="Give a review date.").is_visible()
    assert page.get_by_label("Why?").input_value() == "The audit of medicines shows no gap"
    assert EscalationCase.objects.get(pk=case.pk).placements == "suspended"


def test_of_two_people_the_second_sees_what_the_first_wrote(browser_page, person):
    case = a_case()
    page = browser_page(375)
    enter(page, person)
    page.goto(address("case-step review", case))
    page.get_by_label("What did the review find?").fill("Text of the second")
    manager = actor_at(person, PLACE)
    given = {"finding": "Text of the first", "owner": User.objects.get(pk=person.pk), "review_on": REVIEW}
    actions.review(manager, case.pk, case.version, given, DAY)
    for label, part in (("Day", REVIEW.day), ("Month", REVIEW.month), ("Year", 2026)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_role("button", name="Note a review").click()
    assert page.get_by_role("alert").get_by_text("Text of the first").is_visible()
    assert page.get_by_role("alert").get_by_text("Text of the second").is_visible()
    assert page.get_by_label("What did the review find?").input_value() == "Text of the second"
