"""A whole copy of the casework database while it is written to, and the way back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from careplace.backups.errors import BackupError
from careplace.durable import put_in_place, sync
from careplace.web.shell.database import SQLITE, database

Entry = dict[str, Any]
PAGES = 1024
"""Pages of SQLite that are copied at a time: writers wait for no more."""


def entry_of(url: str) -> Entry:
    """The database that a URL names.

    Raises:
        BackupError: for a URL of another kind; it is not repeated, since it may hold a password.
    """
    try:
        return database(url)
    except ValueError as error:
        raise BackupError(f"the database's address: {error}") from None


def kind_of(entry: Entry) -> str:
    """ "sqlite" or "postgresql"."""
    return "sqlite" if entry["ENGINE"] == SQLITE else "postgresql"


def dump(entry: Entry, to: Path) -> None:
    """Write a copy of the database as of one moment.

    Raises:
        BackupError: where it is missing, damaged or cannot be reached.
    """
    if kind_of(entry) == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(to), entry=entry)
    else:
        _copy_sqlite(Path(entry["NAME"]), to)


def refuse_unless_empty(entry: Entry) -> None:
    """Stop where there is something to overwrite.

    Raises:
        BackupError: with what to do.
    """
    if kind_of(entry) == "sqlite":
        if Path(entry["NAME"]).exists():
            raise BackupError(f"{entry['NAME']} is there already: move it away, or restore to another file")
        return
    query = "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
    tables = _run(
        "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", query, entry=entry
    ).strip()
    if tables != "0":
        raise BackupError(f"the database {entry['NAME']} has {tables} tables: restore into an empty one")


def load(entry: Entry, source: Path) -> None:
    """Put a copy into an empty database, whole or not at all.

    Raises:
        BackupError: where it is damaged, or the database cannot be reached.
    """
    if kind_of(entry) == "postgresql":
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _run("pg_restore", *options, "--dbname", str(entry["NAME"]), str(source), entry=entry)
        return
    check_sqlite(source)
    target = Path(entry["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    shutil.copyfile(source, partial)
    partial.chmod(0o600)
    sync(partial)
    put_in_place(partial, target)


def check_sqlite(path: Path) -> None:
    """Let SQLite check every page of a file.

    Raises:
        BackupError: where it is no sound database.
    """
    try:
        # Immutable: else SQLite puts files for its write-ahead log next to the copy.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            answers = [row[0] for row in connection.execute("pragma integrity_check")]
    except sqlite3.DatabaseError as error:
        answers = [str(error)]
    if answers != ["ok"]:
        raise BackupError(f"the database {path.name} is damaged: {answers[0]}")


def _copy_sqlite(path: Path, to: Path) -> None:
    if not path.is_file():
        raise BackupError(f"there is no database {path}: check CAREPLACE_DATABASE_URL")
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy, pages=PAGES)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"the database {path} cannot be copied: {error}") from error
    check_sqlite(to)


def _run(program: str, *arguments: str, entry: Entry) -> str:
    settings = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    # By the environment, since everyone on the machine sees the arguments of a program.
    values = {name: str(entry[key]) for name, key in settings.items() if entry.get(key)}
    try:
        done = subprocess.run(  # noqa: S603 (programs of PostgreSQL by name, no shell)
            [program, *arguments], env=os.environ | values, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"{program} ended with code {done.returncode}"]
        raise BackupError(f"the database {entry['NAME']}: {lines[0]}")
    return done.stdout
