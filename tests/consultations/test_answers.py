"""What is an answer, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.consultations.questions import number, question, questionnaire

from careplace.consultations.answers import answer_of, faults
from careplace.consultations.questionnaire import PREFER_NOT

ASKED = questionnaire(question(1, required=True), question(2, "text"), question(3, "many", "bus car walk"))
YES = {number(1): {"choices": ["yes"]}}


@pytest.mark.parametrize(
    "answers",
    [
        YES,
        YES | {number(2): {"text": "The bus is late."}},
        YES | {number(3): {"choices": ["car", "bus"]}},
    ],
)
def test_answers_to_its_questions_have_no_fault(answers):
    assert faults(ASKED, answers) == []


@pytest.mark.parametrize(
    "answers",
    [
        {},
        [],
        None,
        YES | {number(8): {"text": "?"}},
        {number(1): {"choices": ["yes", "no"]}},
        {number(1): {"choices": ["maybe"]}},
        {number(1): {"choices": []}},
        {number(1): {"choices": [["yes"]]}},
        {number(1): {"text": "yes"}},
        YES | {number(2): {"text": " "}},
        YES | {number(2): {"text": "x" * 10_001}},
        YES | {number(2): {"text": "x", "more": 1}},
        YES | {number(3): {"choices": ["bus", "bus"]}},
    ],
)
def test_everything_else_is_refused_without_its_words(answers):
    found = faults(ASKED, answers)
    assert found
    assert "xx" not in " ".join(found)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_nothing_breaks_the_check(value):
    assert faults(ASKED, value)
    assert faults(ASKED, {number(1): value})


@given(st.text(), st.lists(st.sampled_from(["bus", "car", "walk", ""]), unique=True))
def test_what_a_form_sends_is_an_answer_or_none(text, keys):
    one, own, many = ASKED.questions
    answers = {q.id: a for q, v in ((one, "yes"), (own, text), (many, keys)) if (a := answer_of(q, v))}
    assert faults(ASKED, answers) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: question(1, "text", required=True, about_person=True),
        lambda: question(1, "one", "yes no", about_person=True),
        lambda: question(1, "one", "yes"),
        lambda: question(1, "one", "yes yes"),
        lambda: questionnaire(question(1), question(1)),
        lambda: questionnaire(closes_on="2026-05-31"),
    ],
)
def test_a_questionnaire_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValidationError):
        make()


def test_easy_words_stand_in_for_the_others_where_there_are_some():
    plain = question(1, "one", f"yes {PREFER_NOT}", about_person=True)
    assert plain.shown_words(easy_read=True) == "Question 1?"
    assert not questionnaire(plain, easy_about="Short.").has_easy_read
    easy = plain.model_copy(update={"easy": "Do you?"})
    assert easy.shown_words(easy_read=True) == "Do you?"
    assert questionnaire(easy, easy_about="Short.").has_easy_read
