"""The questionnaire of a consultation: from its questions in casework to the file that is published."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from pydantic import ValidationError as Faults

from careplace.casework.consultation.models import Consultation
from careplace.casework.consultation.models import Question as Entry
from careplace.consultations.questionnaire import PREFER_NOT, Choice, Question, Questionnaire
from careplace.consultations.response_file import key_of

NOT_SAYING = Choice(key=PREFER_NOT, words="Prefer not to say", easy="I do not want to say")


def asked_questions(consultation: Consultation) -> list[Entry]:
    """The questions of a consultation, in their order."""
    return list(consultation.questions.filter(state="asked"))


def questions(consultation: Consultation) -> list[Question]:
    """The same as they are published.

    Raises:
        ValidationError: with each question that cannot be asked so.
    """
    return [question(entry) for entry in asked_questions(consultation)]


def question(entry: Entry) -> Question:
    """A question as it is published; “Prefer not to say” is added to those about the person. Raises as `questions`."""
    try:
        return Question(
            id=str(entry.pk),
            kind=entry.kind,
            words=entry.words,
            easy=entry.easy,
            help=entry.help,
            choices=tuple(choices(entry)),
            required=entry.required,
            about_person=entry.about_person,
        )
    except Faults as faults:
        raise ValidationError([f"“{entry.words}”: {_words(fault)}" for fault in faults.errors()]) from faults


def question_of_file(
    consultation: Consultation,
    number: int,
    kind: str,
    words: str,
    answers: Sequence[str],
    about_person: bool,
) -> Entry:
    """A question that a file has, not yet saved; `answers` are what people can choose from, none for free text."""
    lines = [answer.replace("|", "/") for answer in answers]
    # One choice alone is no question: people can at least not have chosen it.
    choices = "\n".join([*lines, "Another answer"] if len(lines) == 1 else lines)
    return Entry(
        consultation=consultation,
        number=number,
        kind=kind,
        words=words[:1000],
        choices=choices,
        about_person=about_person,
    )


def choices(entry: Entry) -> list[Choice]:
    """The choices of a question, from its lines "words | easy words"."""
    if entry.kind == "text":
        return []
    pairs = [line.partition("|") for line in entry.choices.splitlines() if line.strip()]
    parsed = [
        Choice(key=key_of(words), words=words.strip(), easy=easy.strip()) for words, _bar, easy in pairs
    ]
    says_not = any(choice.key == PREFER_NOT for choice in parsed)
    return parsed if says_not or not entry.about_person else [*parsed, NOT_SAYING]


def questionnaire(consultation: Consultation, place_name: str) -> Questionnaire:
    """The consultation as it is published.

    Raises:
        ValidationError: with everything that keeps it from being published.
    """
    current_questions = questions(consultation)
    names = ("title", "organisation", "place", "about", "easy_about", "privacy", "opens_on", "closes_on")
    fields = {name: getattr(consultation, name) for name in names} | {
        "closed": consultation.state == "closed"
    }
    try:
        return Questionnaire(
            **fields,
            place_name=place_name,
            questions=tuple(current_questions),
        )
    except Faults as faults:
        raise ValidationError([_words(fault) for fault in faults.errors()]) from faults


def _words(fault: object) -> str:
    """A fault of pydantic in a sentence."""
    entry: dict = fault  # type: ignore[assignment]
    where = ".".join(str(part) for part in entry["loc"])
    return f"{where}: {entry['msg']}" if where else entry["msg"].removeprefix("Value error, ")
