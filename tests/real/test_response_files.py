"""Files of responses to consultations, as survey programs wrote them (i-dot-ai/consult and themefinder, MIT)."""

import json

import pytest

from careplace.casework.table_file import read_sheets, read_table
from careplace.consultations.question_file import QUESTIONS, foreign_kind, questions_of, records_of
from careplace.consultations.response_file import response_table
from careplace.voices.likeness import letters
from careplace.voices.personal_details import details

pytestmark = pytest.mark.real


@pytest.fixture
def content(voices):
    """`content(name)`: the bytes of a file."""
    return lambda name: (voices / "consultation" / name).read_bytes()


@pytest.fixture
def table(content):
    """`table(name)`: the table of a file of responses."""
    return lambda name: response_table(read_table(name, content(name)))


def test_two_rows_of_headings_and_columns_of_names(table):
    found = table("idotai_responses_biomass_format.csv")
    assert [heading for heading, _why in found.dropped] == [
        "What is your name?",
        "What is your email address?",
    ]
    assert found.rows == 5
    assert found.columns[0].heading.startswith("Are you responding as an individual")
    assert [c.kind for c in found.columns] == ["one", "one", "one"]


def test_headings_that_say_it_twice_and_numbers_of_questions(table):
    found = table("idotai_responses_lgr_format.csv")
    assert [c.heading for c in found.columns][:2] == ["Respondent type", "Location - address"]
    assert found.columns[3].heading == "Do you agree or disagree with the proposal?"
    assert found.rows == 5


def test_an_empty_row_below_the_headings(table):
    found = table("idotai_responses_scr_format.csv")
    assert found.rows == 5
    assert [heading for heading, _why in found.dropped] == ["Organisation name"]


def test_a_workbook_whose_responses_are_its_third_sheet(table):
    found = table("idotai_consult_data_template_v005.xlsx")
    assert found.rows == 40
    assert [heading for heading, _why in found.dropped] == ["respondent_id"]
    assert [c.kind for c in found.columns].count("text") == 3


def test_lines_of_json(table):
    found = table("themefinder_responses.jsonl")
    assert found.rows == 100
    assert [c.heading for c in found.columns] == ["response"]
    assert found.columns[0].kind == "text"
    texts = found.columns[0].cells
    assert letters(texts) == [None] * 100
    assert [detail for text in texts for detail in details(text)] == []


@pytest.mark.parametrize("name", ["themefinder_mapping.jsonl", "themefinder_sentiment.jsonl"])
def test_what_a_machine_made_of_responses_is_a_table_too(content, table, name):
    lines = [json.loads(line) for line in content(name).decode().splitlines() if line]
    assert table(name).rows == len(lines)


def test_a_workbook_of_questions_alone(content):
    sheets = read_sheets("q.xlsx", content("idotai_qu_format_a_numeric.xlsx"))
    assert foreign_kind(sheets, []) == QUESTIONS
    found = questions_of(sheets, [])
    assert [question.number for question in found.questions] == [1, 2, 3, 4, 6]
    assert {question.kind for question in found.questions} == {"text"}
    assert found.without_answers[-2:] == ("Responding as", "Size of organisation")
    assert len(found.without_answers) == 4


def test_a_workbook_with_its_responses_has_the_answers_to_choose_from(content):
    sheets = read_sheets("t.xlsx", content("idotai_consult_data_template_v005.xlsx"))
    assert foreign_kind(sheets, []) == ""
    found = questions_of(sheets, [])
    assert found.without_answers == ()
    assert [question.number for question in found.questions] == [1, 1, 2, 2, 3, 4, 0, 0, 0]
    level, people = found.questions[0], found.questions[6:]
    assert set(level.answers) >= {"Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"}
    assert [(q.words, q.about_person) for q in people] == [
        ("Region", True),
        ("Age band", True),
        ("Organisation type", True),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("themefinder_question.json", "a list of questions"),
        ("themefinder_themes.json", "a list of themes"),
        ("themefinder_mapping.jsonl", "what a program thinks that each response is about"),
        ("themefinder_sentiment.jsonl", "what a program thinks that each response says"),
        ("themefinder_responses.jsonl", ""),
        ("idotai_responses_lgr_format.csv", ""),
    ],
)
def test_files_of_a_theme_finder_are_named_with_what_to_do(content, name, words):
    kind = foreign_kind({}, records_of(content(name)))
    assert kind.startswith(words)
    assert bool(kind) == bool(words)
