"""Importing the questions of a draft consultation from a file of another program."""

from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.consultation.actions import check_draft
from careplace.casework.consultation.models import Consultation, Question
from careplace.casework.consultation.questionnaires import question, question_of_file
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import FileRefused, read_sheets
from careplace.casework.workflow.actions import changes
from careplace.consultations.question_file import (
    QUESTIONS,
    FileQuestion,
    Questions,
    foreign_kind,
    questions_of,
    records_of,
)

MOST = 100
"""Questions of a file: nobody answers more."""


def file_questions(name: str, content: bytes) -> Questions:
    """The questions in a file.

    Raises:
        ValidationError: for a file that has none; the message says what it is, where that is known, and what to do.
    """
    try:
        sheets = read_sheets(name, content) if content.startswith(b"PK") else {}
    except FileRefused as refusal:
        raise ValidationError([str(problem) for problem in refusal.problems]) from refusal
    records = [] if sheets else records_of(content)
    kind = foreign_kind(sheets, records)
    if kind and kind != QUESTIONS:
        raise ValidationError(f"This is {kind}.")
    try:
        found = questions_of(sheets, records)
    except ValueError as error:
        raise ValidationError(
            f"No questions can be imported: {error}. Import a workbook with sheets of open, hybrid or multiple-choice "
            "questions, or JSON with “question_text”."
        ) from error
    if len(found.questions) > MOST:
        raise ValidationError(f"There are {len(found.questions)} questions in it, at most {MOST}.")
    return found


def import_questions(actor: Actor, id: UUID, found: Questions) -> list[Question]:
    """Add questions to a draft, after those that it has: all of them or none.

    Raises:
        NotAllowed: for a consultation that is published.
        ValidationError: where no question can be asked as it is, with those that have no answers to choose from.
    """
    if not found.questions:
        words = "; ".join(found.without_answers)
        raise ValidationError(
            f"The file has no answers to choose from for: {words}. Add these questions by hand."
        )
    with changes(actor) as at_once:
        consultation = Consultation.objects.at(actor.place).get(pk=id)
        check_draft(consultation)
        before = consultation.questions.count()
        rows = [_question(consultation, before + n, entry) for n, entry in enumerate(found.questions, 1)]
        added = [at_once.add(row, "add") for row in rows]
        for row in added:
            question(row)  # raises ValidationError with what is wrong
        return added


def _question(consultation: Consultation, number: int, entry: FileQuestion) -> Question:
    return question_of_file(consultation, number, entry.kind, entry.words, entry.answers, entry.about_person)
