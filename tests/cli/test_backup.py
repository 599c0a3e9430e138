"""careplace backup and careplace restore, as an administrator runs them."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.cli import main
from careplace.publications.changes import release
from careplace.publications.store import Store


@pytest.fixture
def home(tmp_path):
    release(tmp_path / "home", "northmoor-review", DESCRIPTION, FILES)
    return tmp_path / "home"


def run(*words, **environment: str):
    settings = {"CAREPLACE_DATABASE_URL": None, **environment}
    return CliRunner().invoke(main, [*map(str, words)], env=settings)


def test_a_backup_and_its_restore_by_the_settings(home, tmp_path):
    with closing(sqlite3.connect(tmp_path / "casework.sqlite3")) as connection:
        connection.execute("create table visit (words text)")
    archive, new = tmp_path / "backup.tar", tmp_path / "new"
    taken = run(
        "--home", home, "backup", archive, CAREPLACE_DATABASE_URL=f"sqlite:///{tmp_path}/casework.sqlite3"
    )
    assert taken.output.startswith("the database (sqlite), 1 publications, 0 editions: 6 files, ")
    back = run("--home", new, "restore", archive, "--database", f"sqlite:///{tmp_path}/new.sqlite3")
    assert back.output.endswith(f"are restored into {new}, every byte as it was backed up\n")
    assert Store(new).versions("northmoor-review") == Store(home).versions("northmoor-review")


def test_a_backup_without_a_database_says_so(home, tmp_path):
    result = run("--home", home, "backup", tmp_path)
    assert "Without a database: none was named with --database or CAREPLACE_DATABASE_URL" in result.output
    assert len(list(tmp_path.glob("careplace-*Z.tar"))) == 1


def test_faults_of_before_are_named(home, tmp_path):
    (home / "publications" / "northmoor-review" / "v1" / "figures.csv").unlink()
    run("--home", home, "backup", tmp_path / "backup.tar")
    result = run("--home", tmp_path / "new", "restore", tmp_path / "backup.tar")
    assert result.exit_code == 0
    assert "Damaged when it was backed up: publication northmoor-review/v1/figures.csv" in result.output


def test_a_restore_that_is_refused_ends_with_1(home, tmp_path):
    (tmp_path / "no.tar").write_text("no archive")
    result = run("--home", tmp_path / "new", "restore", tmp_path / "no.tar")
    assert result.exit_code == 1
    assert "cannot be restored" in result.output
