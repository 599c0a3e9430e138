"""Answers to a survey by link as counts: of each option, and of people who answered."""

from collections import Counter
from dataclasses import dataclass

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.casework.programmes.survey.questionnaires import asked_questions
from careplace.publish import wording

PASSED_ON = "More answers came than people got the link, so it was passed on: the response rate is not known."


@dataclass(frozen=True)
class Answered:
    """How many responses came, and how many of them from a browser session that had answered before."""

    responses: int
    again: int


def answered(survey: Survey) -> Answered:
    """The responses of a survey, by its browser sessions."""
    sessions = Counter(survey.responses.values_list("session", flat=True))
    return Answered(sum(sessions.values()), sum(sessions.values()) - len(sessions))


def answered_words(survey: Survey, result: Answered) -> list[str]:
    """The same in sentences, with the response rate where it is known."""
    responses, invited = result.responses, survey.invited
    people = "person" if responses == 1 else "people"
    if invited is None:
        words = [f"{responses} {people} answered. How many got the link is not known."]
    elif responses > invited:
        words = [f"{responses} {people} answered. {PASSED_ON}"]
    else:
        words = [
            f"{responses} of {invited} people answered, {wording.rounded(100 * responses / invited, 0)}%."
        ]
    if result.again:
        words.append(
            f"{result.again} of the responses came from a browser that had answered before: the same person again, or "
            "people who share a computer. All are counted."
        )
    return words


def counts_of(survey: Survey) -> dict[str, list[int]]:
    """{id of a question: responses by option} of a survey."""
    counts = {str(question.pk): [0] * len(question.scale) for question in asked_questions(survey)}
    for choices in survey.responses.values_list("choices", flat=True):
        for id, position in choices.items():
            counts[id][position] += 1
    return counts


def wave_of(survey: Survey, question: SurveyQuestion, counts: list[int]) -> Wave:
    """The wave that the answers to a question are. A link that was passed on has no known number of people."""
    invited = survey.invited
    known = invited is not None and survey.responses.count() <= invited
    return Wave(
        programme=survey.programme,
        theme=question.theme,
        question=question.question,
        asked_of=survey.asked_of,
        held_on=survey.closes_on,
        invited=invited if known else None,
        scale=question.scale,
        agree=question.agree,
        counts=counts,
    )
