"""A review of a place, in browsers from its plan to the second paper for the board: the pages alone, as people use them.

An administrator gives people their roles, and the server's timer runs. Each chapter has a module of `review_story`.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from tests import sites

if sites.SITE == sites.FOLDER:
    from django.utils import timezone
    from tests.browser.casework.fixtures import Program, enter, pages_of
    from tests.browser.casework.review_story import asking, board, coding, judging, plan, report
    from tests.browser.casework.review_story.pages import look
    from tests.browser.casework.review_story.sites import run, running
    from tests.browser.casework.review_story.words import JUDGEMENTS, SOURCES
    from tests.casework.people import member
    from tests.web.casework.fixtures import with_second_factor

    from careplace.casework.audit.verification import faults
    from careplace.casework.consultation.models import Response
    from careplace.casework.reviews.coding.models import Coding
    from careplace.publications.store import Store

pytestmark = pytest.mark.browser
PLACE = "X06000001"
"""A council of the edition of fiction."""
AT_PLACE = f"/places/{PLACE}"
CODES = "Collects, codes and judges"
READS = "Sits on the quality panel, which reads the report before it is published"


@pytest.fixture
def home(demo_home, tmp_path) -> Path:
    """A home with the edition of fiction, to which the story publishes."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "editions").symlink_to(demo_home / "editions")
    (home / "current").symlink_to((demo_home / "current").readlink())
    return home


@pytest.fixture
def staff_site(sqlite, home):
    """The staff site's program over that home."""
    program = Program(home)
    program.read(sqlite)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def cast(chromium, staff_site):
    """The pages of the lead, of two reviewers (one without script), and of a member of the panel with a narrow screen."""
    with pages_of(chromium, staff_site.address) as opened:
        people = {}
        for part, role, name, options in (
            ("lead", "review_lead", "Lea Lovell", {"bypass_csp": True}),
            ("first", "reviewer", "Rob Quint", {"bypass_csp": True}),
            ("second", "reviewer", "Sue Marsh", {"java_script_enabled": False}),
            ("panel", "reviewer", "Pia Wood", {"width": 320, "bypass_csp": True}),
        ):
            people[part] = opened(service_workers="block", **options)
            people[part].set_default_timeout(60_000)
            person = member(role, PLACE, name)
            with_second_factor(person)
            enter(people[part], person)
        yield people


def test_a_review_from_its_plan_to_the_second_board(chromium, cast, staff_site, home, axe, tmp_path):
    today, folder = timezone.localdate(), tmp_path
    review = hear(cast, axe, folder, today)
    code(cast, review, axe)
    judge(cast, review, axe)
    published = write_and_publish(cast, review, axe, home)
    consultation = ask(chromium, cast, staff_site, home, axe, folder, today)
    follow_up(cast, review, axe, folder, today)
    # What comes next: the summit, the regulator's visit, the end of the review.
    with running(home, "serve", "--workers", "1") as address, pages_of(chromium, address) as opened:
        read_in_public(opened, published, consultation, axe)
    assert all(page.faults == [] for page in cast.values())
    assert list(faults({})) == []


def hear(cast, axe, folder, today) -> str:
    """The plan, the team, and what 30 people say in 12 interviews and 3 groups; gives the review's address."""
    lead = cast["lead"]
    review = plan.start(lead, AT_PLACE, today)
    for part, name, does in (
        ("first", "Rob Quint", CODES),
        ("second", "Sue Marsh", CODES),
        ("panel", "Pia Wood", READS),
    ):
        plan.take_in(lead, review, cast[part], name, does)
    plan.ask_for_a_document(lead, review, today)
    plan.begin_fieldwork(lead, review)
    plan.add_sources(lead, review, folder, today)
    look(lead, axe)
    return review


