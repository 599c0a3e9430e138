"""The site's database check on a PostgreSQL of its own, started for these tests by an ordinary user."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from careplace.web.public.deploy_check import _database, findings
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.database import database

KEY = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz"
USER = "nobody"


def programs() -> Path | None:
    """Where initdb and pg_ctl of the newest PostgreSQL are."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name), default=None
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL that takes connections from this machine, and listens to no network."""
    where = programs()
    if where is None:
        said = "PostgreSQL is missing (Debian: sudo apt-get install postgresql)"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    folder = Path(tempfile.mkdtemp(prefix="careplace-postgresql-"))
    # PostgreSQL does not run as root.
    as_user = (
        {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    )
    if as_user:
        shutil.chown(folder, USER)

    def run(*command: str | Path) -> None:
        subprocess.run([*map(str, command)], check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_user)

    data, options = folder / "data", f"-k {folder} -c listen_addresses= -c fsync=off -c shared_buffers=8MB"
    try:
        run(
            where / "initdb",
            "-D",
            data,
            "-U",
            "careplace",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-locale",
        )
        run(where / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        run(where / "createdb", "-h", folder, "-U", "careplace", "careplace")
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            run(where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def address(folder: Path, name: str = "careplace") -> str:
    return f"postgresql://careplace@{quote(str(folder), safe='')}/{name}"


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        "CAREPLACE_SECRET_KEY": KEY,
        "CAREPLACE_ALLOWED_HOSTS": "careplace.example.org",
        "CAREPLACE_DATABASE_URL": address(folder),
        **more,
    }


def test_the_folder_of_a_socket_stands_in_place_of_the_host(tmp_path):
    found = database("postgresql://careplace@%2Frun%2FPostgreSQL:5433/careplace")
    assert (found["HOST"], found["PORT"], found["USER"]) == ("/run/PostgreSQL", 5433, "careplace")


def test_a_database_that_answers_is_right(cluster):
    assert _database(from_environment(environment(cluster))) == ""


def test_a_database_that_is_not_there_is_told_with_what_to_do(cluster):
    wrong = environment(cluster, CAREPLACE_DATABASE_URL=address(cluster, "other"))
    said = _database(from_environment(wrong))
    assert "other" in said
    assert "CAREPLACE_DATABASE_URL" in said


def test_no_password_is_told(cluster):
    secret = "not-to-be-told"
    url = address(cluster, "other").replace("careplace@", f"careplace:{secret}@")
    told = [str(one) for one in findings(environment(cluster, CAREPLACE_DATABASE_URL=url))]
    assert any("PostgreSQL cannot be used" in one for one in told)
    assert secret not in "".join(told)


def test_without_the_driver_it_says_what_to_install(cluster, monkeypatch):
    monkeypatch.setattr("careplace.web.public.deploy_check.find_spec", lambda _name: None)
    assert "careplace[postgresql]" in _database(from_environment(environment(cluster)))


@pytest.mark.parametrize("command", [["migrate"], ["migrate", "--check"], ["check", "--database", "default"]])
def test_the_sites_tables_are_made_and_checked(cluster, command):
    """Django's own commands, in a process of their own: settings are read once a process."""
    program = Path(os.sys.executable).with_name("django-admin")
    told = subprocess.run(
        [program, *command],
        env={**os.environ, **environment(cluster), "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
