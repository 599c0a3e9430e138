"""Files of responses: awkward headings, columns that must not be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.consultations.questionnaire import PREFER_NOT
from careplace.consultations.response_file import key_of, response_table

ANSWERS = [["Yes", "It is a long way."], ["No", "It is near."], ["Yes", ""]]


def headings(*rows: list[str]) -> list[str]:
    return [column.heading for column in response_table(rows).columns]


@pytest.mark.parametrize(
    "above",
    [
        [["Do you agree?", "Why?"]],
        [["Ident 1", "Ident 2"], ["Do you agree?", "Why?"]],
        [["Do you agree?", "Why?"], ["", ""]],
        [["", ""], ["Do you agree? - Do you agree?", "Q2: Why?"], ["", ""]],
        [["Prop 1 Q1 - Do you agree?", "Q2 Why?"]],
    ],
)
def test_the_headings_are_the_questions_and_every_other_row_is_a_response(above):
    table = response_table([*above, *ANSWERS])
    assert [column.heading for column in table.columns] == ["Do you agree?", "Why?"]
    assert table.rows == 3
    assert [column.kind for column in table.columns] == ["one", "text"]
    assert table.columns[0].answers == ["Yes", "No"]


@pytest.mark.parametrize(
    "heading",
    [
        "What is your name?", "Email", "What is your e-mail address?", "Telephone", "Your postcode", "Organisation name",
        "respondent_id", "Response ID", "Date of birth", "IP",
    ],
)  # fmt: skip
def test_a_column_that_may_name_people_is_dropped_with_its_cells(heading):
    table = response_table([[heading, "Why?"], ["zebra", "Because"]])
    assert [column.heading for column in table.columns] == ["Why?"]
    assert [name for name, _why in table.dropped] == [heading]
    assert "zebra" not in repr(table)


@pytest.mark.parametrize("cell", ["ann@example.org", "024 7655 1234", "CV1 2AB"])
def test_a_column_whose_cells_name_people_is_dropped_whatever_its_heading(cell):
    table = response_table([["Anything else", "Why?"], [cell, "Because"], [cell, "So"]])
    assert [column.heading for column in table.columns] == ["Why?"]
    assert cell not in repr(table)


@pytest.mark.parametrize("cells", [[], [["Why?"]], [["", ""], ["", ""]]])
def test_a_file_without_answers_is_refused(cells):
    with pytest.raises(ValueError, match="no row of headings"):
        response_table(cells)


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=6))
def test_every_column_has_a_cell_for_every_response(cells):
    try:
        table = response_table(cells)
    except ValueError:
        return
    assert {len(column.cells) for column in table.columns} <= {table.rows}
    assert all(column.heading for column in table.columns)


@given(st.text(max_size=90))
def test_the_key_of_a_choice_is_one(words):
    key = key_of(words)
    assert 0 < len(key) <= 60
    assert key_of(key) == key


def test_not_saying_is_one_choice_however_it_is_written():
    assert {key_of(words) for words in ("Prefer not to say", "Rather not say", "prefer not")} == {PREFER_NOT}
