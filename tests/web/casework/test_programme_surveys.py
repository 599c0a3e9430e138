"""Pages of surveys by link and of the published paper: what they say in each state, and what they refuse."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from tests.casework.people import OTHER_PLACE, PLACE
from tests.casework.programmes import records
from tests.casework.programmes.survey.records import arrival, draft
from tests.web.casework.test_programmes import address, text_of, whole

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.consultations.inbox import Inbox
from careplace.consultations.inbox import address as address_of_inbox


@pytest.fixture
def home(tmp_path):
    """A home without an edition, and the address of the site for responses."""
    more = {"home": tmp_path, "responses_site": "https://respond.example.org", "inbox": ""}
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update=more)):
        yield tmp_path


@pytest.fixture
def survey():
    """A draft with one question."""
    evaluator = records.evaluator(PLACE, "Zoe Zimmer")
    return draft(evaluator, records.programme(evaluator))


def page_of(survey, step: str = "") -> str:
    name, more = ("programme-survey-step", [step]) if step else ("programme-survey", [])
    return reverse(name, args=[PLACE, survey.pk, *more])


def open_it(client, survey):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(7)}
    form = {
        f"{name}_{n}": part
        for name, day in days.items()
        for n, part in enumerate((day.day, day.month, day.year))
    }
    sent = client.post(page_of(survey, "open"), form | {"version": survey.version})
    survey.refresh_from_db()
    return sent


def test_an_open_survey_shows_its_link_and_no_result(as_role, home, survey):
    client = as_role("evaluator")
    assert "respond.example.org" not in client.get(page_of(survey)).content.decode()
    assert open_it(client, survey).status_code == 302
    page = text_of(client.get(page_of(survey)).content.decode())
    assert f"https://respond.example.org/{survey.key}/" in page
    assert "0 of 10 people answered, 0%." in page
    assert "What people answered is shown once the survey is closed" in page
    assert "Add a question" not in page


def test_closing_takes_in_what_waits_and_counts_it(as_role, home, survey):
    client = as_role("evaluator")
    open_it(client, survey)
    inbox = Inbox(address_of_inbox(home, ""))
    inbox.create()
    for _person in range(3):
        inbox.insert(arrival(survey, 4, on=timezone.localdate()))
    assert client.post(page_of(survey, "close"), {"version": survey.version}).status_code == 302
    assert Wave.objects.get().counts == [0, 0, 0, 0, 3]
    assert (
        "its answers are counted, a survey wave for each question"
        in client.get(page_of(survey)).content.decode()
    )


def test_counts_that_came_by_link_are_withdrawn_and_not_corrected(as_role, home, survey):
    client, wave = as_role("evaluator"), records.wave(records.evaluator(), survey.programme, [10] * 5)
    SurveyQuestion.objects.update(wave=wave)
    correct, withdraw = (
        reverse("programme-part", args=[PLACE, wave.pk, f"wave-{word}"]) for word in ("correct", "withdraw")
    )
    assert client.get(correct).status_code == 403
    assert client.get(withdraw).status_code == 200
    page = client.get(address("programme", {"programme": survey.programme})).content.decode()
    assert correct not in page
    assert withdraw in page


def test_a_question_is_added_and_removed_by_its_form(as_role, survey):
    client = as_role("evaluator")
    form = {"theme": "experience", "question": "Another", "scale": "No\nYes", "agree": "1"}
    add = reverse("programme-question-add", args=[PLACE, survey.pk])
    assert client.post(add, form).status_code == 302
    assert "asks this already" in client.post(add, form).content.decode()
    question = SurveyQuestion.objects.get(question="Another")
    remove = reverse("programme-question-remove", args=[PLACE, question.pk])
    assert client.post(remove, {"version": question.version}).status_code == 302
    assert "Another" not in client.get(page_of(survey)).content.decode()


@pytest.mark.parametrize("step", ["edit", "open", "withdraw"])
def test_a_survey_of_another_place_is_not_there(as_role, step):
    evaluator = records.evaluator(OTHER_PLACE, "Olga Other")
    survey = draft(evaluator, records.programme(evaluator))
    client = as_role("evaluator")
    for place in (PLACE, OTHER_PLACE):
        assert client.get(reverse("programme-survey-step", args=[place, survey.pk, step])).status_code == 404
    assert Survey.objects.get().state == "draft"


def test_what_keeps_a_paper_back_is_on_its_page_and_publishing_says_it_again(as_role, home):
    client, rows = as_role("evaluator"), whole("locked")
    problem = "was opened by another protocol: open it again."
    assert problem in client.get(address("programme-paper", rows)).content.decode()
    sent = client.post(address("programme-paper-publish", rows), {})
    assert sent.status_code == 422
    assert problem in sent.content.decode()
    assert not (home / "publications").exists()


def test_each_sentence_is_shown_with_its_verdict(as_role, home):
    client, rows = as_role("evaluator"), whole("locked")
    page = text_of(client.get(address("programme-paper", rows)).content.decode())
    assert "103 of 147 agree" in page
    assert "Holds“103”: the records have 103 of 147" in page
    assert "Cannot be checkedno figure of this number is known" in page
