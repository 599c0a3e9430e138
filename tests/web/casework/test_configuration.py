"""Settings of mail, ladder and scheme: what is taken, and what is refused, without repeating a password."""

import contextlib
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.priority import scheme as schemes
from careplace.web.casework.configuration import ladder_of, mail_of, scheme_of
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


LADDER = """
id = "ours"
version = 3
title = "Ours"
source = "The council's policy of 2026"
illustrative = false
[[levels]]
key = "usual"
title = "As usual"
meaning = "Nothing special."
placements = "open"
[[levels]]
key = "stop"
title = "Stop"
meaning = "No placements."
placements = "suspended"
review_within = 10
lower_needs = ["evidence"]
"""


def test_a_council_brings_its_own_ladder(tmp_path):
    path = tmp_path / "ladder.toml"
    path.write_text(LADDER)
    assert [level.key for level in ladder_of({"CAREPLACE_LADDER": str(path)}).levels] == ["usual", "stop"]
    assert ladder_of({}).id == ladder_of({"CAREPLACE_LADDER": " "}).id == "five-levels"


def test_every_fault_of_a_ladder_is_named_at_once(tmp_path):
    path = tmp_path / "ladder.toml"
    path.write_text(LADDER.replace("review_within = 10\n", "").replace('title = "Ours"\n', ""))
    with pytest.raises(WrongSettings) as refused:
        ladder_of({"CAREPLACE_LADDER": str(path)})
    assert "CAREPLACE_LADDER: ladder.toml cannot be used:" in str(refused.value)
    assert "the document, title: Field required" in str(refused.value)
    assert "levels stop: Value error, placements are suspended, so review_within must be given" in str(
        refused.value
    )


def test_a_ladder_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(WrongSettings, match="cannot be read"):
        ladder_of({"CAREPLACE_LADDER": str(tmp_path / "none.toml")})


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
