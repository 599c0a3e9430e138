"""Early warning and its model card in Chromium: no barriers, at every width, by keyboard, with the charts there."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import Program, look_for_barriers, sign_in
    from tests.measures.warning.fitted import fitted_home

    from careplace.casework.assurance.models import Service
    from careplace.casework.scope.actor import actor_at
    from careplace.casework.workflow.actions import changes

pytestmark = pytest.mark.browser
WARNING, CARD = f"/places/{PLACE}/early-warning/", f"/places/{PLACE}/early-warning/model-card/"


@pytest.fixture
def program(sqlite, person, small, tmp_path, tmp_path_factory):
    """The running site over an edition to which early warning was fitted; two services of the team, one without a share."""
    with changes(actor_at(person, PLACE)) as at_once:
        for name, location in (("Rose Care", "1-10001"), ("Elm House", "1-77")):
            at_once.add(Service(name=name, kind="home_care", location_id=location))
    running = Program(tmp_path)
    running.environment["CAREPLACE_HOME"] = str(fitted_home(small, tmp_path_factory))
    running.read(sqlite)
    running.start()
    yield running
    running.stop()


def test_the_pages_have_no_barrier_and_fit(browser_page, person, axe, shots):
    page = browser_page()
    sign_in(page, person)
    for address, name in ((WARNING, "early-warning"), (CARD, "model-card")):
        look_for_barriers(page, address, axe, shots / name)
    assert page.faults == []


def test_from_todays_pages_to_the_card_and_its_charts_by_keyboard(browser_page, person):
    page = browser_page(375)
    sign_in(page, person)
    page.goto(WARNING)
    page.get_by_text("services like this one were rated below Good").first.wait_for()
    assert page.get_by_text("Without a share").is_visible()
    page.get_by_role("link", name="model card").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CARD}")
    pictures = page.get_by_role("img").all()
    assert len(pictures) == 3
    for picture in pictures:
        assert picture.evaluate("e => e.naturalWidth > 0 || e.getBoundingClientRect().width > 100")
        assert len(picture.get_attribute("alt") or picture.get_attribute("aria-label") or "") > 20
