"""Casework's database for tests: for each test one of its own, with the tables of a first one that is made once a run.

Nothing is rolled back and nothing is emptied: the audit's triggers would refuse it, and the tests see real transactions.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import connections
from tests.memory import folder_in_memory
from tests.once import once
from tests.postgresql import ROLE, address, dump, keep_data, postgresql, programs

from careplace.web.shell.database import database

FIRST = "first.sqlite3"
DATA, DUMP = "data", "migrated.sql"
_numbers = count()


def point_at(url: str) -> None:
    """Let Django's connections of this process be to another database."""
    connections["default"].close()
    settings = dict(database(url))
    connections.configure_settings({"default": settings})
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    del connections["default"]


def create_tables() -> None:
    """The tables of this release, and that of the cache."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connections["default"].close()


class Sqlite:
    """Copies of one file."""

    def __init__(self, folder: Path, first: Path):
        self.folder, self.first = folder, first

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database with empty tables."""
        path = self.folder / f"{uuid4().hex}.sqlite3"
        shutil.copyfile(self.first, path)
        yield f"sqlite:///{path}"
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()


class Postgresql:
    """Databases that PostgreSQL copies from the first."""

    def __init__(self, folder: Path):
        self.folder = folder

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database with empty tables."""
        import psycopg

        name = f"test_{next(_numbers)}"
        with psycopg.connect(address(self.folder, "postgres"), autocommit=True) as server:
            server.execute(f"create database {name} template careplace")
            yield address(self.folder, name)
            connections["default"].close()
            server.execute(f"drop database {name} with (force)")


def _create_first(folder: Path) -> None:
    with folder_in_memory("first") as memory:
        point_at(f"sqlite:///{memory / FIRST}")
        create_tables()
        shutil.copyfile(memory / FIRST, folder / FIRST)


@contextmanager
def sqlite_databases(tmp_path_factory) -> Iterator[Sqlite]:
    """The databases of a run on SQLite."""
    with folder_in_memory("sqlite") as folder:
        yield Sqlite(folder, once(tmp_path_factory, "sqlite", _create_first) / FIRST)


def _create_first_data(folder: Path) -> None:
    with postgresql() as server:
        point_at(address(server))
        create_tables()
        (folder / DUMP).write_text(dump(server, ROLE), encoding="utf-8")
        keep_data(server, folder / DATA)


def migrated(tmp_path_factory) -> Path:
    """A folder that is made once a run: the data of a PostgreSQL that has the tables, and its dump."""
    programs()  # Without PostgreSQL the test is skipped before the folder is begun.
    return once(tmp_path_factory, "postgresql", _create_first_data)


@contextmanager
def postgresql_databases(tmp_path_factory) -> Iterator[Postgresql]:
    """The databases of a run on a PostgreSQL of this process, which begins with the tables."""
    with postgresql(migrated(tmp_path_factory) / DATA) as folder:
        yield Postgresql(folder)


KINDS = {"sqlite": sqlite_databases, "postgresql": postgresql_databases}
