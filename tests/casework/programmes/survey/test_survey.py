"""A survey by link: written, opened, answered, closed, and counted into waves."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import OTHER_PLACE
from tests.casework.programmes import records
from tests.casework.programmes.survey.records import CLOSES, TODAY, arrival, draft, opened

from careplace.casework.audit.models import Event
from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.survey import actions
from careplace.casework.programmes.survey.collection import collect, end_due
from careplace.casework.programmes.survey.counting import PASSED_ON, answered, answered_words, counts_of
from careplace.casework.programmes.survey.models import Survey, SurveyResponse
from careplace.casework.scope.actor import NotAllowed
from careplace.consultations.inbox import Inbox, address
from careplace.consultations.surveys import survey as published

pytestmark = pytest.mark.usefixtures("both")
OTHER = "Our goals are the same"


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def programme(evaluator):
    return records.programme(evaluator)


@pytest.fixture
def inbox(tmp_path):
    box = Inbox(address(tmp_path, ""))
    box.create()
    return box


def send(inbox, *arrivals):
    for entry in arrivals:
        assert inbox.insert(entry)
    return collect(inbox)


def finished(evaluator, survey, home) -> Survey:
    survey.refresh_from_db()
    actions.close(evaluator, survey.pk, survey.version, TODAY, home)
    return actions.count(evaluator, survey.pk)


def open_it(evaluator, survey, home, opens, closes) -> Survey:
    values = {"opens_on": opens, "closes_on": closes}
    return actions.open_survey(evaluator, survey.pk, survey.version, values, TODAY, home)


def test_an_open_survey_is_found_by_its_key_alone(evaluator, programme, tmp_path):
    survey = opened(evaluator, programme, tmp_path, records.QUESTION, OTHER)
    entry = published(tmp_path, survey.key)
    assert [question.words for question in entry.questionnaire.questions] == [records.QUESTION, OTHER]
    assert entry.questionnaire.is_open(TODAY)
    assert not any(survey.key in str((event.before, event.after)) for event in Event.objects.all())


def test_answers_are_counted_into_a_wave_for_each_question(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path, records.QUESTION, OTHER)
    taken = send(inbox, arrival(survey, 4, 0), arrival(survey, 3), arrival(survey, 4, 2))
    assert taken == (3, 0)
    assert inbox.arrivals() == []
    assert not Wave.objects.exists(), "nobody sees a result before the survey is closed"
    assert finished(evaluator, survey, tmp_path).state == "counted"
    waves = {wave.question: wave for wave in Wave.objects.all()}
    assert waves[records.QUESTION].counts == [0, 0, 0, 1, 2]
    assert waves[OTHER].counts == [1, 0, 1, 0, 0]
    assert {(wave.invited, wave.held_on, wave.asked_of) for wave in waves.values()} == {
        (10, TODAY, "All practitioners")
    }
    assert waves[OTHER].by_link.survey == survey
    assert not published(tmp_path, survey.key).questionnaire.is_open(TODAY)


def test_a_response_that_comes_twice_counts_once(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    entry = arrival(survey, 4)
    send(inbox, entry)
    assert send(inbox, entry) == (1, 0)
    assert SurveyResponse.objects.count() == 1


def test_a_question_that_nobody_answered_has_no_wave(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path, records.QUESTION, OTHER)
    send(inbox, arrival(survey, 4))
    finished(evaluator, survey, tmp_path)
    assert [wave.question for wave in Wave.objects.all()] == [records.QUESTION]


def test_what_fits_no_survey_stays_in_the_inbox(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    wrong = [
        arrival(survey, 9),
        arrival(survey, 1, on=CLOSES + timedelta(1)),
        arrival(Survey(key="survey-" + "a" * 32)),
    ]
    assert send(inbox, *wrong) == (0, 3)
    assert len(inbox.arrivals()) == 3


def test_answers_to_a_withdrawn_survey_are_kept_nowhere(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    actions.withdraw(evaluator, survey.pk, survey.version, "A wrong list", tmp_path)
    assert send(inbox, arrival(survey, 4)) == (1, 0)
    assert (SurveyResponse.objects.count(), inbox.arrivals()) == (0, [])
    assert not published(tmp_path, survey.key).questionnaire.is_open(TODAY)


def test_who_answers_twice_is_noticed_and_a_link_that_was_passed_on_too(
    evaluator, programme, inbox, tmp_path
):
    survey = opened(evaluator, programme, tmp_path, invited=2)
    send(inbox, arrival(survey, 4, session="a" * 64), arrival(survey, 4, session="a" * 64))
    words = answered_words(survey, answered(survey))
    assert words[0] == "2 of 2 people answered, 100%."
    assert words[1].startswith("1 of the responses came from a browser that had answered before")
    send(inbox, arrival(survey, 3))
    assert answered_words(survey, answered(survey))[0] == f"3 people answered. {PASSED_ON}"
    finished(evaluator, survey, tmp_path)
    assert Wave.objects.get().invited is None


def test_nobody_knows_how_many_got_the_link(evaluator, programme, tmp_path):
    survey = opened(evaluator, programme, tmp_path, invited=None)
    assert answered_words(survey, answered(survey)) == [
        "0 people answered. How many got the link is not known."
    ]


def test_the_audit_has_that_an_answer_came_and_never_which(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    send(inbox, arrival(survey, 4))
    event = Event.objects.filter(action="receive").get()
    assert set(json.loads(event.after)) == {"state", "survey_id", "received_on"}


def test_the_timer_closes_and_counts_what_is_due(evaluator, programme, inbox, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    send(inbox, arrival(survey, 4))
    assert end_due(CLOSES, tmp_path) == 0
    assert end_due(CLOSES + timedelta(1), tmp_path) == 1
    assert Wave.objects.get().held_on == CLOSES
    assert end_due(CLOSES + timedelta(2), tmp_path) == 0


def test_a_wave_of_the_same_day_keeps_a_survey_from_being_counted_twice(
    evaluator, programme, inbox, tmp_path
):
    survey = opened(evaluator, programme, tmp_path)
    send(inbox, arrival(survey, 4))
    other = records.wave(evaluator, programme, [10] * 5, CLOSES)
    assert end_due(CLOSES + timedelta(1), tmp_path) == 0
    assert Survey.objects.get().state == "closed"
    Wave.objects.filter(pk=other.pk).update(state="withdrawn")
    assert end_due(CLOSES + timedelta(1), tmp_path) == 1


def test_questions_of_an_open_survey_cannot_change(evaluator, programme, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    question = survey.questions.get()
    entry = {"theme": "experience", "question": OTHER, "scale": records.SCALE, "agree": 2}
    for attempt in (
        lambda: actions.add_question(evaluator, survey.pk, entry),
        lambda: actions.remove_question(evaluator, question.pk, question.version),
    ):
        with pytest.raises(NotAllowed, match="its questions cannot be changed"):
            attempt()


def test_a_draft_has_its_questions_added_and_removed(evaluator, programme):
    survey = draft(evaluator, programme, records.QUESTION, OTHER)
    question = survey.questions.get(question=OTHER)
    actions.remove_question(evaluator, question.pk, question.version)
    assert counts_of(survey) == {str(survey.questions.get(question=records.QUESTION).pk): [0] * 5}


@pytest.mark.parametrize(
    ("days", "says"),
    [((-9, -1), "This day has passed"), ((5, 4), "cannot close before it opens")],
)
def test_days_that_are_wrong_are_refused(evaluator, programme, tmp_path, days, says):
    survey = draft(evaluator, programme)
    opens, closes = (TODAY + timedelta(day) for day in days)
    with pytest.raises(ValidationError, match=says):
        open_it(evaluator, survey, tmp_path, opens, closes)
    assert not (tmp_path / "surveys").exists()


def test_a_survey_without_a_question_is_not_opened(evaluator, programme, tmp_path):
    survey = draft(evaluator, programme)
    question = survey.questions.get()
    actions.remove_question(evaluator, question.pk, question.version)
    with pytest.raises(ValidationError, match="Add a question first"):
        open_it(evaluator, survey, tmp_path, TODAY, CLOSES)
    assert Survey.objects.get().state == "draft"


def test_one_that_closes_before_its_first_day_has_that_day(evaluator, programme, tmp_path):
    survey = draft(evaluator, programme)
    survey = open_it(evaluator, survey, tmp_path, CLOSES, CLOSES)
    assert actions.close(evaluator, survey.pk, survey.version, TODAY, tmp_path).closes_on == CLOSES


def test_another_places_survey_is_not_there(programme, evaluator, tmp_path):
    survey = opened(evaluator, programme, tmp_path)
    other = records.evaluator(OTHER_PLACE, "Olga Other")
    for attempt in (
        lambda: actions.count(other, survey.pk),
        lambda: actions.close(other, survey.pk, survey.version, TODAY, tmp_path),
    ):
        with pytest.raises(Survey.DoesNotExist):
            attempt()