def code(cast, review, axe) -> None:
    """Two people code all texts apart, one by keyboard and one without script; the lead reconciles."""
    lead, first, second = cast["lead"], cast["first"], cast["second"]
    coding.write_codes(lead, review)
    of_round = coding.begin_round(lead, review, "Rob Quint", "Sue Marsh")
    coding.code_by_keyboard(first, of_round)
    look(first, axe)
    coding.code_without_script(second, of_round)
    for page in (first, second):
        coding.say_done(page, of_round)
    coding.reconcile(lead, of_round)
    look(lead, axe)
    assert Coding.objects.filter(state="coded").count() == sum(len(source.paragraphs) for source in SOURCES)


def judge(cast, review, axe) -> None:
    """Each key line is judged by one person, and agreed by another."""
    judging.look_who_was_not_heard(cast["lead"], review)
    for line in JUDGEMENTS:
        judging.agree(cast["second"], judging.judge(cast["first"], review, line))
    look(cast["first"], axe)
    judging.end_fieldwork(cast["lead"], review)


def write_and_publish(cast, review, axe, home) -> str:
    """The report, from its first words to the store of publications; gives its address on the public site."""
    lead = cast["lead"]
    report.recommend(lead, review)
    draft = report.write(lead, review)
    shown = report.preview(lead, draft)
    assert "“We plan the way home" in shown or "“We share one record" in shown
    assert "%" in shown
    look(lead, axe)
    report.check_facts(lead, draft)
    published = report.publish(lead, cast["panel"], draft)
    look(cast["panel"], axe)
    (version,) = Store(home).versions(published.split("/")[2])
    words = board.words_of(Store(home).content(version, "report.pdf"))
    assert "They made 1 comment: 1 was accepted in part." in words
    assert all(statement in words for _direction, statement in JUDGEMENTS.values())
    return published


def ask(chromium, cast, staff_site, home, axe, folder, today) -> str:
    """100 residents respond, four on the site for responses; gives the id of the closing report."""
    lead = cast["lead"]
    consultation = asking.plan(lead, AT_PLACE)
    asking.open_for_responses(lead, consultation, today)
    with running(home, "consultation", "serve") as address, pages_of(chromium, address) as opened:
        residents = [opened(320, java_script_enabled=False) for _ in range(asking.BY_FORM)]
        asking.respond(residents)
    run(staff_site, "tick")
    asking.import_the_rest(lead, consultation, folder)
    asking.decide(lead, consultation)
    look(lead, axe)
    asking.read_the_form(lead, consultation)
    results = asking.report(lead, consultation)
    look(lead, axe)
    assert Response.objects.filter(state="accepted").count() == asking.RESPONSES
    return results


def follow_up(cast, review, axe, folder, today) -> None:
    """Actions on each recommendation, and how they stand at two meetings of the board, each with its paper."""
    lead = cast["lead"]
    board.plan(lead, review, today)
    first, second, third = (text for text, _owner in board.ACTIONS)
    says = {
        first: ("On track", "Two wards of six."),
        second: ("Behind", "No bids."),
        third: ("On track", "Begun."),
    }
    board.note_progress(lead, review, today + timedelta(30), says)
    paper = board.paper(lead, review, folder, "first-board")
    assert "No bids." in paper
    board.publish(lead, review)
    board.note_progress(
        lead,
        review,
        today + timedelta(90),
        {first: ("On track", "All wards."), second: ("On track", "A team from April.")},
    )
    board.close(lead, review, third)
    paper = board.paper(lead, review, folder, "second-board")
    assert paper.index("A team from April.") < paper.index("No bids.")
    assert "Four reports of Healthwatch, each answered." in paper
    board.publish(lead, review, "Progress of the second meeting.")
    look(lead, axe)


def read_in_public(opened, published, consultation, axe) -> None:
    """What a resident finds on the public site: the review, its data report, and what was said and done."""
    page = opened(320, bypass_csp=True)
    page.goto(published)
    page.get_by_role("heading", name="Summary of findings").wait_for()
    look(page, axe)
    page.goto(f"/publications/{consultation}/")
    page.get_by_role("heading", name="You said, we did").last.wait_for()
    look(page, axe)
