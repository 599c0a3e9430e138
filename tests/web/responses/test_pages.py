"""What the site shows: open consultations and nothing else; what it keeps and tells."""

import json
import logging
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.consultations.questions import question, questionnaire
from tests.web.log_lines import collected
from tests.web.responses.conftest import ID, asked, publish
from tests.web.responses.test_form import ANSWERS, FORM, opened

from careplace.consultations.questionnaire import FILE
from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description
from careplace.web.shell.security import missing_headers

PATHS = ["/", f"/{ID}/", f"/{ID}/easy-read/", FORM, f"/{ID}/easy-read/respond/", f"/{ID}/thanks/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_private_and_with_every_header(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert set(missing_headers(answer.headers)) <= {"Referrer-Policy"}
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert Client().put(path).status_code == 405


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_outside_of_its_days_a_consultation_takes_nothing(client, home, inbox, days):
    today = timezone.localdate()
    opens, closes = (today + timedelta(day) for day in days)
    publish(home, asked(title="Elsewhere", opens_on=opens, closes_on=closes), "elsewhere")
    assert "Elsewhere" not in client.get("/").content.decode()
    values = opened(client) | ANSWERS | {"send": "1"}
    for path in ("/elsewhere/", "/elsewhere/respond/", "/elsewhere/easy-read/"):
        assert client.get(path).status_code == 410
    assert client.post("/elsewhere/respond/", values).status_code == 410
    assert inbox.arrivals() == []


def test_one_that_was_closed_early_takes_nothing_more(client, home, inbox):
    it = asked()
    described = Description(
        "consultation", it.title, "x", it.place, it.place_name, it.organisation, it.opens_on
    )
    values = opened(client) | ANSWERS | {"send": "1"}
    closed = it.model_copy(update={"closed": True, "closes_on": timezone.localdate()})
    release(home, ID, described, {"index.html": "<p>x</p>", FILE: closed.model_dump_json()}, 1, "Enough")
    assert client.post(FORM, values).status_code == 410
    assert inbox.arrivals() == []


def test_a_withdrawn_consultation_is_not_there(client, home):
    withdraw(home, ID, "A mistake", timezone.localdate())
    assert client.get(FORM).status_code == 404
    assert "No consultation is open" in client.get("/").content.decode()


def test_other_publications_and_files_that_are_no_questionnaire_are_not_there(client, home):
    publish(home, asked(), "a-review", "review")
    assert client.get("/a-review/").status_code == 404
    assert client.get("/none/").status_code == 404
    questions = home / "publications" / ID / "v1" / "questions.json"
    questions.chmod(0o644)
    questions.write_text("{}")
    assert client.get(FORM).status_code == 404


def test_without_easy_words_for_everything_there_is_no_easy_read_version(client, home):
    publish(home, asked(easy_about=""), "plain")
    assert client.get("/plain/easy-read/").status_code == 404
    assert "Easy read" not in client.get("/plain/").content.decode()


def test_hostile_texts_of_a_questionnaire_are_shown_as_texts(client, home):
    today = timezone.localdate()
    it = questionnaire(
        question(1, "text", help="<script>x</script>"),
        title="<img src=x>",
        about="<script>alert(1)</script>",
        privacy="{{ 7 * 7 }}",
        opens_on=today,
        closes_on=today,
    )
    publish(home, it, "hostile")
    for path in ("/", "/hostile/", "/hostile/respond/"):
        page = client.get(path).content.decode()
        assert "<script>x" not in page
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_no_log_has_an_answer_or_an_address(client):
    with collected() as lines:
        client.post(FORM, opened(client) | ANSWERS | {"send": "1"}, REMOTE_ADDR="192.0.2.77")
    text = "\n".join(lines)
    assert any(json.loads(line)["logger"] == "careplace.web.requests" for line in lines)
    assert "024 7655" not in text
    assert "192.0.2.77" not in text
    assert logging.getLogger("careplace")


def test_the_process_of_the_site_never_loads_casework(home):
    """Not by its own imports, nor by those of what it imports."""
    program = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in sys.modules if name.startswith(('careplace.casework', 'careplace.web.casework'))])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
