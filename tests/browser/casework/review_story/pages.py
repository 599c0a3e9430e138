"""What the chapters share: forms filled by their labels and sent, and a look for barriers at the page reached."""

import re
from datetime import date

BARRIERS = """async () => (await axe.run(document, {resultTypes: ['violations']}))
    .violations.map(v => v.id + ': ' + v.nodes[0].html)"""


def fill(page, texts: dict[str, str]) -> None:
    """Boxes of text by their labels; those that may stay empty say so."""
    for label, text in texts.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")).fill(text)


def choose(page, question: str, answer: str) -> None:
    """An answer to a question with several."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def fill_day(page, question: str, day: date) -> None:
    """The three boxes of a date."""
    boxes = page.get_by_role("group", name=question)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(value))


def send(page) -> None:
    """The form of the page, by its first button; a form that is refused comes back with its errors."""
    with page.expect_navigation():
        page.get_by_role("main").locator("form button").first.click()
    refused = page.get_by_role("alert")
    assert refused.count() == 0, refused.inner_text()


def follow(page, words: str, exact: bool = False) -> None:
    """A link in the page's own part; hidden words, such as which section a "Write" is of, stand after a space."""
    name = re.compile(f"^{re.escape(words)}$".replace(":", " ?:")) if exact else words
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def step(page, address: str, words: str, texts: dict[str, str] | None = None) -> None:
    """A step that a page offers as a link, with its form."""
    page.goto(address)
    follow(page, words, exact=True)
    fill(page, texts or {})
    send(page)


def look(page, axe: str) -> None:
    """axe finds no barrier on the page as it is; the console is silent."""
    page.evaluate(axe)
    assert page.evaluate(BARRIERS) == [], page.url
    assert page.faults == [], page.url


def reference(page, kind: str) -> str:
    """The first reference of a kind ("quote", "figure") that the page offers to copy."""
    return page.locator("code", has_text=re.compile(rf"^\[\[{kind}:")).first.inner_text()
