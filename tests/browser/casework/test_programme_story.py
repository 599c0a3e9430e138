"""A programme in the browser, on the pages alone: from the protocol through three survey waves and five outcomes to the
paper that the Health and Wellbeing Board gets and the public site shows."""

import json
import os
import shutil
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from tests import sites
from tests.casework.people import member

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import ROOT, Program, enter, look_for_barriers, until_it_answers
    from tests.web.casework.fixtures import with_second_factor

    from careplace.casework.audit.verification import faults
    from careplace.casework.programmes.models import Estimate, Outcome, Programme, Wave
    from careplace.casework.programmes.survey.models import Survey
    from careplace.evaluation.results import Conclusion

    ESTIMATED = (Conclusion.HIGHER, Conclusion.LOWER, Conclusion.NOT_CLEAR)

pytestmark = pytest.mark.browser
COUNCIL = "X06000001"
AT_PLACE = f"/places/{COUNCIL}"
NAME, QUESTION = "Home first", "We take a holistic view of each person’s needs"
SCALE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
OUTCOMES = (
    ("Delays in discharge", "criteria-to-reside-rate", "Lower"),
    ("Delays in discharge", "discharged-by-five-here", "Higher"),
    ("Rehabilitation on offer", "discharges-rate", "Higher"),
    ("Assistive technology", "emergency-admissions-rate", "Lower"),
    ("Experience", "ascof-1d-satisfaction", "Higher"),
)
"""(section, measure, what is hoped for); the last has too few years, and is refused with the reason."""
PEOPLE = 6
"""How many answer by the link."""


@pytest.fixture
def home(many_councils_home, tmp_path):
    """A copy of the edition of many councils, for it gets publications and surveys."""
    copy = tmp_path / "home"
    shutil.copytree(many_councils_home, copy, symlinks=True)
    return copy


@pytest.fixture
def story(home, sqlite, monkeypatch):
    """The staff site over the edition, and the sites for responses and for everybody."""
    with Others(home) as others:
        program = Program(home)
        program.environment["CAREPLACE_RESPONSES_SITE"] = others.start("consultation", "serve")
        program.public = others.start("serve")
        program.read(sqlite)
        program.start()
        yield program
        program.stop()


