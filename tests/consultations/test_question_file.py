"""Questions in files of other programs: by sheet and as JSON; what is recognised as something else, and what to do."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.consultations.question_file import (
    QUESTIONS,
    _letters,
    foreign_kind,
    questions_of,
    records_of,
)

RESPONSES = [
    ["id", "Region", "How much?", "Why?", "Else?"],
    ["R1", "North", "Much", "Because it rains.", "No thanks."],
    ["R2", "South", "Little", "Because it shines.", "Nothing."],
    ["R3", "North", "Much", "It depends.", "Perhaps."],
]
SHEETS = {
    "Demographics": [["Column letter", "Label"], ["B", "Region"]],
    "Open Questions": [["Open Questions"], ["Column ID", "Number", "Title"], ["E", "3", "Anything else?"]],
    "Hybrid Questions": [["Column", "Number", "Text", "Choices"], ["D", "1", "How much, and why?", "C"]],
    "Multiple Choice": [["Column ID", "Number", "Title"], ["C", "2", "How much?"]],
}


def rows_of(found) -> list[tuple]:
    return [(q.words, q.kind, q.answers, q.about_person) for q in found.questions]


def test_a_workbook_with_its_responses_has_every_question_in_order():
    found = questions_of(SHEETS | {"Responses": RESPONSES}, [])
    assert rows_of(found) == [
        ("How much, and why?", "one", ("Much", "Little"), False),
        ("How much, and why? Please say why.", "text", (), False),
        ("How much?", "one", ("Much", "Little"), False),
        ("Anything else?", "text", (), False),
        ("Region", "one", ("North", "South"), True),
    ]
    assert found.without_answers == ()


def test_without_responses_questions_of_choices_are_named_and_left_out():
    found = questions_of(SHEETS, [])
    assert [q.words for q in found.questions] == ["How much, and why? Please say why.", "Anything else?"]
    assert found.without_answers == ("How much, and why?", "How much?", "Region")


@pytest.mark.parametrize("form", ["one", "list", "lines"])
def test_json_has_questions_of_free_text(form):
    rows = [{"question_number": 2, "question_text": " Should it be banned? "}]
    texts = {
        "one": json.dumps(rows[0], indent=2),
        "list": json.dumps(rows),
        "lines": json.dumps(rows[0]) + "\n",
    }
    found = questions_of({}, records_of(texts[form].encode()))
    assert rows_of(found) == [("Should it be banned?", "text", (), False)]
    assert found.questions[0].number == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"topic_id": "A", "topic_label": "Ban", "topic_description": "x"}, "a list of themes"),
        ({"response_id": 1, "labels": ["A"], "stances": ["POSITIVE"]}, "what a program thinks"),
        ({"response_id": 1, "position": "AGREE"}, "what a program thinks that each response says"),
        ({"question_number": 1, "question_text": "Why?"}, "a list of questions"),
    ],
)
@pytest.mark.parametrize("write", [json.dumps, lambda row: json.dumps([row, row])])
def test_what_has_no_responses_is_named_with_what_to_do(row, words, write):
    kind = foreign_kind({}, records_of(write(row).encode()))
    assert kind.startswith(words)


def test_a_workbook_of_questions_is_no_file_of_responses_and_one_with_both_is():
    assert foreign_kind(SHEETS, []) == QUESTIONS
    assert foreign_kind(SHEETS | {"Responses": RESPONSES}, []) == ""
    assert foreign_kind({"Sheet1": RESPONSES}, []) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"a,b\n1,2\n",
        b"\xff\xfe",
        b'{"response_id": 1, "response": "Yes."}',
        b"[1, 2]",
        b"[" * 50000,
    ],
)
def test_other_files_are_no_foreign_kind_and_have_no_question(content):
    records = records_of(content)
    assert foreign_kind({}, records) == ""
    with pytest.raises(ValueError, match="no question"):
        questions_of({}, records)


@given(st.integers(0, 20_000))
def test_letters_of_columns_are_the_slow_oracles(position):
    value = 0
    for letter in _letters(position):
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value - 1 == position


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.text(max_size=15) | st.sampled_from(["question_text", "labels"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_refused(value):
    records = records_of(json.dumps(value).encode())
    rows = [row for row in records if isinstance(row, dict) and str(row.get("question_text", "")).strip()]
    assert isinstance(foreign_kind({}, records), str)
    if rows:
        assert len(questions_of({}, records).questions) == len(rows)
    else:
        with pytest.raises(ValueError, match="no question"):
            questions_of({}, records)
