"""The commands of casework, as a person runs them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.casework.people import PLACE

from careplace.casework.accounts.models import Invitation
from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.models import Head
from careplace.web.casework.demonstration import PEOPLE

PROGRAM = Path(sys.executable).with_name("careplace")


@pytest.fixture
def casework(sqlite, tmp_path):
    """`casework(words…)` runs a command over the test's database."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    environment = inherited | {"CAREPLACE_DATABASE_URL": sqlite, "CAREPLACE_HOME": str(tmp_path)}

    def run(*words: str, **more: str) -> subprocess.CompletedProcess:
        command = [PROGRAM, "casework", *words]
        return subprocess.run(command, env=environment | more, capture_output=True, text=True, check=False)

    return run


def write(count: int) -> None:
    for _ in range(count):
        with locked_chain(PLACE, "ann") as chain:
            chain.append("edit", ("service", "1"), {}, {"name": "Rose House"})


def test_the_first_administrator_is_invited_from_the_server(casework):
    done = casework("invite", "Ann@example.org", "--place", PLACE, "--site", "https://casework.example.org/")
    assert (done.returncode, done.stderr) == (0, "")
    assert "https://casework.example.org/invitation/" in done.stdout
    assert re.search(r"\b[2-9B-Z]{4}(-[2-9B-Z]{4}){3}\b", done.stdout)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("ann@example.org", "administrator")
    assert invitation.invited_by == "a command on the server"


@pytest.mark.parametrize(
    "words",
    [("x", "--place", PLACE), ("a@b.org", "--place", "x"), ("a@b.org", "--place", PLACE, "--role", "x")],
)
def test_a_wrong_invitation_is_refused_in_words(casework, words):
    done = casework("invite", *words)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert "a fault in Careplace itself" not in done.stderr
    assert not Invitation.objects.exists()


def test_the_audit_is_verified_and_its_ends_are_kept(casework, tmp_path):
    write(3)
    ends = tmp_path / "ends.json"
    done = casework("verify-audit", "--save", str(ends))
    assert (done.returncode, done.stderr) == (0, "")
    head = Head.objects.get()
    assert done.stdout == f"{PLACE}  3 events, ends with {head.digest}\nEvery chain is whole.\n"
    assert json.loads(ends.read_text()) == [{"place": PLACE, "count": 3, "digest": head.digest}]
    write(1)
    assert casework("verify-audit", "--against", str(ends)).returncode == 0


def test_tampering_ends_with_1_and_what_is_wrong(casework, tmp_path):
    write(3)
    ends = tmp_path / "ends.json"
    with connection.cursor() as cursor:
        cursor.execute("drop trigger audit_event_no_update")
        cursor.execute("update audit_event set person = 'bob' where number = 2")
    done = casework("verify-audit", "--save", str(ends))
    assert done.returncode == 1
    assert f"{PLACE}, event 2: it is not as it was written" in done.stderr
    assert not ends.exists()


def test_a_list_of_ends_that_is_none_is_refused_in_words(casework, tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"x": 1}')
    done = casework("verify-audit", "--against", str(path))
    assert done.returncode == 1
    assert "verify-audit --save" in done.stderr


def test_without_tables_the_site_does_not_start_and_says_what_to_run(casework, tmp_path):
    done = casework("serve", "--port", "1", CAREPLACE_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert done.returncode == 1
    assert "run `careplace casework migrate`" in done.stderr


def test_the_key_of_a_site_that_only_this_machine_sees_is_kept_and_only_for_its_user(casework, tmp_path):
    casework("verify-audit", CAREPLACE_SECRET_KEY="", CAREPLACE_ALLOWED_HOSTS="")
    key = tmp_path / "casework.key"
    assert key.stat().st_mode & 0o777 == 0o600
    first = key.read_text()
    casework("verify-audit", CAREPLACE_SECRET_KEY="", CAREPLACE_ALLOWED_HOSTS="")
    assert key.read_text() == first


def test_a_fictional_team_is_made_in_an_empty_database_only(casework, demo_home, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "editions").symlink_to(demo_home / "editions")
    (home / "current").symlink_to((demo_home / "current").readlink())
    done = casework("demo", CAREPLACE_HOME=str(home))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("authenticator app:") == len(PEOPLE)
    assert [path.name for path in (home / "publications").glob("working-with-providers-*/v1")] == ["v1"]
    again = casework("demo", CAREPLACE_HOME=str(home))
    assert again.returncode == 1
    assert "has users" in again.stderr


def test_a_tick_prints_every_job_and_the_second_changes_nothing(casework, tmp_path):
    for _ in range(2):
        done = casework("tick")
        assert (done.returncode, done.stderr) == (0, "")
        assert "invitations-end  0 changes" in done.stdout.splitlines()
        assert done.stdout.splitlines()[-1] == "mails  0 sent or tried"


def test_a_tick_without_tables_says_what_to_run(casework, tmp_path):
    done = casework("tick", CAREPLACE_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert done.returncode == 1
    assert "run `careplace casework migrate`" in done.stderr
