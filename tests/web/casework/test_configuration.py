"""Settings of mail and of the scheme: what is taken, and what is refused without repeating a password."""

import contextlib
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.priority import scheme as schemes
from careplace.web.casework.configuration import mail_of, scheme_of
from careplace.web.shell.configuration import WrongSettings


def test_a_mail_server_is_read_from_its_address():
    login = "ann:p%40ss"
    url = f"smtp://{login}@mail.example.org:587?tls"
    mail = mail_of({"CAREPLACE_MAIL_URL": url, "CAREPLACE_MAIL_FROM": "a@b.org"})
    assert (mail.host, mail.port, mail.user, mail.password) == ("mail.example.org", 587, "ann", "p@ss")
    assert mail.tls
    assert mail.sender == "a@b.org"
    assert mail.backend == "django.core.mail.backends.smtp.EmailBackend"
    assert "p@ss" not in repr(mail)


def test_mails_go_to_a_folder_or_to_the_terminal():
    assert mail_of({"CAREPLACE_MAIL_URL": "file:/var/spool/mails"}).folder == "/var/spool/mails"
    assert mail_of({}).backend == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    "url", ["smtp://", "smtp://host:x", "file:", "http://example.org", "mail", "smtp://[/x"]
)
def test_another_address_is_refused_and_not_repeated(url):
    with pytest.raises(WrongSettings, match="CAREPLACE_MAIL_URL") as refused:
        mail_of({"CAREPLACE_MAIL_URL": url + "#s3cret"})
    assert "s3cret" not in str(refused.value)


@given(st.text(string.printable, max_size=60))
def test_no_text_breaks_the_reading_of_settings(url):
    with contextlib.suppress(WrongSettings):
        mail_of({"CAREPLACE_MAIL_URL": url})


DEFAULT = Path(schemes.__file__).with_name("default.toml").read_text(encoding="utf-8")


def test_without_a_scheme_the_example_is_used_and_says_that_it_is_one():
    assert scheme_of({}) == scheme_of({"CAREPLACE_PRIORITY_SCHEME": " "}) == schemes.default()
    assert "illustrative" in scheme_of({}).status


def test_a_team_s_own_scheme_is_read_from_its_file(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(DEFAULT.replace("Example scheme", "Our scheme"), encoding="utf-8")
    assert scheme_of({"CAREPLACE_PRIORITY_SCHEME": str(path)}).title == "Our scheme"


def test_every_fault_of_a_scheme_is_reported_and_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(DEFAULT.replace("from = 60", "from = 20").replace('by = "age"', 'by = "count"'), "utf-8")
    with pytest.raises(WrongSettings) as refused:
        scheme_of({"CAREPLACE_PRIORITY_SCHEME": str(path)})
    for fault in ("the bands, from:", "rule rating-age, by:", "rule visit-age, by:"):
        assert fault in str(refused.value)
    with pytest.raises(WrongSettings, match=r"nowhere\.toml"):
        scheme_of({"CAREPLACE_PRIORITY_SCHEME": str(tmp_path / "nowhere.toml")})
