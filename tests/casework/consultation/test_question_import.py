"""Importing the questions of a draft: those of a workbook and of JSON, all or none; and files that have none."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook
from tests.casework.consultation.records import a_consultation, manager

from careplace.casework.consultation import imports
from careplace.casework.consultation.question_import import file_questions, import_questions
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import FileRefused

pytestmark = pytest.mark.usefixtures("sqlite")
THEMES = json.dumps([{"topic_id": "A", "topic_label": "Ban", "topic_description": "For a ban."}]).encode()
QUESTION = b'{"question_number": 1, "question_text": "Should it be banned?"}'
SHEETS = {
    "Demographic": [["Demographic data"], ["Column ID", "Demographic title"], ["B", "Region"]],
    "Open questions": [["Column ID", "Number", "Title"], ["C", "2", "What else?"]],
}
RESPONSES = [
    ["id", "Region", "Else"],
    ["1", "North", "A bus."],
    ["2", "South", "A tram."],
    ["3", "North", "No."],
]


def workbook(sheets: dict) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(packed)
    return packed.getvalue()


def asked(record) -> list[tuple]:
    rows = record.questions.filter(state="asked")
    return [(row.number, row.words, row.kind, row.about_person, row.choices) for row in rows]


def test_questions_are_added_after_those_that_the_draft_has(tmp_path):
    acting = manager()
    record = a_consultation(tmp_path, "draft", acting)
    found = file_questions("q.xlsx", workbook(SHEETS | {"Responses": RESPONSES}))
    import_questions(acting, record.pk, found)
    assert asked(record)[4:] == [
        (5, "What else?", "text", False, ""),
        (6, "Region", "one", True, "North\nSouth"),
    ]


def test_a_question_whose_answers_are_not_in_the_file_is_left_out_and_named(tmp_path):
    acting = manager()
    record = a_consultation(tmp_path, "draft", acting)
    found = file_questions("q.xlsx", workbook(SHEETS))
    assert found.without_answers == ("Region",)
    import_questions(acting, record.pk, found)
    assert [words for _, words, *_ in asked(record)][4:] == ["What else?"]
    alone = file_questions("q.xlsx", workbook({"Demographic": SHEETS["Demographic"]}))
    with pytest.raises(ValidationError, match="no answers to choose from for: Region"):
        import_questions(acting, record.pk, alone)


def test_a_consultation_that_is_published_keeps_its_questions(tmp_path):
    acting = manager()
    record = a_consultation(tmp_path, "open", acting)
    before = asked(record)
    with pytest.raises(NotAllowed):
        import_questions(acting, record.pk, file_questions("q.json", QUESTION))
    assert asked(record) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (THEMES, "a list of themes, which has no responses. Codes belong to a review"),
        (b"a,b\n1,2\n", "No questions can be imported"),
        (b"PK damaged", "a workbook that cannot be read"),
        (b"[]", "there is no question in it"),
        (QUESTION + b"\n" + b"\n".join([QUESTION] * 100), "at most 100"),
    ],
)
def test_a_file_without_questions_is_refused_in_words(content, words):
    with pytest.raises(ValidationError) as error:
        file_questions("f", content)
    assert words in " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (THEMES, "Code book and coding"),
        (QUESTION, "Import questions"),
        (workbook(SHEETS), "Import questions"),
        (b'{"response_id": 1, "position": "AGREE"}\n', "Import the file of responses"),
    ],
)
def test_such_files_are_no_responses_and_the_refusal_says_what_to_do(tmp_path, content, words):
    acting = manager()
    record = a_consultation(tmp_path, "open", acting)
    with pytest.raises(FileRefused, match=words):
        imports.upload(acting, record.pk, "f", content)


def test_a_workbook_with_questions_and_responses_is_imported_as_responses(tmp_path):
    acting = manager()
    record = a_consultation(tmp_path, "open", acting)
    batch = imports.upload(acting, record.pk, "f.xlsx", workbook(SHEETS | {"Responses": RESPONSES}))
    assert batch.count == 3
