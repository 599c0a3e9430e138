"""A fictional consultation with 100 responses for the fictional team: most count, ten wait, and six are one letter."""

from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

from careplace.casework.consultation import actions, responses
from careplace.casework.consultation.models import Consultation, Response
from careplace.casework.consultation.questionnaires import asked_questions
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import Changes, changes
from careplace.consultations.answers import Answers

RESPONSES, DECIDED = 100, 90
WORDS = {
    "title": "Day care in the evenings",
    "organisation": "The council",
    "about": "We think of opening two day centres in the evenings, and of closing one on Mondays. What do you think?",
    "easy_about": "Day centres may be open in the evening. One may be closed on Mondays. Tell us what you think.",
    "privacy": "The council reads your response. We take out what says who you are, and delete it after three years.",
}
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "words": "Do you agree with opening in the evenings?",
        "easy": "Do you want them open in the evening?",
        "kind": "scale",
        "choices": "Agree | Yes\nNeither agree nor disagree | I do not mind\nDisagree | No",
        "required": True,
    },
    {"words": "Why?", "easy": "Why?", "kind": "text"},
    {
        "words": "How would you travel there?",
        "easy": "How do you get there?",
        "kind": "many",
        "choices": "Bus\nCar\nOn foot\nCommunity transport | The centre's bus",
    },
    {
        "words": "Are you answering for yourself or for somebody else?",
        "easy": "Is this about you?",
        "kind": "one",
        "choices": "For myself | Yes\nFor a relative or friend | No, for somebody I know",
        "about_person": True,
    },
)
LETTER = (
    "Please do not close the centre on Mondays. It is the only day on which my mother meets her friends, and nobody has "
    "asked the people who go there what they want."
)
TEXTS = (
    "I work until five, and could come with my father after that.",
    "There is no bus after six in the evening.",
    "",
    "Ring Mrs Green on 024 7655 1234: she runs the lunch club, and knows what people want.",
    "Evenings would be a rest for us. My wife does not sleep well, and gets up late.",
    "",
    "The building is cold in winter.",
)


def make_consultation(manager: Actor, home: Path, today: date, site: str) -> Consultation:
    """The consultation, open since three weeks ago, with its responses."""
    record = actions.plan(manager, WORDS)
    for number, values in enumerate(QUESTIONS, start=1):
        actions.add_question(manager, record.pk, {**values, "number": number})
    days = {"opens_on": today - timedelta(days=21), "closes_on": today + timedelta(days=7)}
    record = actions.open_for_responses(manager, record.pk, record.version, days, today, home, site)
    with changes(manager) as at_once:
        for number, answers in enumerate(_answers(record)):
            response = _added(at_once, record, answers, today - timedelta(days=number % 21))
            if number < DECIDED:
                at_once.change(Response, response.pk, "accept", {}, response.version)
    return record


def _added(at_once: Changes, record: Consultation, answers: Answers, day: date) -> Response:
    response = Response(channel="web", received_on=day, key=str(uuid4()), session=uuid4().hex * 2)
    return responses.add(at_once, record, response, answers)


def _answers(record: Consultation) -> list[Answers]:
    agree, why, travel, whose = (str(entry.pk) for entry in asked_questions(record))
    views = cycle(("agree", "agree", "disagree", "agree", "neither-agree-nor-disagree"))
    ways = cycle((["bus"], ["car"], ["bus", "on-foot"], ["car"], [], ["car", "bus"]))
    people = cycle(("for-myself", "for-a-relative-or-friend", "for-myself", ""))
    texts = cycle(TEXTS)
    rows = []
    for number, view, way, person, text in zip(range(RESPONSES), views, ways, people, texts, strict=False):
        words = LETTER if number % 17 == 0 else text
        row: Answers = {agree: {"choices": [view]}}
        row |= {why: {"text": words}} if words else {}
        row |= {travel: {"choices": way}} if way else {}
        row |= {whose: {"choices": [person]}} if person else {}
        rows.append(row)
    return rows
