"""Counts of people: against a slow count, and against a reader who knows every sum."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.consultations.questions import number, question

from careplace.consultations.counts import NO_ANSWER, tables, withheld
from careplace.consultations.questionnaire import PREFER_NOT

WHO = question(9, "one", f"young old {PREFER_NOT}", about_person=True)
QUESTIONS = [question(1, "one", "yes no unsure"), question(2, "many", "bus car walk"), WHO]
PERSON = st.fixed_dictionaries(
    {},
    optional={
        number(1): st.sampled_from(["yes", "no", "unsure"]).map(lambda key: [key]),
        number(2): st.lists(st.sampled_from(["bus", "car", "walk"]), min_size=1, max_size=5),
        number(9): st.sampled_from(["young", "old", PREFER_NOT]).map(lambda key: [key]),
    },
)


def people(*spans: tuple[int, dict]) -> list[dict]:
    return [choices for count, choices in spans for _ in range(count)]


@given(st.lists(PERSON, max_size=12))
def test_every_person_counts_once_in_a_question_however_often_it_is_mentioned(persons):
    for table in tables(QUESTIONS, persons, 1, WHO.id):
        id = table.question.id
        assert table.answered == sum(id in person for person in persons)
        for row in table.rows:
            chose = [p for p in persons if row.key in (p.get(id) or [NO_ANSWER])]
            assert row.people == len(chose)
            for n, group in enumerate(["young", "old", PREFER_NOT, NO_ANSWER] if row.by_group else []):
                assert row.by_group[n] == sum(group in (p.get(WHO.id) or [NO_ANSWER]) for p in chose)


def inferences(persons: Sequence[dict], smallest: int) -> list[tuple[int, float, float]]:
    """(count, least, greatest) of every withheld count of question 1 by group, for a reader who knows that counts add up."""
    shown = tables([QUESTIONS[0], WHO], persons, smallest, WHO.id)
    true = tables([QUESTIONS[0], WHO], persons, 1, WHO.id)
    cells = [[row.people, *row.by_group] for row in shown[0].rows]
    totals = {row.key: row.people for row in shown[1].rows}
    margins = [len(persons), *totals.values()]
    rows, columns = len(cells), len(cells[0])
    equations, right = [], []

    def say(indices: list[int], value: float) -> None:
        row = [0.0] * (rows * columns + columns)
        for index, sign in indices:
            row[index] = sign
        equations.append(row)
        right.append(value)

    for i in range(rows):
        say([(i * columns, -1), *((i * columns + j, 1) for j in range(1, columns))], 0)
        for j in range(columns):
            if cells[i][j] is not None:
                say([(i * columns + j, 1)], cells[i][j])
    for j in range(columns):
        say([*((i * columns + j, 1) for i in range(rows)), (rows * columns + j, -1)], 0)
        if margins[j] is not None:
            say([(rows * columns + j, 1)], margins[j])
    found = []
    for i, j in [(i, j) for i in range(rows) for j in range(columns) if cells[i][j] is None]:
        aim = [float(n == i * columns + j) for n in range(rows * columns + columns)]
        least = linprog(aim, A_eq=equations, b_eq=right).fun
        greatest = -linprog([-a for a in aim], A_eq=equations, b_eq=right).fun
        found.append(([true[0].rows[i].people, *true[0].rows[i].by_group][j], least, greatest))
    return found


@pytest.mark.parametrize(
    "persons",
    [
        people(
            (20, {number(1): ["yes"], number(9): ["old"]}), (1, {number(1): ["no"], number(9): ["young"]})
        ),
        people(
            (8, {number(1): ["yes"], number(9): ["old"]}),
            (3, {number(1): ["no"], number(9): ["old"]}),
            (9, {number(1): ["no"], number(9): ["young"]}),
            (7, {number(9): ["young"]}),
            (6, {number(1): ["unsure"]}),
        ),
    ],
)
def test_no_reader_can_calculate_a_small_count_from_the_others(persons):
    found = inferences(persons, 5)
    small = [(least, greatest) for count, least, greatest in found if 0 < count < 5]
    assert small
    assert all(least < 1.5 and greatest > 3.5 for least, greatest in small)


@given(st.lists(PERSON, max_size=40))
def test_no_small_count_is_shown(persons):
    for table in tables(QUESTIONS, persons, 5, WHO.id):
        for row in table.rows:
            assert not {1, 2, 3, 4} & {row.people, *row.by_group}


def test_all_but_two_is_as_small_as_two():
    """98 of 100 say that two did not."""
    table = tables([QUESTIONS[1]], people((98, {number(2): ["bus"]}), (2, {number(2): ["car"]})), 5)[0]
    assert [row.people for row in table.rows][:2] == [None, None]


def test_percentages_are_of_those_who_answered_and_of_thirty_or_more():
    many = tables([QUESTIONS[0]], people((30, {number(1): ["yes"]}), (10, {number(1): ["no"]}), (20, {})), 5)[
        0
    ]
    assert [many.percentage(row) for row in many.rows] == [75, 25, 0, None]
    few = tables([QUESTIONS[0]], people((19, {number(1): ["yes"]}), (10, {number(1): ["no"]})), 5)[0]
    assert [few.percentage(row) for row in few.rows] == [None] * 4
    assert withheld([few]) == 0


@pytest.mark.parametrize("group", [number(1), number(2), "none"])
def test_groups_are_those_of_a_question_about_the_person(group):
    with pytest.raises(ValueError, match="about the person"):
        tables(QUESTIONS, [], 5, group)
