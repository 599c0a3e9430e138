"""Counts of a consultation: people who responded, by answer; and the texts to code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from careplace.casework.consultation.models import Answer, Consultation, Question
from careplace.casework.consultation.questionnaires import questions
from careplace.consultations.counts import Table, tables

Results = dict[str, Any]


@dataclass(frozen=True)
class CodableText:
    """An answer in a person's own words, as it may be shown, for coding into themes.

    `person` is the response that counts for who wrote it: two texts of one person are two mentions and one person.
    """

    id: UUID
    text: str
    person: UUID


def codable_texts(question: Question) -> list[CodableText]:
    """The texts of a question that a person has read, of responses that count and of their repeats, by id."""
    rows = question.answers.filter(state="read", response__state__in=("accepted", "repeat")).exclude(text="")
    return [
        CodableText(answer.pk, answer.text, answer.response.same_as_id or answer.response_id)
        for answer in rows.select_related("response").order_by("pk")
    ]


def count(consultation: Consultation, group_by: str = "") -> Results:
    """The counts of a consultation as they may be shown, as plain values: what the report, its files and pages read.

    Raises:
        ValueError: for a `group_by` that is no question of one choice about the person.
    """
    current_questions = questions(consultation)
    rows = Answer.objects.filter(response__consultation=consultation, response__state="accepted")
    chosen: dict[UUID, dict[str, list[str]]] = {}
    texts: dict[str, int] = {}
    for response, question, keys, text in rows.values_list("response_id", "question_id", "chosen", "text"):
        chosen.setdefault(response, {})[str(question)] = keys
        texts[str(question)] = texts.get(str(question), 0) + bool(text)
    responses = consultation.responses
    accepted = responses.filter(state="accepted").values_list("pk", flat=True)
    people = [chosen.get(id, {}) for id in accepted]
    answer_tables = tables(current_questions, people, consultation.smallest_group, group_by)
    smallest = consultation.smallest_group
    own_words = [
        {"id": q.id, "words": q.words, "answered": _publishable(texts.get(q.id, 0), smallest)}
        for q in current_questions
        if q.kind == "text"
    ]
    return {
        "people": len(people),
        "repeats": _publishable(responses.filter(state="repeat").count(), smallest, none=0),
        "smallest": smallest,
        "tables": [_table(table) for table in answer_tables],
        "own_words": own_words,
    }


def _publishable(number: int, smallest: int, none: Any = None) -> Any:
    """A count, or where it is of fewer than the smallest group `none`, or that it is of fewer."""
    return (
        number
        if number == 0 or number >= smallest
        else none
        if none is not None
        else f"fewer than {smallest}"
    )


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {
            "key": row.key,
            "words": row.words,
            "people": row.people,
            "percentage": table.percentage(row),
            "by_group": list(row.by_group),
        }
        for row in table.rows
    ]
    return {
        "question": {"id": table.question.id, "words": table.question.words, "kind": table.question.kind},
        "answered": table.answered,
        "groups": list(table.groups),
        "has_percentages": any(row["percentage"] is not None for row in rows),
        "rows": rows,
    }


def csv_rows(results: Mapping[str, Any]) -> list[list[str]]:
    """Every count as a row: question, answer, group ("Everybody"), people ("" and "not shown" where it is withheld)."""
    rows = []
    for table in results["tables"]:
        for row in table["rows"]:
            pairs = zip(["Everybody", *table["groups"]], [row["people"], *row["by_group"]], strict=True)
            rows += [
                [table["question"]["words"], row["words"], group, *_cells(people)] for group, people in pairs
            ]
    return rows


def _cells(people: int | None) -> list[str]:
    return ["", "not shown"] if people is None else [str(people), ""]


COLUMNS = ("question", "answer", "group", "people", "status")
