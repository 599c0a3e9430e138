"""A survey by link with its questions, and answers on their way in, for tests."""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.casework.programmes import records

from careplace.casework.programmes.models import Programme
from careplace.casework.programmes.survey import actions
from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.casework.scope.actor import Actor
from careplace.consultations.inbox import Arrival

OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 14)
TODAY = date(2026, 11, 3)


def draft(actor: Actor, of: Programme, *questions: str, **values: Any) -> Survey:
    """A survey with these questions."""
    usual = {
        "title": "How teams work together",
        "organisation": "The council of Northmoor",
        "about": "How the two teams work together.",
        "privacy": "We keep counts only.",
        "asked_of": "All practitioners",
        "invited": 10,
    }
    survey = actions.draft(actor, of.pk, usual | values)
    for question in questions or (records.QUESTION,):
        entry = {"theme": "partnership", "question": question, "scale": records.SCALE, "agree": 2}
        actions.add_question(actor, survey.pk, entry)
    return survey


def opened(actor: Actor, of: Programme, home, *questions: str, **values: Any) -> Survey:
    """The same, open."""
    survey = draft(actor, of, *questions, **values)
    days = {"opens_on": OPENS, "closes_on": CLOSES}
    return actions.open_survey(actor, survey.pk, survey.version, days, TODAY, home)


def arrival(survey: Survey, *positions: int, session: str = "", on: date = TODAY) -> Arrival:
    """A person's answers: the position of an option for each question, in their order."""
    questions = SurveyQuestion.objects.filter(survey=survey, state="asked")
    answers = {
        str(question.pk): {"choices": [f"option-{position}"]}
        for question, position in zip(questions, positions, strict=False)
    }
    return Arrival(str(uuid4()), session or uuid4().hex * 2, survey.key, 1, on, False, answers)
