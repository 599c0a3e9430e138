"""Consultations in each state, made by the actions that people take."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from django.utils import timezone
from tests.casework.people import PLACE, member

from careplace.casework.consultation import actions, responses
from careplace.casework.consultation.models import Consultation, Question, Response
from careplace.casework.scope.actor import Actor, actor_at
from careplace.consultations.inbox import Arrival

WORDS = {
    "title": "The future of the day centre",
    "organisation": "The council of Northmoor",
    "about": "We may **close** the centre.",
    "privacy": "We keep what you write for a year.",
}
QUESTIONS = (
    {"words": "Do you agree?", "kind": "scale", "choices": "Agree | I like it\nDisagree", "required": True},
    {"words": "Why?", "kind": "text"},
    {"words": "How do you travel?", "kind": "many", "choices": "Bus\nCar\nOn foot"},
    {"words": "How old are you?", "kind": "one", "choices": "Under 65\n65 or over", "about_person": True},
)


def manager(place: str = PLACE) -> Actor:
    """A new manager."""
    acting = actor_at(member("team_manager", place, f"Manager{uuid4().hex} X"), place)
    assert acting is not None
    return acting


def a_consultation(home: Path, state: str = "open", acting: Actor | None = None, **more) -> Consultation:
    """A consultation with the four questions, in a state."""
    acting, today = acting or manager(), timezone.localdate()
    record = actions.plan(acting, WORDS | more)
    for number, values in enumerate(QUESTIONS, start=1):
        actions.add_question(acting, record.pk, {**values, "number": number})
    if state != "draft":
        days = {"opens_on": today - timedelta(3), "closes_on": today + timedelta(7)}
        record = actions.open_for_responses(
            acting, record.pk, 1, days, today, home, "https://respond.example.org"
        )
    if state in ("closed", "reported"):
        record = actions.close(acting, record.pk, 2, "Enough", today, home, "")
    if state == "reported":
        actions.add_theme(
            acting, record.pk, {"number": 1, "statement": "Buses are late.", "outcome": "More buses."}
        )
        record = actions.write_report(acting, record.pk, 3, {"introduction": "Thank you."})
        record = actions.publish_report(acting, record.pk, 4, today, home)
    return record


def by_words(record: Consultation) -> dict[str, Question]:
    """{its first word: a question}"""
    return {question.words.split()[0]: question for question in record.questions.all()}


def answers(record: Consultation, agree: str = "agree", why: str = "", age: str = "") -> dict:
    """Answers to the questions: the keys of choices, and words."""
    ids = {word: str(question.pk) for word, question in by_words(record).items()}
    ages = [q for q in record.questions.all() if q.about_person]
    given = {ids["Do"]: {"choices": [agree]}}
    given |= {ids["Why?"]: {"text": why}} if why else {}
    return given | ({str(ages[0].pk): {"choices": [age]}} if age else {})


def a_response(
    record: Consultation, acting: Actor | None = None, state: str = "received", **given
) -> Response:
    """A response that came on paper."""
    acting = acting or manager(record.place)
    response = responses.type_in(acting, record.pk, timezone.localdate(), answers(record, **given))
    return response if state == "received" else responses.decide(acting, response.pk, "accept", 1, {})


def an_arrival(record: Consultation, session: str = "", on: date | None = None, **given) -> Arrival:
    """A response on its way in."""
    return Arrival(
        key=str(uuid4()),
        session=session or uuid4().hex * 2,
        consultation=record.publication,
        version=1,
        received_on=on or timezone.localdate(),
        easy_read=False,
        answers=answers(record, **given),
    )
