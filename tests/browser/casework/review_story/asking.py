"""A consultation on what the review recommends: 100 responses, by the form and from a file, and the closing report."""

import csv
from datetime import timedelta
from itertools import cycle, islice

from tests.browser.casework.review_story.pages import choose, fill, fill_day, follow, send, step

RESPONSES, BY_FORM = 100, 4
AGREE, FIRST, WHY, AGE = (
    "Do you agree with what the review recommends?",
    "What should be done first?",
    "What else should we know?",
    "How old are you?",
)
VIEWS = ("Agree", "Agree", "Neither agree nor disagree", "Agree", "Disagree")
DEEDS = ("Answers to what people say", "Care at night and at weekends", "News of a discharge a day before")
AGES = ("Under 65", "65 to 74", "75 or over")
THOUGHTS = ("There is no bus after six.", "", "My mother waited four days for home care.", "", "")
QUESTIONS = (
    (AGREE, "Scale", VIEWS[:1] + VIEWS[2:3] + VIEWS[4:]),
    (FIRST, "One choice", DEEDS),
    (WHY, "Free text", ()),
    (AGE, "One choice", AGES),
)
SAID_AND_DONE = (
    ("Care at night comes first for most of you.", "The council buys a night team from April."),
    ("You do not hear what became of what you said.", "Each report of Healthwatch is answered in public."),
)


def plan(page, at: str) -> str:
    """The questions as a draft; gives the address of the consultation."""
    page.goto(f"{at}/consultations/add/")
    fill(
        page,
        {
            "What is it called?": "What should be done about care here?",
            "Who asks?": "The council and the integrated care board",
            "What is it about?": "A review says what is good and what is not. What should be done first?",
            "What happens with a response?": "The council reads it, takes out names, and deletes it after three years.",
        },
    )
    send(page)
    address = page.url
    for words, kind, choices in QUESTIONS:
        page.goto(f"{address}questions/add/")
        fill(
            page, {"What is the question?": words, "What are the answers to choose from?": "\n".join(choices)}
        )
        choose(page, "What kind of answer does it take?", kind)
        if words == AGE:
            page.get_by_label("It asks who answers, such as their age").check()
        send(page)
    return address


def open_for_responses(page, address: str, today) -> None:
    """The questions are published."""
    page.goto(address)
    follow(page, "Publish the questions")
    fill_day(page, "On which day does it open?", today)
    fill_day(page, "What is its last day?", today + timedelta(14))
    send(page)


def respond(pages) -> None:
    """Residents answer on the site for responses; a form that comes back within four seconds is taken for a program's."""
    for number, page in enumerate(pages):
        page.goto("/")
        page.get_by_role("link", name="What should be done about care here?").press("Enter")
        page.get_by_role("button", name="Answer the questions").press("Enter")
        page.get_by_label(VIEWS[number], exact=True).press("Space")
        page.get_by_label(DEEDS[number % len(DEEDS)], exact=True).press("Space")
        page.get_by_label(WHY).fill(f"Ring Mrs Green on 024 7655 12{number:02}: she knows.")
    pages[0].wait_for_timeout(4000)
    for page in pages:
        page.get_by_role("button", name="Check your answers").press("Enter")
        page.get_by_role("button", name="Send").press("Enter")
        page.get_by_text("We have your response.").wait_for()


def import_the_rest(page, address: str, folder) -> None:
    """The responses of another survey program, with a column of names that is dropped."""
    count = RESPONSES - BY_FORM
    columns = {"Name": ("Jo Example",), AGREE: VIEWS, FIRST: DEEDS, WHY: THOUGHTS, AGE: AGES}
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(islice(zip(*(cycle(cells) for cells in columns.values()), strict=True), count))
    page.goto(f"{address}responses/import/")
    page.locator("input[type=file]").set_input_files(folder / "responses.csv")
    send(page)
    assert page.get_by_text("Columns that were dropped").count() == 1
    send(page)


def decide(page, address: str) -> None:
    """Everybody counts: those whose letters are alike were looked at, and are different people."""
    page.goto(f"{address}responses/")
    follow(page, "Decide about the")
    for box in page.get_by_role("checkbox").all():
        box.check()
    send(page)


def read_the_form(page, address: str) -> None:
    """An answer with a name and a number: both are taken out before it is shown."""
    page.goto(f"{address}responses/")
    page.get_by_role("row").filter(has_text="Web form").first.get_by_role("link").click()
    follow(page, "Read it")
    assert "Mrs Green" not in page.get_by_label("The answer as it may be shown").input_value()
    send(page)


def report(page, address: str) -> str:
    """Closed, counted, and published with what was said and done; gives the id of the publication."""
    step(page, address, "Close it", {"Why does it close?": "The board meets next week."})
    for said, done in SAID_AND_DONE:
        page.goto(address)
        follow(page, "Write what people said, and what was done")
        fill(page, {"What did people say?": said, "What was done, or why was nothing done?": done})
        send(page)
    page.goto(address)
    follow(page, "Write the report’s introduction")
    fill(page, {"What does the report begin with?": "We asked what should be done first."})
    choose(page, "By which groups are the answers shown?", AGE)
    send(page)
    step(page, address, "Publish the report")
    return page.get_by_role("main").locator("code").last.inner_text()
