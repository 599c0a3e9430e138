"""Surveys by link as files: found by their key alone, and never with other questions."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.consultations.questions import question, questionnaire

from careplace.backups.contents import edition_files, is_of_home
from careplace.consultations.surveys import SurveyChanged, is_survey, new_key, put_survey, survey


def test_a_key_is_long_random_and_of_an_address():
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(is_survey(key) and len(key) == len("survey-") + 32 for key in keys)
    # 160 bits: every letter and digit of the alphabet is in 200 keys.
    assert set("".join(key.removeprefix("survey-") for key in keys)) == set(string.ascii_lowercase + "234567")


@pytest.mark.parametrize(
    "id", ["", "survey-", "survey-../../etc/passwd", "consultation-northmoor", "survey-" + "A" * 32]
)
def test_what_is_no_key_finds_nothing(tmp_path, id):
    assert not is_survey(id)
    assert survey(tmp_path, id) is None
    with pytest.raises(ValueError, match="no key of a survey"):
        put_survey(tmp_path, id, questionnaire())


@given(st.text(max_size=60))
def test_no_text_leads_out_of_the_folder(text):
    assert not is_survey(text) or "/" not in text


def test_a_survey_is_read_as_it_was_put(tmp_path):
    key, asked = new_key(), questionnaire()
    put_survey(tmp_path, key, asked)
    entry = survey(tmp_path, key)
    assert (entry.id, entry.version, entry.questionnaire) == (key, 1, asked)
    assert survey(tmp_path, new_key()) is None


def test_it_can_be_closed_and_its_questions_cannot_change(tmp_path):
    key, asked = new_key(), questionnaire()
    put_survey(tmp_path, key, asked)
    put_survey(tmp_path, key, asked.model_copy(update={"closed": True}))
    assert survey(tmp_path, key).questionnaire.closed
    with pytest.raises(SurveyChanged):
        put_survey(tmp_path, key, questionnaire(question(7)))
    assert survey(tmp_path, key).questionnaire.questions == asked.questions


def test_a_damaged_file_takes_no_answers(tmp_path):
    key = new_key()
    put_survey(tmp_path, key, questionnaire())
    (path,) = (tmp_path / "surveys").iterdir()
    path.write_text("{}")
    assert survey(tmp_path, key) is None


def test_a_backup_has_the_folder(tmp_path):
    key = new_key()
    put_survey(tmp_path, key, questionnaire())
    names = [path.relative_to(tmp_path).as_posix() for path in edition_files(tmp_path)]
    assert names == [f"surveys/{key}.json"]
    assert is_of_home(names[0])
    assert not is_of_home("surveys")
