"""Files of answers: counted by option and by group, refused by row and heading."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.programmes.records import SCALE

from careplace.casework.programmes.answer_files import AnswersRefused, answers_from

COLUMNS = ["Organisation", "Role"]
FILE = """Name,Organisation,Role,Answer
A,Council,Nurse,Agree
B,council,nurse, strongly agree

C,NHS  trust,Nurse,AGREE
D,NHS trust,,Neither
"""


def test_a_file_of_answers_is_counted():
    text = "\ufeffname,answer\nA,Agree\nB, strongly agree \n\nC,AGREE\n"
    answers = answers_from("a.csv", text.encode(), SCALE)
    assert answers.counts == [0, 0, 0, 2, 1]
    assert answers.groups == []


def test_groups_are_counted_and_other_columns_are_not_kept():
    answers = answers_from("a.csv", FILE.encode(), SCALE, COLUMNS)
    assert answers.counts == [0, 0, 1, 2, 1]
    assert answers.groups == [
        [["Council", "Nurse"], [0, 0, 0, 1, 1]],
        [["NHS trust", ""], [0, 0, 1, 0, 0]],
        [["NHS trust", "Nurse"], [0, 0, 0, 1, 0]],
    ]


def test_a_heading_may_be_written_in_other_letters():
    assert answers_from("a.csv", FILE.encode(), SCALE, ["ROLE"]).groups[0][0] == [""]


def test_a_row_that_is_too_short_has_no_group():
    answers = answers_from("a.csv", b"Role,Answer\nAgree\nNurse,Agree\n", SCALE, ["Role"])
    assert answers.groups == [[[""], [0, 0, 0, 1, 0]], [["Nurse"], [0, 0, 0, 1, 0]]]


labels = st.sampled_from(["Council", "NHS trust", "Home care", ""])
rows = st.lists(st.tuples(labels, labels, st.sampled_from(SCALE)), max_size=60)


@given(rows)
def test_each_answer_is_counted_once_in_its_group(rows):
    text = io.StringIO()
    csv.writer(text).writerows([["One", "Two", "Answer"], *rows])
    answers = answers_from("a.csv", text.getvalue().encode(), SCALE, ["One", "Two"])
    slow = Counter(rows)
    assert answers.counts == [sum(answer == option for _, _, answer in rows) for option in SCALE]
    assert {tuple(group): counts for group, counts in answers.groups} == {
        (first, second): [slow[first, second, option] for option in SCALE] for first, second, _ in rows
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"answer\nAgree\nPerhaps\n", "row 3: “Perhaps”"),
        (b"answer\n" + b"Perhaps\n" * 7, "and 2 more"),
        (b"answer\n\xff\xfe\n", "is no CSV file in UTF-8"),
    ],
)
def test_an_answer_that_is_none_is_named_with_its_row(data, says):
    with pytest.raises(AnswersRefused, match=says):
        answers_from("answers.csv", data, SCALE)


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("Team,Answer", "row 1: expected one column “Role” before the answers; found Team"),
        ("Answer", "found none"),
        ("Role,role,Answer", "found Role, role"),
        ("Team,Role", "found Team"),
    ],
)
def test_a_column_that_is_not_there_once_is_named(heading, says):
    with pytest.raises(AnswersRefused, match=says):
        answers_from("answers.csv", f"{heading}\n".encode(), SCALE, ["Role"])
