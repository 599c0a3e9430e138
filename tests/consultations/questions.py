"""Questions and questionnaires of tests."""

from datetime import date
from typing import Any
from uuid import UUID

from careplace.consultations.questionnaire import Choice, Question, Questionnaire


def number(n: int) -> str:
    """The id of the nth question."""
    return str(UUID(int=n))


def question(n: int, kind: str = "one", keys: str = "yes no", **more: Any) -> Question:
    """A question; `keys` are those of its choices."""
    choices = () if kind == "text" else tuple(Choice(key=key, words=key.capitalize()) for key in keys.split())
    return Question(id=number(n), kind=kind, words=f"Question {n}?", choices=choices, **more)


def questionnaire(*questions: Question, **more: Any) -> Questionnaire:
    """A consultation that is open in June 2026."""
    fields = {
        "title": "The future of the day centre",
        "organisation": "The council of Northmoor",
        "place": "E08000026",
        "place_name": "Northmoor",
        "about": "We may close the centre.",
        "privacy": "We keep what you write for two years.",
        "opens_on": date(2026, 6, 1),
        "closes_on": date(2026, 6, 30),
    }
    asked = questions or (question(1), question(2, "text"), question(3, "many", "bus car walk"))
    return Questionnaire(**fields | more, questions=asked)
