"""The same with PostgreSQL: pg_dump while rows are added, restored into an empty database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.backups.conftest import files_of
from tests.backups.test_backup_and_restore import silent
from tests.postgresql import ROLE, address, postgresql

from careplace.backups.backup import back_up
from careplace.backups.errors import BackupError
from careplace.backups.restore import restore


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    with postgresql() as folder:
        with connect(folder) as connection:
            connection.execute("create table visit (id serial primary key, words text)")
            connection.execute(
                "insert into visit (words) select 'visit ' || n from generate_series(1, 500) n"
            )
        for name in ("empty", "filled"):
            with psycopg.connect(host=str(folder), user=ROLE, dbname=ROLE, autocommit=True) as connection:
                connection.execute(f"create database {name}")
        with connect(folder, "filled") as connection:
            connection.execute("create table visit (id int)")
        yield folder


def connect(folder: Path, name: str = ROLE):
    return psycopg.connect(host=str(folder), user=ROLE, dbname=name)


def rows(folder: Path, name: str = ROLE) -> list:
    with connect(folder, name) as connection:
        return connection.execute("select id, words from visit order by id").fetchall()


def test_a_backup_taken_while_rows_are_added_is_restored_whole(home, cluster, tmp_path):
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with connect(cluster) as connection:
                connection.execute("insert into visit (words) values ('late')")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        summary = back_up(home, tmp_path / "backup.tar", address(cluster), silent)
    finally:
        stop.set()
        thread.join()
    assert summary.database == "postgresql"
    with pytest.raises(BackupError, match="the database filled has 1 tables: restore into an empty one"):
        restore(summary.archive, tmp_path / "new", address(cluster, "filled"), silent)
    assert not (tmp_path / "new").exists()
    restore(summary.archive, tmp_path / "new", address(cluster, "empty"), silent)
    restored = rows(cluster, "empty")
    assert restored == rows(cluster)[: len(restored)]
    assert len(restored) >= 500
    assert files_of(tmp_path / "new") == files_of(home)


def test_a_database_that_cannot_be_reached_is_said_without_its_password(home, cluster, tmp_path):
    url = address(cluster, "other").replace(f"{ROLE}@", f"{ROLE}:not-to-be-shown@")
    with pytest.raises(BackupError, match=r'the database other: .*"other" does not exist') as refused:
        back_up(home, tmp_path / "backup.tar", url, silent)
    assert "not-to-be-shown" not in str(refused.value)
    assert not (tmp_path / "backup.tar").exists()


def test_without_postgresqls_programs_it_says_what_to_install(home, cluster, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="pg_dump is missing: install PostgreSQL's client programs"):
        back_up(home, tmp_path / "backup.tar", address(cluster), silent)
