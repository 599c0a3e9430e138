"""A local outcome in Chromium, on a small screen: described, its figures typed, opened with progress, and read."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import ROOT, Program, enter, look_for_barriers
    from tests.casework.people import member
    from tests.casework.programmes import records
    from tests.casework.programmes.local.records import table
    from tests.web.casework.fixtures import with_second_factor

    from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure
    from careplace.casework.programmes.models import Estimate, EstimateProgress
    from careplace.casework.programmes.progress import report
    from careplace.casework.scope.actor import actor_at

pytestmark = pytest.mark.browser
COUNCIL = "X06000001"
AT_PLACE = f"/places/{COUNCIL}"
TITLE = "People with assistive technology"


@pytest.fixture
def site(many_councils_home, sqlite, tmp_path):
    """The staff site over an edition of many councils, whose figures nobody asks for here."""
    program = Program(tmp_path)
    program.environment["CAREPLACE_HOME"] = str(many_councils_home)
    program.read(sqlite)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def evaluator(sqlite):
    person = member("evaluator", COUNCIL, "Eva Lind")
    with_second_factor(person)
    return person


def test_a_local_outcome_from_its_description_to_the_paper(site, evaluator, chromium, axe, shots):
    context = chromium.new_context(viewport={"width": 320, "height": 800}, base_url=site.address)
    page = context.new_page()
    page.site, page.faults = site.address, []
    enter(page, evaluator)
    programme = records.programme(actor_at(evaluator, COUNCIL))
    path = f"{AT_PLACE}/programmes/{programme.pk}/"
    describe_it(page, path)
    type_figures(page)
    assert page.get_by_text("Nobody sees them").is_visible()
    assert page.get_by_text("2016-01").count() == 0
    page.goto(path)
    page.get_by_role("link", name="Lock the protocol").click()
    send(page)
    page.get_by_role("link", name="Open every outcome").click()
    send(page)
    page.get_by_text("In the background: 1 outcome of 1.").wait_for()
    estimate = Estimate.objects.get()
    answer = f"{AT_PLACE}/programme-estimates/{estimate.pk}/"
    page.goto(answer)
    page.get_by_text("It waits for its turn since").wait_for()
    look_at_progress(page, answer, estimate, axe, shots)
    tick(site)
    page.goto(answer)
    page.get_by_text("was higher than its own earlier course").wait_for()
    assert page.locator("figure svg path").count() == 2, "the figures and their earlier course"
    local = f"{AT_PLACE}/programme-local/{LocalMeasure.objects.get().pk}/"
    for number, address in enumerate(
        (path, answer, local, f"{local}figures/add/", f"{path}local-outcomes/add/", f"{path}paper/")
    ):
        look_for_barriers(page, address, axe, shots / f"local-outcome-{number}")
    shots.joinpath("local-board-paper.pdf").write_bytes(page.request.get(f"{path}paper.pdf").body())
    assert page.faults == []


def describe_it(page, path) -> None:
    page.goto(path)
    page.get_by_role("link", name="Describe a local outcome").click()
    for label, text in (
        ("Title", TITLE),
        ("What is counted or measured?", "People with a device on the last day of the month"),
        ("Who counts it, and from what?", "The assistive technology team, from its case system"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    for choice in ("People", "Yes", "Months", "Assistive technology", "Higher than without the programme"):
        page.get_by_role("radio", name=choice, exact=True).check()
    page.get_by_role("radio", name="With its own earlier course").check()
    send(page)
    page.get_by_text("Local: counted by the council; not published.").wait_for()


def type_figures(page) -> None:
    page.get_by_role("link", name="Enter figures").click()
    box = page.get_by_label("Or the figures, typed or pasted from a spreadsheet")
    box.fill("period,value\n2016-01,many\n")
    send(page)
    page.get_by_text("row 2, column value: found many").first.wait_for()
    box.fill(table(60).replace(",", "\t"))
    send(page)
    page.get_by_role("cell", name="typed").wait_for()
    assert LocalFigures.objects.get().file == ""


def look_at_progress(page, answer, estimate, axe, shots) -> None:
    """While it runs, and once its program was killed."""
    report(estimate, "interrupted time series of the council alone")
    page.get_by_role("link", name="look again").click()
    page.get_by_text("Now: interrupted time series of the council alone, since").wait_for()
    look_for_barriers(page, answer, axe, shots / "local-outcome-running")
    EstimateProgress.objects.update(seen_at=timezone.now() - timedelta(minutes=11))
    page.goto(answer)
    page.get_by_role("link", name="Run it again").wait_for()
    EstimateProgress.objects.all().delete()


def tick(program) -> None:
    """What the timer does every few minutes."""
    careplace = Path(sys.executable).with_name("careplace")
    run = subprocess.run(
        [careplace, "casework", "tick"], cwd=ROOT, env=program.environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def send(page) -> None:
    page.get_by_role("main").locator("button").first.click()
