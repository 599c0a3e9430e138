"""The form of a survey by link: in no list, without an account, closed when it says so; its key in no log."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from tests.consultations.questions import number, question, questionnaire
from tests.web.log_lines import collected
from tests.web.responses.test_form import fields, opened, opened_again

from careplace.consultations.surveys import new_key, put_survey
from careplace.web.consultation import rate
from careplace.web.consultation.rate import Rate

KEY = new_key()
FORM = f"/{KEY}/respond/"


def scales(**more):
    """A survey of two scales that is open today."""
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(3), "closes_on": today + timedelta(3)}
    scale = "option-0 option-1 option-2"
    asked = (question(1, "scale", scale), question(2, "scale", scale))
    return questionnaire(*asked, **{"title": "How teams work together", **days, **more})


@pytest.fixture
def survey(home, monkeypatch):
    monkeypatch.setattr(rate, "_rate", Rate(30))
    put_survey(home, KEY, scales())
    return home


def test_it_is_in_no_list_and_its_page_leads_to_none(client, survey):
    assert KEY not in client.get("/").content.decode()
    page = client.get(f"/{KEY}/").content.decode()
    assert "How teams work together" in page
    assert "All consultations" not in page
    assert client.get(f"/{new_key()}/").status_code == 404
    assert client.get(f"/{KEY}/easy-read/").status_code == 404


def test_answers_are_sent_and_in_the_inbox(client, survey, inbox):
    check = client.post(FORM, opened(client, FORM) | {number(1): "option-2"})
    values = opened_again(check) | {"send": "1"}
    values.pop("change", None)
    sent = client.post(FORM, values, follow=True).content.decode()
    assert "We have your answers." in sent
    assert "Nobody can see who gave which." in sent
    assert "reads every response" not in sent
    (arrival,) = inbox.arrivals()
    assert (arrival.consultation, arrival.answers) == (KEY, {number(1): {"choices": ["option-2"]}})


def test_one_without_an_answer_is_not_sent(client, survey, inbox):
    assert client.post(FORM, opened(client, FORM) | {"send": "1"}).status_code == 422
    assert inbox.arrivals() == []


@pytest.mark.parametrize(
    "change", [{"website": "https://example.org"}, {number(1): "option-9"}, {"token": "forged"}]
)
def test_what_a_program_sends_is_refused(client, survey, inbox, change):
    values = opened(client, FORM) | {number(1): "option-2", "send": "1"} | change
    assert client.post(FORM, values).status_code == 422
    assert inbox.arrivals() == []


def test_one_that_comes_back_at_once_and_many_of_one_address_wait(client, survey, inbox, monkeypatch):
    values = {number(1): "option-2", "send": "1"}
    with override_settings(LEAST_SECONDS=60):
        early = client.post(FORM, opened(client, FORM) | values)
    assert early.status_code == 422
    monkeypatch.setattr(rate, "_rate", Rate(1))
    assert client.post(FORM, fields(early) | values).status_code == 302
    assert client.post(FORM, opened(client, FORM) | values).status_code == 429
    assert len(inbox.arrivals()) == 1


def test_a_closed_survey_says_so_and_takes_nothing(client, survey, inbox):
    values = opened(client, FORM) | {number(1): "option-2", "send": "1"}
    put_survey(survey, KEY, scales(closed=True))
    for answer in (client.get(f"/{KEY}/"), client.get(FORM), client.post(FORM, values)):
        assert answer.status_code == 410
        assert "Only counts of the answers are used." in answer.content.decode()
    assert inbox.arrivals() == []


def test_no_log_has_the_key(client, survey):
    with collected() as lines:
        client.get(f"/{KEY}/")
        client.post(FORM, opened(client, FORM) | {number(1): "option-2"})
    text = "\n".join(lines)
    assert "survey-(secret)" in text
    assert KEY.removeprefix("survey-") not in text


def test_the_only_cookie_is_the_forms(client, survey):
    assert not client.get(f"/{KEY}/").cookies
    assert list(client.get(FORM).cookies) == ["careplace_response"]
