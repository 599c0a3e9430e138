"""Importing a file of responses: columns that name people are dropped, then a person says what each column is."""

import hashlib
from collections.abc import Mapping
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from careplace.casework.consultation.models import Consultation, Question, Response, ResponseFile
from careplace.casework.consultation.questionnaires import asked_questions, choices, question_of_file
from careplace.casework.consultation.responses import add, check_takes_responses
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import MOST_BYTES, MOST_ROWS, read_sheets, read_table, refused
from careplace.casework.workflow.actions import Changes, changes
from careplace.consultations.answers import Answers
from careplace.consultations.question_file import foreign_kind, records_of
from careplace.consultations.response_file import Column, response_table

LEAVE_OUT, NEW = "", "new"
"""What a person may say of a column besides the question that it answers."""


def upload(actor: Actor, id: UUID, name: str, content: bytes) -> ResponseFile:
    """What may be stored of a file.

    Raises:
        FileRefused: for a file that cannot be read, has no responses, or too many.
        ValidationError: for a file that was imported before.
    """
    consultation = Consultation.objects.at(actor.place).get(pk=id)
    check_takes_responses(consultation)
    digest = hashlib.sha256(content).hexdigest()
    if consultation.files.filter(sha256=digest, state="imported").exists():
        raise ValidationError({"file": "This file was imported before."})
    if kind := _foreign_kind(name, content):
        raise refused(name, kind, "a file of responses")
    try:
        table = response_table(read_table(name, content))
    except ValueError as error:
        raise refused(name, str(error), "a row of headings, and a row for each response") from error
    if table.rows > MOST_ROWS:
        raise refused(name, f"{table.rows:,} responses", f"at most {MOST_ROWS:,}")
    record = ResponseFile(
        consultation=consultation,
        count=table.rows,
        sha256=digest,
        columns=[[column.heading, list(column.cells)] for column in table.columns],
        dropped=[list(entry) for entry in table.dropped],
    )
    with changes(actor) as at_once:
        return at_once.add(record, "upload")


def _foreign_kind(name: str, content: bytes) -> str:
    """What a file without responses is, and what to do with it; "" for one that may have them."""
    is_workbook = content.startswith(b"PK")
    if len(content) > MOST_BYTES:
        return ""
    sheets = read_sheets(name, content) if is_workbook else {}
    return foreign_kind(sheets, [] if is_workbook else records_of(content))


def columns_of(record: ResponseFile) -> list[Column]:
    """The columns of a file that wait for their questions."""
    return [Column(heading, tuple(cells)) for heading, cells in record.columns or []]


def suggestions(record: ResponseFile) -> list[str]:
    """For each column the id of the question that has its heading; else NEW."""
    by_words = {_folded(entry.words): str(entry.pk) for entry in asked_questions(record.consultation)}
    return [by_words.get(_folded(column.heading), NEW) for column in columns_of(record)]


def carry_out(
    actor: Actor, id: UUID, version: int, questions: list[str], about_person: set[int]
) -> ResponseFile:
    """Add the responses of a file, all or none, and delete the file's columns.

    Args:
        questions: for each column the id of a question, NEW or LEAVE_OUT.
        about_person: the positions of new columns that are about who answered.

    Raises:
        ValidationError: with each cell that is no answer to its question, or a question that two columns answer.
    """
    with changes(actor) as at_once:
        record = at_once.seen(ResponseFile, id, version)
        check_takes_responses(record.consultation)
        columns = columns_of(record)
        chosen = [question for question in questions if question not in (LEAVE_OUT, NEW)]
        if len(chosen) != len(set(chosen)):
            raise ValidationError("Two columns answer the same question: choose one of them.")
        entries = _entries(at_once, record.consultation, columns, questions, about_person)
        for answers in _rows(columns, entries):
            response = Response(channel="import", received_on=record.created_at.date(), key=str(uuid4()))
            if answers:
                add(at_once, record.consultation, response, answers)
        return at_once.change(ResponseFile, id, "import", {"columns": [], "dropped": []}, version)


def discard(actor: Actor, id: UUID, version: int) -> ResponseFile:
    """Delete what is stored of a file."""
    with changes(actor) as at_once:
        return at_once.change(ResponseFile, id, "discard", {"columns": [], "dropped": []}, version)


def _entries(
    at_once: Changes,
    consultation: Consultation,
    columns: list[Column],
    questions: list[str],
    persons: set[int],
) -> dict[int, Question]:
    """{position of a column: its question}; questions that the file alone has are added."""
    questions_by_id = {str(entry.pk): entry for entry in asked_questions(consultation)}
    number = max([entry.number for entry in questions_by_id.values()], default=0)
    entries: dict[int, Question] = {}
    for position, (column, question) in enumerate(zip(columns, questions, strict=True)):
        if question == NEW:
            number += 1
            entries[position] = at_once.add(_new(consultation, column, number, position in persons), "add")
        elif question != LEAVE_OUT:
            entries[position] = questions_by_id[question]
    return entries


def _new(consultation: Consultation, column: Column, number: int, about_person: bool) -> Question:
    answers = () if column.kind == "text" else column.answers
    return question_of_file(consultation, number, column.kind, column.heading, answers, about_person)


def _rows(columns: list[Column], entries: Mapping[int, Question]) -> list[Answers]:
    keys = {
        position: {_folded(choice.words): choice.key for choice in choices(entry)}
        for position, entry in entries.items()
        if entry.kind != "text"
    }
    problems: list[str] = []
    rows: list[Answers] = []
    for number in range(len(columns[0].cells) if columns else 0):
        answers: Answers = {}
        for position, entry in entries.items():
            cell = columns[position].cells[number]
            if cell and entry.kind == "text":
                answers[str(entry.pk)] = {"text": cell}
            elif cell:
                parts = cell.split(";") if entry.kind == "many" else [cell]
                chosen_keys = [keys[position].get(_folded(part)) for part in parts if part.strip()]
                problems += [
                    f"Response {number + 1}, “{entry.words}”: an answer that the question does not have. "
                    f"Expected one of: {', '.join(choice.words for choice in choices(entry))}."
                ] * (None in chosen_keys)
                answers[str(entry.pk)] = {"choices": list(dict.fromkeys(key for key in chosen_keys if key))}
        rows.append(answers)
    if problems:
        raise ValidationError(problems[:20])
    return rows


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
