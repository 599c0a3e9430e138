"""The report: written with quotations and figures by reference, checked by organisations and panel, and published."""

import re

from tests.browser.casework.review_story.pages import choose, fill, follow, reference, send, step
from tests.browser.casework.review_story.words import HOSPITAL, RECOMMENDATIONS, SECTIONS

GAP = re.compile(r"\{(quote|figure):([^}]+)\}")


def recommend(page, review: str) -> None:
    """What the review recommends, each on a key line and for a kind of organisation."""
    for line, organisation, text in RECOMMENDATIONS:
        page.goto(f"{review}follow-up/")
        follow(page, "Recommend", exact=True)
        page.get_by_label("Which key line is it on?").select_option(label=_with_theme(page, line))
        page.get_by_label("Which kind of organisation is it for?").select_option(label=organisation)
        fill(page, {"What is recommended?": text})
        send(page)


def _with_theme(page, line: str) -> str:
    options = page.get_by_label("Which key line is it on?").locator("option").all_inner_texts()
    return next(option for option in options if option.endswith(f": {line}"))


def write(page, review: str) -> str:
    """Every section, with the references that the pages of key lines offer; gives the report's address."""
    page.goto(f"{review}report/")
    follow(page, "Begin the report")
    send(page)
    address = page.url
    for title, text in SECTIONS.items():
        filled = GAP.sub(lambda gap: _copied(page, review, gap[1], gap[2]), text)
        page.goto(address)
        follow(page, f"Write: {title}", exact=True)
        fill(page, {"Text": filled})
        send(page)
    return address


def _copied(page, review: str, kind: str, line: str) -> str:
    page.goto(f"{review}weighing/")
    follow(page, line)
    return reference(page, kind)


def preview(page, address: str) -> str:
    """How a section with a quotation and a figure would be published."""
    page.goto(address)
    follow(page, "Write: Populations and their experiences", exact=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Preview").click()
    return page.get_by_role("region", name="Preview").inner_text()


def check_facts(page, address: str) -> None:
    """The organisations get the report; the hospital says something of a passage, and is answered."""
    step(page, address, "Send it to the organisations")
    page.goto(address)
    follow(page, "Note what an organisation says: Summary of findings", exact=True)
    page.get_by_role("radio").first.check()
    page.get_by_label("What kind of organisation says so?").select_option(label=HOSPITAL)
    fill(page, {"Which organisation?": "The hospital", "What does it say is wrong?": "Not on every ward."})
    send(page)
    follow(page, "Answer comment 1", exact=True)
    choose(page, "What did the team decide?", "Accepted in part: the text is changed")
    fill(page, {"The answer": "The judgement on joined-up care says that it goes well on some wards."})
    send(page)
    step(page, address, "Give it to the quality panel")


def publish(lead, panel, address: str) -> str:
    """The panel agrees, the lead publishes; gives the address of the publication on the public site."""
    step(panel, address, "Agree for the quality panel")
    lead.goto(address)
    assert lead.get_by_text("from being published").count() == 0, lead.get_by_role("main").inner_text()
    step(lead, address, "Publish")
    return lead.get_by_text(re.compile(r"^/publications/")).inner_text()
