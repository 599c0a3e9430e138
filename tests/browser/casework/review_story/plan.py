"""The plan, the team, and the sources with their texts."""

from datetime import timedelta

from tests.browser.casework.review_story.pages import choose, fill, fill_day, follow, send, step
from tests.browser.casework.review_story.words import SOURCES, Heard


def start(page, at: str, today) -> str:
    """The lead starts the review; gives its address."""
    page.goto(f"{at}/reviews/")
    follow(page, "Start a review")
    fill(
        page,
        {
            "What is the review called?": "Quality of care in a place",
            "What is reviewed, and what is not?": "How people of all ages experience health and adult social care here, "
            "and how organisations work together. Children’s services are not in it.",
            "What ties you to what is reviewed?": "none",
        },
    )
    fill_day(page, "When does fieldwork begin?", today - timedelta(28))
    fill_day(page, "When does it end?", today)
    choose(page, "Which framework does it use?", "Quality of care in a place")
    send(page)
    return page.url


def take_in(lead, review: str, person, name: str, part: str) -> None:
    """The lead takes a person into the team, who declares to have no interests."""
    lead.goto(f"{review}team/")
    follow(lead, "Add to the team")
    choose(lead, "Who joins the team?", name)
    choose(lead, "What do they do?", part)
    send(lead)
    person.goto(review)
    follow(person, "declare your interests")
    fill(person, {"What ties you to what is reviewed?": "none"})
    send(person)


def ask_for_a_document(page, review: str, today) -> None:
    """A day of the timetable, and a document that arrives."""
    page.goto(f"{review}timetable/")
    follow(page, "Add to the timetable")
    fill(page, {"What is to be done?": "Draft of the report"})
    fill_day(page, "By when?", today + timedelta(14))
    send(page)
    page.goto(f"{review}requests/")
    follow(page, "Ask for a document")
    fill(page, {"Which document do you ask for?": "Discharge policy"})
    fill_day(page, "By when should it arrive?", today)
    send(page)
    follow(page, "Note that it arrived")
    fill_day(page, "When did it arrive?", today)
    send(page)


def begin_fieldwork(page, review: str) -> None:
    """From then on sources are added."""
    step(page, review, "Begin fieldwork")


def add_sources(page, review: str, folder, today) -> None:
    """Every interview and focus group; the first text is a document, the others are typed."""
    for number, source in enumerate(SOURCES):
        _add_source(page, review, source, today - timedelta(20 - number))
        follow(page, "Add the text")
        if number == 0:
            (folder / "interview.txt").write_text(source.text, encoding="utf-8")
            page.locator("input[type=file]").set_input_files(folder / "interview.txt")
            send(page)
            assert page.get_by_label("Text of the document").input_value().strip() == source.text
        else:
            fill(page, {"Or type or paste the text": source.text})
        send(page)


def _add_source(page, review: str, source: Heard, day) -> None:
    page.goto(f"{review}sources/add/")
    fill(page, {"What does the team call it?": source.title, "In which role?": source.role})
    choose(page, "What kind of source is it?", source.category)
    page.get_by_label("From which kind of organisation?").select_option(label=source.organisation)
    choose(page, "Which people is it about?", source.about)
    fill_day(page, "When was it heard, or written?", day)
    fill(page, {"How many people were heard?": str(source.people)})
    choose(
        page,
        "What does the source allow?",
        "Their words may be quoted, with their role and kind of organisation",
    )
    send(page)
