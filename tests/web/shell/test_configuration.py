"""Settings: what is taken, and that everything wrong is said at once."""

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.shell.configuration import WrongSettings, from_environment
from careplace.web.shell.database import database

GOOD = {"CAREPLACE_SECRET_KEY": "k" * 50, "CAREPLACE_ALLOWED_HOSTS": "careplace.example.org, www.example.org"}
SECRET = "short-secret"
WRONG = {
    "CAREPLACE_SECRET_KEY": ["short", ""],
    "CAREPLACE_ALLOWED_HOSTS": ["https://example.org", "*", "a b", ",", ""],
    "CAREPLACE_DATABASE_URL": ["mysql://x/y", "sqlite:///", "postgresql://", "x", "postgresql://[/x"],
    "CAREPLACE_HTTPS": ["maybe"],
    "CAREPLACE_HSTS_SECONDS": ["-1", "1.5", "99999999999"],
    "CAREPLACE_PROXIES": ["9", "x"],
    "CAREPLACE_METRICS": ["2"],
    "CAREPLACE_MAINTENANCE": ["down"],
    "CAREPLACE_API_RATE": ["0", "many"],
    "CAREPLACE_PAGE_CACHE": ["5000"],
    "CAREPLACE_SITE_MEMORY": ["192", "a lot"],
    "CAREPLACE_DOWNLOADS": ["0", "many"],
    "CAREPLACE_CONTACT": [
        "us",
        "http://example.org/",
        "javascript:alert(1)",
        "a@b",
        "a@b.org?cc=c@d.org",
        "https://a b/",
    ],
}


def test_what_is_needed_is_enough():
    found = from_environment(GOOD)
    assert found.hosts == ("careplace.example.org", "www.example.org")
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert (found.debug, found.https, found.metrics, found.maintenance, found.proxies) == (False,) * 4 + (0,)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_wrong_setting_is_named(name, text):
    with pytest.raises(WrongSettings, match=name):
        from_environment(GOOD | {name: text})


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("CAREPLACE_PROXIES", "9", "CAREPLACE_PROXIES: found '9'; expected a whole number from 0 to 5"),
        ("CAREPLACE_HTTPS", "maybe", "CAREPLACE_HTTPS: found 'maybe'; expected 1 or 0"),
        (
            "CAREPLACE_SITE_MEMORY",
            "192",
            "CAREPLACE_SITE_MEMORY: found '192'; expected an amount such as 192MB",
        ),
        (
            "CAREPLACE_ALLOWED_HOSTS",
            "a.org, *",
            "CAREPLACE_ALLOWED_HOSTS: found '*'; expected the host names",
        ),
        ("CAREPLACE_SECRET_KEY", "", "CAREPLACE_SECRET_KEY: found nothing; expected a secret of at least 50"),
    ],
)
def test_a_problem_names_the_variable_what_was_found_and_what_is_expected(name, text, message):
    with pytest.raises(WrongSettings) as caught:
        from_environment(GOOD | {name: text})
    (problem,) = caught.value.problems
    assert problem.startswith(message)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CAREPLACE_SECRET_KEY", SECRET),
        ("CAREPLACE_DATABASE_URL", f"mysql://ann:{SECRET}@db/care"),
    ],
)
def test_a_secret_is_repeated_neither_in_a_problem_nor_in_print(name, text):
    with pytest.raises(WrongSettings, match=name) as caught:
        from_environment(GOOD | {name: text})
    assert SECRET not in str(caught.value)
    assert GOOD["CAREPLACE_SECRET_KEY"] not in repr(from_environment(GOOD))


def test_hosts_are_read_with_capitals_spaces_and_a_comma_too_many():
    text = " WWW.Example.org, ,127.0.0.1,[::1], .example.net,"
    hosts = from_environment(GOOD | {"CAREPLACE_ALLOWED_HOSTS": text}).hosts
    assert hosts == ("www.example.org", "127.0.0.1", "[::1]", ".example.net")


def test_sizes_in_mebibytes_are_bytes_set_or_not():
    sizes = {"CAREPLACE_PAGE_CACHE": "32", "CAREPLACE_REPORTS_DISK": "1024"}
    assert from_environment(GOOD | sizes) == from_environment(GOOD)
    assert from_environment(GOOD).page_cache == 32 * 1024**2


def test_an_empty_variable_is_as_one_that_is_not_set():
    assert from_environment(GOOD | {"CAREPLACE_API_RATE": " ", "CAREPLACE_REPORTS": ""}) == from_environment(
        GOOD
    )


def test_everything_wrong_is_said_at_once():
    with pytest.raises(WrongSettings) as caught:
        from_environment({name: texts[0] for name, texts in WRONG.items()})
    assert len(caught.value.problems) == len(WRONG)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("figures@example.gov.uk", "mailto:figures@example.gov.uk"),
        ("https://example.gov.uk/report-an-error", "https://example.gov.uk/report-an-error"),
        ("", ""),
    ],
)
def test_a_contact_is_an_address_or_a_page(text, contact):
    assert from_environment(GOOD | {"CAREPLACE_CONTACT": text}).contact == contact


def test_browsers_are_not_bound_to_https_that_is_not_there():
    with pytest.raises(WrongSettings, match="CAREPLACE_HTTPS=1"):
        from_environment(GOOD | {"CAREPLACE_HSTS_SECONDS": "300"})


def test_a_database_is_read_from_its_address_and_its_password_is_not_told():
    secret = "p@ss"
    found = database(f"postgresql://ann:{secret.replace('@', '%40')}@db.example.org:5433/care")
    assert (found["HOST"], found["PORT"]) == ("db.example.org", 5433)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("care", "ann", secret)
    assert found["CONN_HEALTH_CHECKS"]
    assert database("sqlite:////var/lib/care.sqlite3")["NAME"] == "/var/lib/care.sqlite3"
    hidden = "not-printed"
    settings = from_environment(GOOD | {"CAREPLACE_DATABASE_URL": f"postgresql://ann:{hidden}@db/care"})
    assert hidden not in repr(settings)


@given(st.dictionaries(st.sampled_from(sorted(WRONG)), st.text(string.printable, max_size=60)))
def test_no_text_breaks_the_reading_of_settings(environment):
    with contextlib.suppress(WrongSettings):
        from_environment(environment)
