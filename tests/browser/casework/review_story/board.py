"""The plan of action, its progress at two meetings of the board, the papers, and what follows."""

import io
from datetime import timedelta

import pypdfium2
from tests.browser.casework.review_story.pages import choose, fill, fill_day, follow, send

ACTIONS = (
    ("Home care and the GP are told by noon of the day before.", "The hospital trust"),
    ("A night team that comes to people at home.", "The council"),
    ("Answers to Healthwatch and carers, in public.", "The council"),
)


def plan(page, review: str, today) -> None:
    """An action on each recommendation."""
    for number, (text, owner) in enumerate(ACTIONS, start=1):
        page.goto(f"{review}follow-up/")
        follow(page, f"Add an action on recommendation {number}", exact=True)
        fill(page, {"What is done?": text, "Which organisation does it?": owner})
        fill_day(page, "By when?", today + timedelta(90))
        send(page)


def note_progress(page, review: str, meeting, says: dict[str, tuple[str, str]]) -> None:
    """How actions stand at a meeting: {action: (status, what was done)}."""
    for text, (status, done) in says.items():
        page.goto(f"{review}follow-up/")
        follow(page, f"Note progress for the board: {text}", exact=True)
        fill_day(page, "When does the board meet?", meeting)
        choose(page, "How does the action stand?", status)
        fill(page, {"What was done since the last meeting?": done})
        send(page)


def close(page, review: str, text: str) -> None:
    """An action that is done, with its evidence."""
    for words in ("Note that it is done", "Close it with the evidence"):
        page.goto(f"{review}follow-up/")
        follow(page, f"{words}: {text}", exact=True)
        fill(page, {"What shows that it is done?": "Four reports of Healthwatch, each answered."})
        send(page)


def paper(page, review: str, folder, name: str) -> str:
    """The paper for the board, kept as a file; gives its words."""
    page.goto(f"{review}follow-up/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the paper for the board (PDF)").click()
    download.value.save_as(folder / f"{name}.pdf")
    return words_of((folder / f"{name}.pdf").read_bytes())


def words_of(pdf: bytes) -> str:
    """All words of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def publish(page, review: str, note: str = "") -> None:
    """The plan on the public site."""
    page.goto(f"{review}follow-up/")
    follow(page, "Publish the plan")
    fill(page, {"What is different from the version before?": note})
    send(page)
