"""Every page of consultations that the table of access names, in Chromium: no barriers, and it fits at every width."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.conf import settings
    from django.test import override_settings
    from tests.browser.casework.fixtures import enter, look_for_barriers, sign_in
    from tests.casework.consultation.records import a_consultation
    from tests.web.casework.access_consultation import CONSULTATION_PAGES, PAGES, PART_PAGES, STATES
    from tests.web.casework.test_consultation import address, parts

    from careplace.casework.consultation.models import Consultation
    from careplace.casework.scope.actor import actor_at

pytestmark = pytest.mark.browser
NO_PAGES = {"consultation-results-csv", "original", "consultation-step publish", "consultation-step correct"}
"""Addresses that give a file, and steps that need a written report: REPORTED and test_the_report look at those."""
RESULTS = {"people": 0, "repeats": 0, "smallest": 5, "tables": [], "own_words": []}
REPORTED = {"consultation-step publish": "closed", "consultation-step correct": "reported"}
"""{step of a written report: the state that it is in}"""
LOOKED_AT = (
    {name.partition(" ")[0] for name in (*CONSULTATION_PAGES, *PART_PAGES, *PAGES)} - {"original"}
    if sites.SITE == sites.FOLDER
    else set()
)
"""The names of the pages that are looked at here."""


@pytest.fixture
def pages(person, tmp_path) -> list[tuple[str, str, str]]:
    """(the state that its consultation has to be in, its name, its address) of each page, in the order of the states."""
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": tmp_path})):
        record = a_consultation(tmp_path, "open", actor_at(person, PLACE))
    ids = {**dict.fromkeys(CONSULTATION_PAGES, record.pk), **parts(record)}
    first = {name: _state(states) for name, states in (CONSULTATION_PAGES | PART_PAGES).items()}
    found = [
        (state, name, address(name, ids[name]))
        for name, state in first.items()
        if state and name not in NO_PAGES
    ]
    return sorted(found, key=lambda page: STATES.index(page[0]))


def _state(states) -> str:
    """The first state after the draft in which somebody sees a page, the draft where there is no other; "" for nobody."""
    return next((state for state in (*STATES[1:], STATES[0]) if states and states.get(state)), "")


def test_every_page_has_no_barrier_and_fits(browser_page, person, pages, axe, shots):
    page = browser_page()
    sign_in(page, person)
    for name in PAGES:
        end = "add/" if name.endswith("-add") else ""
        look_for_barriers(page, f"/places/{PLACE}/consultations/{end}", axe, shots / name)
    for state, name, where in pages:
        Consultation.objects.update(state=state)
        look_for_barriers(page, where, axe, shots / name.replace(" ", "-"))
    assert page.faults == []


def test_the_steps_of_a_written_report_have_no_barrier_and_fit(browser_page, person, pages, axe, shots):
    record = Consultation.objects.get()
    Consultation.objects.update(introduction="Many thanks.", results=RESULTS)
    record.responses.filter(state="received").update(state="accepted")
    page = browser_page()
    enter(page, person)
    for name, state in REPORTED.items():
        Consultation.objects.update(state=state)
        look_for_barriers(page, address(name, record.pk), axe, shots / name.replace(" ", "-"))
    assert page.faults == []