class Others:
    """The other sites, each served by its own program."""

    def __init__(self, home: Path):
        self.home, self.processes = home, []

    def __enter__(self):
        return self

    def start(self, *words: str) -> str:
        """Serve a site; gives its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [careplace(), *words, "--home", self.home, "--port", str(port)]
        with (self.home.parent / f"log-{port}").open("w") as log:
            self.processes.append(
                subprocess.Popen(command, cwd=ROOT, env=site_environment(words), stderr=log)
            )
        until_it_answers(f"http://127.0.0.1:{port}/health", self.processes[-1])
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_error):
        for process in self.processes:
            process.terminate()
            process.wait()


def careplace() -> Path:
    return Path(sys.executable).with_name("careplace")


def site_environment(words) -> dict[str, str]:
    """The environment without the settings of the staff site."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def tick(program) -> None:
    """What the timer does every few minutes."""
    run = subprocess.run(
        [careplace(), "casework", "tick"], cwd=ROOT, env=program.environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_a_programme_from_its_protocol_to_the_paper_of_the_board(story, chromium, axe, shots, tmp_path):
    def opened(base: str, width: int = 1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=base, **options)
        page = context.new_page()
        page.site, page.faults = base, []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    page = opened(story.address)
    evaluator = member("evaluator", COUNCIL, "Eva Lind")
    with_second_factor(evaluator)
    enter(page, evaluator)
    programme = write_the_protocol(page)
    lock_it(page, programme)
    open_the_outcomes(page, programme, story)
    enter_two_waves(page, programme, tmp_path)
    ask_by_link(page, programme, story, opened)
    enter_money_and_milestones(page, programme)
    read_the_paper(page, programme)
    look_at_the_pdf(page, programme, shots)
    publish(page, programme)
    read_it_on_the_public_site(opened(story.public, 320), programme)
    look_at_every_page(page, programme, axe, shots)
    correct_and_withdraw(page, programme, opened(story.public))
    assert page.faults == []
    assert list(faults({})) == []


def write_the_protocol(page) -> str:
    """The programme and five outcomes; gives its address."""
    page.goto(f"{AT_PLACE}/programmes/")
    page.get_by_role("link", name="Evaluate a programme").click()
    for label, text in (
        ("Name of the programme", NAME),
        ("What is it for?", "Older people go home from hospital sooner, with help from the first day."),
        (
            "How is it meant to work? (optional)",
            "A therapist meets each patient on the ward\nHelp begins on the day of discharge",
        ),
        ("Partners (optional)", "The council\nThe hospital trust"),
        ("Governance (optional)", "The Health and Wellbeing Board"),
        ("First period after it began", "2025-06"),
        (
            "Protocol",
            "Fewer patients wait in hospital than other councils lead us to expect. Higher rates are failure.",
        ),
    ):
        page.get_by_label(label, exact=True).fill(text)
    began = page.get_by_role("group", name="When did it begin?")
    fill_day(began, 26, 5, 2025)
    page.get_by_role("radio", name="All councils that did not have such a programme").check()
    send(page)
    page.get_by_role("heading", name=NAME, exact=True).wait_for()
    address = page.url
    for section, measure, hoped in OUTCOMES:
        page.goto(address)
        page.get_by_role("link", name="Add an outcome").click()
        page.get_by_role("radio", name=section).check()
        page.get_by_label("Measure").select_option(measure)
        page.get_by_role("radio", name=hoped).check()
        send(page)
    page.get_by_text("Registered before outcomes were seen.").nth(4).wait_for()
    assert Outcome.objects.filter(registered=True).count() == 5
    return address


def lock_it(page, programme) -> None:
    """Nobody opens an outcome, and nothing is published, before the protocol is locked."""
    assert page.get_by_role("link", name="Open this outcome").count() == 0
    page.get_by_role("link", name="Paper for the board").click()
    page.get_by_text("The protocol is not locked: lock it, and open the outcomes.").wait_for()
    assert page.get_by_role("link", name="Publish it").count() == 0
    page.goto(programme)
    page.get_by_role("link", name="Lock the protocol").click()
    send(page)
    page.get_by_text("Digest of what was locked").wait_for()
    assert page.get_by_role("link", name="Change what is written").count() == 0


def open_the_outcomes(page, programme, program) -> None:
    """Each is asked for, calculated in the background, and read; what cannot be asked says why."""
    for number in range(len(OUTCOMES)):
        page.goto(programme)
        page.get_by_role("link", name="Open this outcome").nth(number).click()
        send(page)
        page.get_by_text("It is calculated in the background").wait_for()
    tick(program)
    page.reload()
    page.get_by_text("periods before the programme began").or_(page.locator("figure")).first.wait_for()
    assert sorted(Estimate.objects.values_list("state", flat=True)) == ["done"] * 4 + ["refused"]
    for estimate in Estimate.objects.filter(state="done"):
        assert estimate.conclusion in ESTIMATED, estimate.sentences
        assert "95% interval" in estimate.sentences[1], "compared with at least 39 councils"
    page.goto(programme)
    page.get_by_role("link", name="Look at it").click()
    page.get_by_text("outside the series of “Satisfaction with care and support”").wait_for()


def enter_two_waves(page, programme, folder) -> None:
    """The first from its counts, the second from a file of answers."""
    answers = [
        option for option, people in zip(SCALE, (6, 9, 20, 70, 43), strict=True) for _person in range(people)
    ]
    file = folder / "answers.csv"
    file.write_text("\n".join(["answer", *answers]))
    for year in (2024, 2025):
        page.goto(programme)
        page.get_by_role("link", name="Enter a survey wave").click()
        page.get_by_role("radio", name="Partnership").check()
        page.get_by_label("Question", exact=True).fill(QUESTION)
        page.get_by_label("Who was asked?").fill("All practitioners of both teams")
        fill_day(page.get_by_role("group", name="When did the wave end?"), 1, 11, year)
        page.get_by_label("How many were asked?").fill("210")
        page.get_by_label("Options of the answer").fill("\n".join(SCALE))
        if year == 2024:
            page.get_by_label("How many gave each answer?").fill("10\n14\n20\n60\n43")
        else:
            page.get_by_label("Or a CSV file of answers").set_input_files(file)
        send(page)
    page.get_by_text("103 of 147 agree, 70.1%").first.wait_for()
    page.get_by_text("113 of 148 agree").first.wait_for()


def ask_by_link(page, programme, program, opened) -> None:
    """The third wave: written, opened, answered by people without an account and without script, closed and counted."""
    page.goto(programme)
    page.get_by_role("link", name="Ask by link").click()
    for label, text in (
        ("Title", "How the two teams work together"),
        ("Who asks?", "The council"),
        ("What is it about?", "Each year we ask how the two teams work together."),
        ("What becomes of an answer?", "We count the answers, and keep nothing that says who you are."),
        ("Who is asked?", "All practitioners of both teams"),
        ("How many get the link? (optional)", "8"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    send(page)
    page.get_by_role("link", name="Add a question").click()
    page.get_by_role("radio", name="Partnership").check()
    page.get_by_label("Question", exact=True).fill(QUESTION)
    page.get_by_label("Options of the answer").fill("\n".join(SCALE))
    send(page)
    survey = page.url
    page.get_by_role("link", name="Open the survey").click()
    last = timezone.localdate() + timedelta(14)
    fill_day(page.get_by_role("group", name="Last day"), last.day, last.month, last.year)
    send(page)
    link = page.get_by_text(f"{program.environment['CAREPLACE_RESPONSES_SITE']}/survey-").inner_text()
    answer_by_link(link, opened)
    tick(program)
    page.goto(survey)
    page.get_by_text(f"{PEOPLE} of 8 people answered, 75%.").wait_for()
    assert Wave.objects.count() == 2, "what people answered is shown once the survey is closed"
    page.get_by_role("link", name="Close the survey").click()
    send(page)
    page.get_by_text("Counted: its answers are counted").wait_for()
    assert Wave.objects.get(by_link__isnull=False).counts == [0, 0, 0, PEOPLE, 0]
    assert opened(link, 320).goto(link).status == 410
    page.goto(programme)
    page.get_by_text(f"{PEOPLE} of {PEOPLE} agree; too few answers for a share.").wait_for()
    assert page.get_by_role("link", name="Correct it").count() == 2, "of the two waves that were entered"


def answer_by_link(link, opened) -> None:
    """People on small telephones, without script."""
    forms = [opened(link, 320, java_script_enabled=False) for _person in range(PEOPLE)]
    for form in forms:
        form.goto(link)
        form.get_by_role("button", name="Answer the questions").click()
    forms[0].wait_for_timeout(4500)
    for form in forms:
        form.get_by_label("Agree", exact=True).check()
        form.get_by_role("button", name="Check your answers").click()
        form.get_by_role("button", name="Send").click()
        form.get_by_text("We have your answers.").wait_for()
        form.context.close()
    assert Survey.objects.get().responses.count() == 0, "they wait in the inbox"


def enter_money_and_milestones(page, programme) -> None:
    """Ranges, and what was reached."""
    for section, kind, name, numbers in (
        (
            "Rehabilitation on offer",
            "Cost, in pounds",
            "Therapists and equipment",
            (900_000, 1_100_000, 1_300_000),
        ),
        (
            "Delays in discharge",
            "Saving, in pounds",
            "Days in hospital that were not needed",
            (400_000, 1_200_000, 1_900_000),
        ),
        (
            "Assistive technology",
            "Activity, a count",
            "People who use assistive technology",
            (6_500, 7_000, 7_400),
        ),
    ):
        page.goto(programme)
        page.get_by_role("link", name="Enter money or activity").click()
        page.get_by_role("radio", name=section).check()
        page.get_by_role("radio", name=kind).check()
        page.get_by_label("Name", exact=True).fill(name)
        for label, number in zip(("At least", "Most likely", "At most"), numbers, strict=True):
            page.get_by_label(label, exact=True).fill(str(number))
        page.get_by_label("Source", exact=True).fill("Accounts of 2025-26")
        send(page)
    page.get_by_role("link", name="Add a milestone").click()
    page.get_by_label("What is to be reached?").fill("Both teams share one office")
    fill_day(page, 1, 3, 2026)
    send(page)
    page.get_by_role("link", name="Reached", exact=True).click()
    fill_day(page, 14, 2, 2026)
    send(page)
    page.get_by_text("reached on 14 February 2026").wait_for()


def read_the_paper(page, programme) -> None:
    """The board's sections in their order, each sentence with its verdict, and nothing that keeps it back."""
    page.goto(programme)
    page.get_by_role("link", name="Paper for the board").click()
    titles = page.locator(".cp-publication h2").all_inner_texts()
    assert titles == [
        "What became of the outcomes", "Delays in discharge", "Rehabilitation on offer", "Assistive technology",
        "Experience", "Partnership", "Costs and savings", "How it was evaluated",
    ]  # fmt: skip
    rows = page.locator("table.govuk-table tbody tr")
    grades = [row.locator("td").first.inner_text() for row in rows.all()]
    assert (
        {"Holds", "Calculated"}
        <= set(grades)
        <= {"Holds", "Calculated", "Cannot be checked", "No number to compare"}
    )
    assert page.get_by_text("What keeps it from being published").count() == 0
    assert page.locator(".cp-publication figure").count() == 5, "four outcomes and the question of the survey"


def look_at_the_pdf(page, programme, shots) -> None:
    """Four pages, with their pictures and every sentence."""
    content = page.request.get(f"{programme}paper.pdf").body()
    document = pypdfium2.PdfDocument(content)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    pictures = [document[number].render(scale=1.5).to_pil() for number in range(len(document))]
    for number, picture in enumerate(pictures, start=1):
        picture.save(shots / f"board-paper-{number}.png")
    document.close()
    assert len(texts) == 4
    whole = " ".join(" ".join(texts).split())
    for words in (
        NAME,
        "Costs and savings",
        "103 of 147 agree",
        "Both teams share one office",
        "The hospital trust",
    ):
        assert words in whole
    colours = {colour for picture in pictures for _count, colour in picture.getcolors(1 << 24)}
    assert (18, 67, 109) in colours, "the lines of the pictures are drawn"


def publish(page, programme) -> None:
    """The public site gets it; its address stays."""
    page.goto(f"{programme}paper/")
    page.get_by_role("link", name="Publish it").click()
    send(page)
    page.get_by_text("Version 1 of").wait_for()
    assert page.get_by_role("link", name="Publish it").count() == 0


def read_it_on_the_public_site(reader, programme) -> None:
    """On a small telephone: from the page of the place to the paper, its pictures and files."""
    id = f"board-paper-{COUNCIL.lower()}-{Programme.objects.get().pk.hex[:8]}"
    reader.goto(f"/publications/{id}/")
    reader.get_by_role("heading", level=1, name=NAME).wait_for()
    assert reader.url.endswith(f"/publications/{id}/v1/")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    assert reader.locator(".cp-publication img").count() == 5
    widths = "[...document.querySelectorAll('.cp-publication img')].map(image => image.complete && image.naturalWidth)"
    assert all(width > 300 for width in reader.evaluate(widths))
    record = json.loads(reader.request.get(f"/publications/{id}/v1/board-paper.json").body())
    assert record["protocol"]["sha256"] == Programme.objects.get().sha256
    assert record["sections"][0]["title"] == "Delays in discharge"
    reader.get_by_role("link", name="X06000001").or_(reader.locator(".cp-facts a")).first.click()
    reader.locator("#published summary").click()
    reader.get_by_role("link", name=NAME).wait_for()


def look_at_every_page(page, programme, axe, shots) -> None:
    survey = f"{AT_PLACE}/programme-surveys/{Survey.objects.get().pk}/"
    estimate = f"{AT_PLACE}/programme-estimates/{Estimate.objects.filter(state='done')[0].pk}/"
    path = programme[programme.index("/places/") :]
    for number, address in enumerate(
        (
            f"{AT_PLACE}/programmes/",
            path,
            f"{path}paper/",
            f"{path}waves/add/",
            f"{path}surveys/add/",
            survey,
            estimate,
        )
    ):
        look_for_barriers(page, address, axe, shots / f"programme-{number}")


def correct_and_withdraw(page, programme, reader) -> None:
    """Another version with its note; then nothing but the reason remains."""
    page.goto(f"{programme}paper/")
    page.get_by_role("link", name="Publish the next version").click()
    page.get_by_label("What is different from the version before?").fill("A milestone is added.")
    send(page)
    page.get_by_text("Version 2 of").wait_for()
    id = page.locator(".cp-id").first.inner_text()
    reader.goto(id)
    reader.get_by_text("What is different: A milestone is added.").wait_for()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_label("Why?").fill("The accounts were wrong.")
    send(page)
    page.get_by_text("it was withdrawn from the public site").wait_for()
    assert reader.goto(f"{id}v1/").status == 410
    reader.get_by_text("The accounts were wrong.").wait_for()


def send(page) -> None:
    """The form of the page, by its first button; the box of a file is none."""
    page.get_by_role("main").locator("button").first.click()


def fill_day(part, day: int, month: int, year: int) -> None:
    """The three boxes of a date."""
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        part.get_by_label(label, exact=True).fill(str(value))
