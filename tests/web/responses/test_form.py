"""The form: filled in, checked, changed, sent; programs, second clicks, and many from one address."""

from datetime import date

import pytest
from django.test import Client, override_settings
from lxml import html
from tests.consultations.questions import number
from tests.web.responses.conftest import ID, asked, publish

from careplace.web.consultation import rate
from careplace.web.consultation.rate import Rate

FORM = f"/{ID}/respond/"
ANSWERS = {
    number(1): "agree",
    number(2): "Ring me on 024 7655 1234",
    number(3): ["bus", "walk"],
    number(9): "old",
}


@pytest.fixture(autouse=True)
def fresh_rate(monkeypatch):
    monkeypatch.setattr(rate, "_rate", Rate(30))


def fields(answer) -> dict:
    """What the page's form has, hidden or typed in already."""
    return {name: value for name, value in html.fromstring(answer.content).forms[0].fields.items() if value}


def opened(client, path: str = FORM) -> dict:
    page = client.get(path)
    assert page.status_code == 200
    return fields(page)


def sent(client, path: str = FORM, **more):
    """The answers checked, and sent."""
    check = client.post(path, opened(client, path) | ANSWERS | more)
    assert check.status_code == 200, check.content.decode()
    values = {name: field.value for name, field in _inputs(check).items()}
    return client.post(path, values | {number(3): ["bus", "walk"], "send": "1"}, follow=True)


def _inputs(answer) -> dict:
    return {
        element.name: element for element in html.fromstring(answer.content).forms[0].inputs if element.name
    }


def test_a_response_is_checked_sent_and_in_the_inbox(client, inbox):
    page = client.post(FORM, opened(client) | ANSWERS).content.decode()
    assert "Ring me on 024 7655 1234" in page
    assert "telephone number" in page
    assert "Bus; Walk" in page
    answer = sent(client)
    assert "We have your response." in answer.content.decode()
    arrival = inbox.arrivals()[0]
    assert arrival.answers == {
        number(1): {"choices": ["agree"]},
        number(2): {"text": "Ring me on 024 7655 1234"},
        number(3): {"choices": ["bus", "walk"]},
        number(9): {"choices": ["old"]},
    }
    assert (arrival.consultation, arrival.version, arrival.easy_read) == (ID, 1, False)


def test_the_easy_read_form_takes_the_same_answers_in_easy_words(client, inbox):
    page = client.get(f"/{ID}/easy-read/respond/").content.decode()
    assert "Do you like it?" in page
    assert "Question 1?" not in page
    sent(client, f"/{ID}/easy-read/respond/")
    assert inbox.arrivals()[0].easy_read


def test_answers_can_be_changed_before_they_are_sent(client, inbox):
    first = client.post(FORM, opened(client) | ANSWERS)
    back = client.post(FORM, opened_again(first) | {"change": "1"})
    assert back.status_code == 200
    assert "Ring me on 024 7655 1234" in back.content.decode()
    assert inbox.arrivals() == []


def opened_again(answer) -> dict:
    return {name: element.value for name, element in _inputs(answer).items() if name != "send"}


def test_a_second_click_is_the_same_response(client, inbox):
    check = client.post(FORM, opened(client) | ANSWERS)
    values = opened_again(check) | {"send": "1"}
    values.pop("change", None)
    answers = [client.post(FORM, values) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert len(inbox.arrivals()) == 1


def test_two_responses_of_one_browser_have_one_session_and_those_of_two_never(client, inbox):
    sent(client)
    sent(client)
    sent(Client(enforce_csrf_checks=True))
    sessions = [arrival.session for arrival in inbox.arrivals()]
    assert len(sessions) == 3
    assert len(set(sessions)) == 2
    assert all(len(session) == 64 for session in sessions)
    cookie = client.cookies["careplace_response"].value
    assert cookie not in repr(inbox.arrivals())


def test_the_only_cookie_is_the_forms_and_ends_with_the_session(client):
    assert not client.get("/").cookies
    assert not client.get(f"/{ID}/").cookies
    cookies = client.get(FORM).cookies
    assert list(cookies) == ["careplace_response"]
    cookie = cookies["careplace_response"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Strict")


def test_without_the_cookie_a_response_is_refused_and_nobody_is_made_one(inbox):
    answer = Client(enforce_csrf_checks=True).post(FORM, ANSWERS | {"send": "1"})
    assert answer.status_code == 403
    assert inbox.arrivals() == []


@pytest.mark.parametrize(
    "change",
    [
        {number(1): ""},
        {number(1): "maybe"},
        {number(3): ["plane"]},
        {number(2): "x" * 10_001},
        {"token": ""},
        {"token": "forged"},
        {"website": "https://example.org"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_is_kept(client, inbox, change):
    answer = client.post(FORM, opened(client) | ANSWERS | {"send": "1"} | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert number(2) in change or "Ring me on 024 7655 1234" in page
    assert inbox.arrivals() == []


def test_the_token_of_another_consultation_is_refused(client, home, inbox):
    publish(home, asked(title="Another"), "other")
    token = opened(client, "/other/respond/")["token"]
    assert client.post(FORM, opened(client) | ANSWERS | {"token": token, "send": "1"}).status_code == 422
    assert inbox.arrivals() == []


def test_a_form_that_comes_back_at_once_is_sent_by_pressing_again(client, inbox):
    with override_settings(LEAST_SECONDS=60):
        answer = client.post(FORM, opened(client) | ANSWERS)
    assert answer.status_code == 422
    assert "very quickly" in answer.content.decode()
    assert client.post(FORM, fields(answer) | ANSWERS | {"send": "1"}).status_code == 302
    assert len(inbox.arrivals()) == 1


def test_an_empty_response_is_none(client, home, inbox):
    questions = tuple(q.model_copy(update={"required": False}) for q in asked().questions)
    optional = asked().model_copy(update={"questions": questions})
    publish(home, optional, "optional")
    path = "/optional/respond/"
    assert client.post(path, opened(client, path) | {"send": "1"}).status_code == 422
    assert inbox.arrivals() == []


def test_many_from_one_address_wait_and_lose_nothing(client, inbox, monkeypatch):
    monkeypatch.setattr(rate, "_rate", Rate(2))
    answers = [client.post(FORM, opened(client) | ANSWERS | {"send": "1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Ring me on 024 7655 1234" in answers[2].content.decode()
    elsewhere = client.post(FORM, opened(client) | ANSWERS | {"send": "1"}, REMOTE_ADDR="10.0.0.7")
    assert elsewhere.status_code == 302
    assert len(inbox.arrivals()) == 3


def test_the_key_of_the_rate_is_another_each_day_and_the_address_is_nowhere():
    days = iter([date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 2)])
    limit = Rate(1, lambda: next(days))
    assert limit.wait("192.0.2.77") == 0
    first = limit._key
    assert limit.wait("192.0.2.77") > 0
    assert limit.wait("192.0.2.77") == 0
    assert limit._key != first
    assert "192.0.2.77" not in repr(vars(limit)) + repr(vars(limit._buckets))


def test_while_the_inbox_is_away_nothing_is_lost(client, home, inbox):
    check = client.post(FORM, opened(client) | ANSWERS)
    for path in home.glob("inbox.sqlite3*"):
        path.unlink()
    values = opened_again(check) | {"send": "1"}
    values.pop("change", None)
    answer = client.post(FORM, values)
    assert answer.status_code == 503
    assert "Ring me on 024 7655 1234" in answer.content.decode()
    inbox.create()
    assert client.post(FORM, values).status_code == 302
    assert len(inbox.arrivals()) == 1
