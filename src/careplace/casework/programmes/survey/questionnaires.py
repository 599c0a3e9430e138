"""The questionnaire of a survey by link: from its questions in casework to the file that the site for responses reads."""

from django.core.exceptions import ValidationError
from pydantic import ValidationError as Faults

from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.consultations.answers import Answers
from careplace.consultations.questionnaire import Choice, Question, Questionnaire

_OPTION = "option-"


def asked_questions(survey: Survey) -> list[SurveyQuestion]:
    """The questions of a survey, in their order."""
    return list(survey.questions.filter(state="asked"))


def questionnaire(survey: Survey, place_name: str) -> Questionnaire:
    """The survey as people see it. Nobody has to answer a question.

    Raises:
        ValidationError: with everything that keeps it from being opened.
    """
    names = ("title", "organisation", "place", "about", "privacy", "opens_on", "closes_on")
    fields = {name: getattr(survey, name) for name in names}
    try:
        return Questionnaire(
            **fields,
            place_name=place_name,
            closed=survey.state not in ("draft", "open"),
            questions=tuple(map(question_of, asked_questions(survey))),
        )
    except Faults as faults:
        raise ValidationError(
            [str(fault["msg"]).removeprefix("Value error, ") for fault in faults.errors()]
        ) from faults


def question_of(entry: SurveyQuestion) -> Question:
    """A question as people see it; the key of an option is its position."""
    options = tuple(Choice(key=f"{_OPTION}{n}", words=words, easy="") for n, words in enumerate(entry.scale))
    return Question(id=str(entry.pk), kind="scale", words=entry.question, easy="", help="", choices=options)


def positions(answers: Answers) -> dict[str, int]:
    """{id of the question: position of the option} of answers that fit the questions."""
    return {id: int(answer["choices"][0].removeprefix(_OPTION)) for id, answer in answers.items()}
