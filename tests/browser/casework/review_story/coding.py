"""The code book, two people who code apart, one by keyboard and one without script, and their reconciliation."""

from tests.browser.casework.review_story.pages import choose, fill, follow, send
from tests.browser.casework.review_story.words import JUDGEMENTS, SECOND_CODER, SOURCES, Heard


def write_codes(page, review: str) -> None:
    """A code for each key line."""
    for line in JUDGEMENTS:
        page.goto(f"{review}codes/add/")
        fill(page, {"Name": line})
        page.get_by_label("Key line").select_option(label=line)
        send(page)


def begin_round(page, review: str, first: str, second: str) -> str:
    """The lead has all texts coded by two people; gives the address of the double coding."""
    page.goto(f"{review}double-coding/")
    follow(page, "Begin a double coding")
    fill(page, {"What is it called?": "All interviews and groups"})
    page.get_by_label("First coder").select_option(label=first)
    page.get_by_label("Second coder").select_option(label=second)
    for source in SOURCES:
        page.get_by_label(source.title, exact=True).check()
    send(page)
    return page.url


def code_by_keyboard(page, of_round: str) -> None:
    """The first coder: each paragraph with the arrow keys, each code in the dialog, never the mouse."""
    for source in SOURCES:
        page.goto(of_round)
        page.get_by_role("main").get_by_role("link", name=source.title, exact=True).press("Enter")
        page.locator("[data-text]").focus()
        for number, (_words, line, direction) in enumerate(source.paragraphs):
            _code_paragraph(page, number, line, direction)


def _code_paragraph(page, number: int, line: str, direction: str) -> None:
    page.locator("[data-text]").focus()
    page.keyboard.press("Escape")
    for _ in range(number + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(line, exact=True).press("Space")
    dialog.get_by_label(direction, exact=True).press("Space")
    dialog.get_by_role("button", name="Save the codes").press("Enter")
    page.locator("dialog[open]").wait_for(state="detached")
    page.locator(f"#coding-{number + 1}").wait_for()


def code_without_script(page, of_round: str) -> None:
    """The second coder: paragraph by paragraph through the form, at times otherwise than the first."""
    for source in SOURCES:
        page.goto(of_round)
        follow(page, source.title, exact=True)
        for number, (words, line, direction) in enumerate(source.paragraphs, start=1):
            given = SECOND_CODER.get(words, (line, direction))
            if given:
                _code_through_form(page, number, *given)


def _code_through_form(page, number: int, line: str, direction: str) -> None:
    follow(page, f"Code this paragraph {number}", exact=True)
    choose(page, "Codes", line)
    choose(page, "What do the words say?", direction)
    send(page)


def say_done(page, of_round: str) -> None:
    """A coder is done."""
    page.goto(of_round)
    follow(page, "Say that you are done")
    send(page)


def reconcile(page, of_round: str) -> None:
    """What both gave alike is kept at once; where they differ the first coder's is kept."""
    page.goto(of_round)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep what both gave alike").click()
    for _ in SECOND_CODER:
        side = page.locator(".cp-decision").first
        for box in side.get_by_role("group").first.get_by_role("checkbox").all():
            box.check()
        with page.expect_navigation():
            side.get_by_role("button", name="Decide").click()
    page.get_by_text("Everything is decided.").wait_for()


def sources_on(line: str, direction: str) -> list[Heard]:
    """The sources that say so of a key line, as they were reconciled."""
    return [
        source
        for source in SOURCES
        if {given for _words, at, given in source.paragraphs if at == line} == {direction}
    ]
