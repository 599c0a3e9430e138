"""The answers of a response: {question's id: answer}, checked against the questionnaire.

{id: {"text": "…"}} for a question of free text, {id: {"choices": ["key", …]}} for others. What is not answered is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from careplace.consultations.questionnaire import LONGEST_ANSWER, Question, Questionnaire

Answers = dict[str, dict[str, Any]]


def faults(questionnaire: Questionnaire, answers: Any) -> list[str]:
    """`faults_of` the questions of a questionnaire."""
    return faults_of(questionnaire.questions, answers)


def faults_of(questions: Iterable[Question], answers: Any) -> list[str]:
    """Everything for which `answers` are none of the questions'; the words of an answer are not repeated."""
    if not isinstance(answers, Mapping):
        return ["the answers are no table"]
    questions_by_id = {question.id: question for question in questions}
    unknown = [f"{id}: no question of this consultation" for id in answers if id not in questions_by_id]
    wrong = [
        f"{id}: no answer to this question"
        for id, q in questions_by_id.items()
        if id in answers and not _fits(q, answers[id])
    ]
    missing = [f"{id}: no answer" for id, q in questions_by_id.items() if q.required and id not in answers]
    return [*unknown, *wrong, *missing]


def _fits(question: Question, answer: Any) -> bool:
    if question.kind == "text":
        text = answer.get("text") if isinstance(answer, Mapping) and set(answer) == {"text"} else None
        return isinstance(text, str) and len(text.strip()) > 0 and len(text) <= LONGEST_ANSWER
    keys = answer.get("choices") if isinstance(answer, Mapping) and set(answer) == {"choices"} else None
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return False
    if not keys or len(keys) != len(set(keys)):
        return False
    choice_keys = {choice.key for choice in question.choices}
    return all(key in choice_keys for key in keys) and (question.kind == "many" or len(keys) == 1)


def answer_of(question: Question, value: Any) -> dict[str, Any] | None:
    """The answer that a form's value is: a text, a key, or a list of keys; None for an empty one."""
    if question.kind == "text":
        text = (value or "").strip()
        return {"text": text} if text else None
    keys = [value] if isinstance(value, str) else list(value or [])
    keys = [key for key in keys if key]
    return {"choices": keys} if keys else None
