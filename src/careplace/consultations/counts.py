"""Counts of people by answer, and by answer and group, of which none gives away what one of a few people answered.

Each person counts once in each question, however often a thing is mentioned. All counts of a consultation are protected
together (`statistics.disclosure`): tables share their totals, and one must not show what another withholds. "No answer" is a
row and a column like any other, so that every table has the same total.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from careplace.consultations.questionnaire import Question
from careplace.statistics.disclosure import Sum, protect

NO_ANSWER = "no-answer"
FEWEST_FOR_PERCENTAGES = 30
"""People who answered: of fewer no percentage is shown, since one person would be several points."""
Choices = Mapping[str, Collection[str]]
"""{question's id: the keys that a person chose}"""


@dataclass(frozen=True)
class Row:
    """A choice: how many people chose it, None where the count is withheld; by group in the order of the groups."""

    key: str
    words: str
    people: int | None
    by_group: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Table:
    """What people answered to a question. `answered` is the people who did; `groups` are the words of the groups."""

    question: Question
    answered: int | None
    rows: tuple[Row, ...]
    groups: tuple[str, ...] = ()

    def percentage(self, row: Row) -> int | None:
        """The share of people who answered, to the whole percent; None of few people, or where a count is withheld."""
        if row.key == NO_ANSWER or row.people is None or self.answered is None:
            return None
        if self.answered < FEWEST_FOR_PERCENTAGES:
            return None
        return round(100 * row.people / self.answered)


def tables(
    questions: Sequence[Question], people: Sequence[Choices], smallest: int, group_by: str = ""
) -> list[Table]:
    """A table for each question with choices.

    Args:
        people: the choices of each person.
        smallest: the fewest people whose count may be shown; smaller ones but 0 are withheld, with what gives them away.
        group_by: the id of a question of one choice about the person, by which the others are shown too; "" for none.

    Raises:
        ValueError: for a `group_by` that is no such question.
    """
    chosen = [question for question in questions if question.kind != "text"]
    by = next((q for q in chosen if q.id == group_by and q.about_person and q.kind != "many"), None)
    if group_by and by is None:
        raise ValueError(f"{group_by}: no question of one choice about the person")
    cells = _Cells(people, by)
    layouts = [cells.add(question) for question in chosen]
    visible = cells.publishable(smallest)
    return [_table(layout, visible) for layout in layouts]


@dataclass(frozen=True)
class _Layout:
    """Where the counts of a question are: one row of positions for each choice, total first; and of people who answered."""

    question: Question
    rows: dict[str, list[int]]
    answered: int
    groups: tuple[str, ...]


class _Cells:
    """Every count of a consultation in one list, and the sums among them that a reader knows."""

    def __init__(self, people: Sequence[Choices], by: Question | None):
        self.people, self.by = people, by
        self.values: list[int] = []
        self.sums: list[Sum] = []
        self.groups = [(c.key, c.words) for c in by.choices] + [(NO_ANSWER, "No answer")] if by else []
        self.of_person = [_single_choice(choices, by) for choices in people] if by else []
        self.all = self._cell(len(people))
        self.group_totals = [self._cell(self.of_person.count(key)) for key, _words in self.groups]
        if by:
            self.sums.append(Sum(self.all, tuple(self.group_totals)))

    def _cell(self, count: int) -> int:
        self.values.append(count)
        return len(self.values) - 1

    def add(self, question: Question) -> _Layout:
        """The cells of a question."""
        keys = [choice.key for choice in question.choices] + [NO_ANSWER]
        if self.by is not None and question.id == self.by.id:
            rows = {key: [cell] for (key, _words), cell in zip(self.groups, self.group_totals, strict=True)}
            return _Layout(question, rows, self._answered(rows), ())
        counts = Counter(
            (key, self.of_person[n] if self.by else "")
            for n, choices in enumerate(self.people)
            for key in set(choices.get(question.id) or [NO_ANSWER])
        )
        rows = {key: self._row(key, counts) for key in keys}
        if question.kind != "many":
            self._add_up(rows)
        answered = self._answered(rows)
        return _Layout(question, rows, answered, tuple(words for _key, words in self.groups))

    def _row(self, key: str, counts: Counter[tuple[str, str]]) -> list[int]:
        total = sum(count for (of, _group), count in counts.items() if of == key)
        row = [self._cell(total), *(self._cell(counts[(key, group)]) for group, _words in self.groups)]
        if row[1:]:
            self.sums.append(Sum(row[0], tuple(row[1:])))
        # Of several choices a reader knows only that people who chose one and people who did not are everybody.
        complements = [self._cell(total_of - self.values[cell]) for total_of, cell in self._pairs(row)]
        for cell, complement, whole in zip(row, complements, [self.all, *self.group_totals], strict=True):
            self.sums.append(Sum(whole, (cell, complement)))
        return row

    def _pairs(self, row: list[int]) -> list[tuple[int, int]]:
        wholes = [self.values[cell] for cell in (self.all, *self.group_totals)]
        return list(zip(wholes, row, strict=True))

    def _add_up(self, rows: Mapping[str, list[int]]) -> None:
        for n, whole in enumerate([self.all, *self.group_totals]):
            self.sums.append(Sum(whole, tuple(row[n] for row in rows.values())))

    def _answered(self, rows: Mapping[str, list[int]]) -> int:
        cell = self._cell(self.values[self.all] - self.values[rows[NO_ANSWER][0]])
        self.sums.append(Sum(self.all, (cell, rows[NO_ANSWER][0])))
        return cell

    def publishable(self, smallest: int) -> list[int | None]:
        """Each count, None where it is withheld."""
        if smallest <= 1:
            return list(self.values)
        # How many people responded is in the report whatever else is withheld.
        public = [cell == self.all for cell in range(len(self.values))]
        withheld = protect(self.values, self.sums, smallest - 1, public=public).withheld
        return [None if hidden else count for count, hidden in zip(self.values, withheld, strict=True)]


def _single_choice(choices: Choices, question: Question) -> str:
    return next(iter(choices.get(question.id) or [NO_ANSWER]))


def _table(layout: _Layout, visible: Sequence[int | None]) -> Table:
    words = {choice.key: choice.words for choice in layout.question.choices} | {NO_ANSWER: "No answer"}
    rows = tuple(
        Row(key, words[key], visible[cells[0]], tuple(visible[cell] for cell in cells[1:]))
        for key, cells in layout.rows.items()
    )
    return Table(layout.question, visible[layout.answered], rows, layout.groups)


def withheld(answer_tables: Sequence[Table]) -> int:
    """How many counts of some tables are withheld."""
    cells = [cell for table in answer_tables for row in table.rows for cell in (row.people, *row.by_group)]
    return int(np.sum([cell is None for cell in cells])) if cells else 0
