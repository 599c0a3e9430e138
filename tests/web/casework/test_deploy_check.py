"""What is looked at before people are let in to casework, and its database on a PostgreSQL of the tests' own."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.casework.databases import point_at
from tests.postgresql import address, postgresql

from careplace.web.casework.configuration import mail_of
from careplace.web.casework.deploy_check import _database, findings
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.database import SQLITE_OPTIONS, database

KEY = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    with postgresql() as folder:
        yield folder


def environment(url: str, **more: str) -> dict[str, str]:
    return {
        "CAREPLACE_SECRET_KEY": KEY,
        "CAREPLACE_ALLOWED_HOSTS": "casework.example.org",
        "CAREPLACE_DATABASE_URL": url,
        **more,
    }


def database_advice(url: str) -> str:
    """What the check says in a process whose database this is."""
    point_at(url)
    return _database(from_environment(environment(url)))


def migrate(url: str, *arguments: str) -> subprocess.CompletedProcess:
    """The command itself, in a process of its own: settings are read once a process."""
    program = Path(os.sys.executable).with_name("careplace")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    command = [program, "casework", "migrate", *arguments]
    return subprocess.run(
        command, env=inherited | environment(url), capture_output=True, text=True, check=False
    )


def test_the_folder_of_a_socket_stands_in_place_of_the_host():
    entry = database("postgresql://careplace@%2Frun%2FPostgreSQL:5433/careplace")
    assert (entry["HOST"], entry["PORT"], entry["USER"]) == ("/run/PostgreSQL", 5433, "careplace")


def test_the_settings_of_the_guide_are_ones_that_casework_runs_with():
    text = (Path(__file__).parents[3] / "docs/operate.md").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^(CAREPLACE_[A-Z_]+)=(.*)$", text.partition("casework.env")[2], re.MULTILINE))
    settings = from_environment(lines | {"CAREPLACE_SECRET_KEY": KEY})
    assert (settings.https, settings.proxies, settings.database["HOST"]) == (True, 1, "/run/postgresql")
    assert mail_of(lines).tls


def test_sqlite_begins_its_transactions_with_the_right_to_write():
    assert database("sqlite:////var/lib/casework.sqlite3")["OPTIONS"] == SQLITE_OPTIONS
    assert "OPTIONS" not in database("postgresql://careplace@host/careplace")


def test_the_tables_are_made_once_and_then_all_is_right(cluster, tmp_path):
    for url in (address(cluster), f"sqlite:///{tmp_path / 'casework.sqlite3'}"):
        first = migrate(url)
        assert (first.returncode, first.stderr) == (0, "")
        assert "changes of tables made" in first.stdout
        assert migrate(url).stdout == "The tables are those of this release.\n"
        assert database_advice(url) == ""


def test_tables_that_are_not_there_are_reported_with_what_to_do(cluster):
    subprocess.run(["createdb", "-h", cluster, "-U", "careplace", "empty"], check=True)
    assert "careplace casework migrate" in database_advice(address(cluster, "empty"))


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.sqlite3", "postgresql://careplace@%2Fnowhere/other"]
)
def test_a_database_that_is_not_there_is_reported_with_what_to_do(url):
    assert "CAREPLACE_DATABASE_URL" in database_advice(url)


def test_no_password_is_printed():
    secret = "not-to-be-printed"
    url = f"postgresql://careplace:{secret}@%2Fnowhere/other"
    point_at(url)
    messages = [str(finding) for finding in findings(environment(url))]
    assert any("the database cannot be used" in message for message in messages)
    assert secret not in "".join(messages)


def test_without_the_driver_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("careplace.web.casework.deploy_check.find_spec", lambda _name: None)
    url = "postgresql://careplace@host/careplace"
    assert "careplace[postgresql]" in _database(from_environment(environment(url)))


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({}, "mails, with their codes, are printed"),
        ({"CAREPLACE_MAIL_URL": "smtp://mail.example.org"}, "set CAREPLACE_MAIL_FROM"),
        ({"CAREPLACE_MAIL_URL": "pigeon://x"}, "cannot be read"),
        ({"CAREPLACE_MAIL_URL": "smtp://mail.example.org", "CAREPLACE_MAIL_FROM": "care@example.org"}, ""),
    ],
)
@pytest.mark.usefixtures("sqlite")
def test_mail_must_be_set_up(settings, advice):
    [mail] = [one for one in findings(environment("sqlite:///x", **settings)) if one.what == "mail"]
    assert advice in mail.advice
    assert bool(advice) == bool(mail.advice)


@pytest.mark.usefixtures("sqlite")
def test_a_faulty_scheme_of_priorities_is_found(tmp_path):
    def advice(**settings: str) -> str:
        (scheme,) = (
            f for f in findings(environment("sqlite:///x", **settings)) if f.what == "priority scheme"
        )
        return scheme.advice

    assert advice() == ""
    assert "cannot be read" in advice(CAREPLACE_PRIORITY_SCHEME=str(tmp_path / "nowhere.toml"))
