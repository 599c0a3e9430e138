"""What browsers and robots ask for, and where a reader reports an error."""

import pytest
from django.conf import settings

from careplace.web.shell.templating import contact_about


@pytest.fixture
def contact(monkeypatch):
    return lambda text: monkeypatch.setattr(
        settings, "CAREPLACE", settings.CAREPLACE.model_copy(update={"contact": text})
    )


def test_printed_links_have_the_whole_address(client):
    answer = client.get("/print.css", headers={"host": "localhost"})
    assert answer["Content-Type"].startswith("text/css")
    assert 'content: " (http://localhost" attr(href) ")"' in answer.content.decode()
    assert client.get("/print.css", headers={"host": "evil.example"}).status_code == 400


def test_a_mail_about_an_error_has_its_subject(contact):
    contact("mailto:figures@example.gov.uk")
    assert (
        contact_about("Error on /places/a/")
        == "mailto:figures@example.gov.uk?subject=Error%20on%20/places/a/"
    )


def test_a_page_for_reports_stays_as_it_is(contact):
    contact("https://example.gov.uk/report")
    assert contact_about("Error") == "https://example.gov.uk/report"


def test_without_a_contact_there_is_nothing_to_link(contact):
    contact("")
    assert contact_about("Error") == ""
