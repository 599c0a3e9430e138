"""Questions from files of other programs: workbooks that list questions by sheet, and questions as JSON of theme finders.

The workbooks are those of i-dot-ai's Consult: sheets of open, hybrid and multiple-choice questions and of demographics, each
row with the letter of a column of the sheet of responses. Answers to choose from are only in the responses, where the
workbook has them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from careplace.consultations.response_file import Column

Rows = Sequence[Sequence[str]]
LETTERS = re.compile(r"[A-Z]{1,3}")
PARTS = ("open", "hybrid", "multiple choice", "demographic")
"""How the names of sheets of questions begin."""
THEMES, MAPPINGS, POSITIONS = "topic_label", "labels", "position"
REFUSALS = {
    THEMES: "a list of themes, which has no responses. Codes belong to a review: open “Code book and coding” of your "
    "review, and add each theme as a code",
    MAPPINGS: "what a program thinks that each response is about, without the responses. Import the file of responses; "
    "the coding of a review is done by people",
    POSITIONS: "what a program thinks that each response says, without the responses. Import the file of responses",
}
"""{field of a record: what a file of such records is, and what to do}"""
QUESTIONS = (
    "a list of questions, which has no responses. Import it with “Import questions” on a draft consultation"
)


@dataclass(frozen=True)
class FileQuestion:
    """A question in a file. `answers` are what people can choose from; empty for free text."""

    number: int
    words: str
    kind: Literal["text", "one"]
    answers: tuple[str, ...] = ()
    about_person: bool = False


@dataclass(frozen=True)
class Questions:
    """The questions of a file, and the words of those whose answers to choose from are not in it."""

    questions: tuple[FileQuestion, ...]
    without_answers: tuple[str, ...] = ()


def foreign_kind(sheets: Mapping[str, Rows], records: Sequence[Any]) -> str:
    """What a file is, and what to do with it, where it has no responses; "" for one that may have.

    Args:
        sheets: {name: rows} of a workbook. records: the objects of a file of JSON.
    """
    if sheets and _part_sheets(sheets) and not _responses(sheets):
        return QUESTIONS
    first = next((record for record in records if isinstance(record, dict)), {})
    if "question_text" in first:
        return QUESTIONS
    return next(
        (words for field, words in REFUSALS.items() if field in first and "response" not in first), ""
    )


def records_of(content: bytes) -> list[Any]:
    """The objects of JSON, one, a list or lines; none where it is no JSON."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return _of_lines(content)
    return whole if isinstance(whole, list) else [whole]


def _of_lines(content: bytes) -> list[Any]:
    try:
        return [json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def questions_of(sheets: Mapping[str, Rows], records: Sequence[Any]) -> Questions:
    """The questions of a file, in their order; those about people last.

    Raises:
        ValueError: for a file without a question.
    """
    found = _of_records(records) if records else _of_sheets(sheets)
    if not found.questions and not found.without_answers:
        raise ValueError("there is no question in it")
    return found


def _of_records(records: Sequence[Any]) -> Questions:
    rows = [row for row in records if isinstance(row, dict) and str(row.get("question_text", "")).strip()]
    return Questions(
        tuple(
            FileQuestion(
                _number(str(row.get("question_number", ""))), str(row["question_text"]).strip(), "text"
            )
            for row in rows
        )
    )


def _of_sheets(sheets: Mapping[str, Rows]) -> Questions:
    columns = _columns(_responses(sheets))
    questions = [q for part, rows in _part_sheets(sheets).items() for q in _questions(part, rows, columns)]
    ordered = sorted(questions, key=lambda question: (question.about_person, question.number))
    return Questions(
        tuple(q for q in ordered if q.kind == "text" or q.answers),
        tuple(q.words for q in ordered if q.kind == "one" and not q.answers),
    )


def _part_sheets(sheets: Mapping[str, Rows]) -> dict[str, list[list[str]]]:
    """{beginning of the sheet's name: its rows that name a column}"""
    parts: dict[str, list[list[str]]] = {}
    for name, rows in sheets.items():
        part = next((part for part in PARTS if name.strip().casefold().startswith(part)), "")
        if part:
            cells = [[cell.strip() for cell in row] + [""] * 4 for row in rows]
            parts[part] = [row for row in cells if LETTERS.fullmatch(row[0])]
    return {part: rows for part, rows in parts.items() if rows}


def _questions(part: str, rows: list[list[str]], columns: dict[str, Column]) -> list[FileQuestion]:
    if part == "demographic":
        return [_choice(0, row[1], columns.get(row[0]), about_person=True) for row in rows if row[1]]
    questions: list[FileQuestion] = []
    for row in (row for row in rows if row[2]):
        number, words = _number(row[1]), row[2]
        if part in ("hybrid", "multiple choice"):
            questions.append(_choice(number, words, columns.get(row[3 if part == "hybrid" else 0])))
        if part == "open" or part == "hybrid":
            asked = "Please say why." if part == "hybrid" else ""
            questions.append(FileQuestion(number, f"{words} {asked}".strip(), "text"))
    return questions


def _choice(number: int, words: str, column: Column | None, about_person: bool = False) -> FileQuestion:
    answers = tuple(column.answers) if column and column.kind == "one" else ()
    return FileQuestion(number, words, "one", answers, about_person)


def _responses(sheets: Mapping[str, Rows]) -> Rows:
    return next((rows for name, rows in sheets.items() if "response" in name.casefold()), ())


def _columns(rows: Rows) -> dict[str, Column]:
    """{letter of a column of the responses: the column}"""
    headings, *body = rows or [[]]
    return {
        _letters(position): Column(
            heading, tuple(row[position] if position < len(row) else "" for row in body)
        )
        for position, heading in enumerate(headings)
    }


def _letters(position: int) -> str:
    """The letters of a column of a spreadsheet: A of 0, Z of 25, AA of 26."""
    before, last = divmod(position, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _number(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits[:4]) if digits else 0
