"""Who was not heard, and a judgement on each key line, by one person and agreed by another."""

from tests.browser.casework.review_story.coding import sources_on
from tests.browser.casework.review_story.pages import choose, fill, follow, send
from tests.browser.casework.review_story.words import JUDGEMENTS

OPPOSITE = {"Strength": "Concern", "Concern": "Strength"}


def look_who_was_not_heard(page, review: str) -> None:
    """The board names a gap in words."""
    page.goto(f"{review}coverage/")
    page.get_by_role("main").get_by_text("key lines").first.wait_for()


def judge(page, review: str, line: str) -> str:
    """A judgement with its evidence for and against, put to a second person; gives its address."""
    direction, statement = JUDGEMENTS[line]
    page.goto(f"{review}weighing/")
    follow(page, line)
    follow(page, "Write the judgement")
    fill(page, {"What do you judge?": statement})
    choose(page, "Is it a strength or a concern?", direction)
    choose(page, "How sure are you?", "Medium")
    _name(page, "Which sources support it?", line, direction)
    if direction == "Mixed":
        _name(page, "Which sources support it?", line, "Strength")
        _name(page, "Which sources speak against it?", line, "Concern")
    else:
        _name(page, "Which sources speak against it?", line, OPPOSITE[direction])
    send(page)
    address = page.url
    follow(page, "Put it to a second person")
    send(page)
    return address


def _name(page, question: str, line: str, direction: str) -> None:
    for source in sources_on(line, direction):
        choose(page, question, f"{source.title} ({direction.lower()})")


def agree(page, address: str) -> None:
    """Another person of the team agrees."""
    page.goto(address)
    follow(page, "Agree", exact=True)
    send(page)


def end_fieldwork(page, review: str) -> None:
    """The team judges and writes."""
    page.goto(review)
    follow(page, "End fieldwork")
    send(page)
