"""The inbox: one table, into which the site for responses inserts, and which casework empties.

On PostgreSQL the site has a role of its own that may insert into this table and do nothing else. On SQLite the inbox is a
file apart from casework's database, and the connection of the site refuses every statement but an insertion.
A row has the day and no time, and no network address.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import dj_database_url

FILE = "inbox.sqlite3"
_ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)
_PARAMETER = re.compile(r":([a-z_]+)")
_INSERTION = frozenset((sqlite3.SQLITE_INSERT, sqlite3.SQLITE_TRANSACTION))


class Closed(Exception):
    """The inbox cannot be used just now; nothing was written."""


@dataclass(frozen=True)
class Arrival:
    """A response on its way in.

    `key` is made with the form and is another for each response; `session` is the same for the responses of one browser
    session, and is never empty; `answers` are those of `answers.py`.
    """

    key: str
    session: str
    consultation: str
    version: int
    received_on: date
    easy_read: bool
    answers: dict[str, Any]


def address(home: Path, url: str) -> str:
    """The address of the inbox: `url`, or without one a file in the home."""
    return url or f"sqlite:///{Path(home).absolute() / FILE}"


class Inbox:
    """The inbox at an address."""

    def __init__(self, url: str):
        self.settings: dict[str, Any] = dict(dj_database_url.parse(url))
        self.is_sqlite = "sqlite3" in self.settings["ENGINE"]

    def create(self, role: str = "") -> None:
        """Create the table; on PostgreSQL let a role insert into it, and do nothing else.

        Raises:
            ValueError: for words that are no name of a role, or a role for SQLite, which has none.
        """
        if role and (self.is_sqlite or not _ROLE.fullmatch(role)):
            raise ValueError(f"{role!r} is no role of a PostgreSQL: small letters, digits and _")
        with self._connection() as connection:
            self._run(connection, "create.sql")
            for statement in (
                (f"revoke all on arrival from {role}", f"grant insert on arrival to {role}") if role else ()
            ):
                connection.execute(statement)

    def insert(self, arrival: Arrival) -> bool:
        """Put a response in; False where one of its key is there already: the same form, sent twice.

        Raises:
            Closed: where the database does not take it.
        """
        values = vars(arrival) | {
            "received_on": arrival.received_on.isoformat(),
            "answers": json.dumps(arrival.answers),
        }
        try:
            with self._connection(insert_only=True) as connection:
                self._run(connection, "insert.sql", values)
        except self._errors().IntegrityError:
            return False
        except self._errors().Error as error:
            raise Closed(str(type(error).__name__)) from error
        return True

    def arrivals(self) -> list[Arrival]:
        """What is in it, by key: the order says nothing of when each came in."""
        if self.is_sqlite and not Path(self.settings["NAME"]).exists():
            return []
        with self._connection() as connection:
            self._run(connection, "create.sql")
            return [_arrival(row) for row in self._run(connection, "arrivals.sql").fetchall()]

    def remove(self, key: str) -> None:
        """Take a response out: it is in casework."""
        with self._connection() as connection:
            self._run(connection, "remove.sql", {"key": key})

    @contextmanager
    def _connection(self, insert_only: bool = False) -> Iterator[Any]:
        with (
            closing(self._sqlite(insert_only) if self.is_sqlite else self._postgresql()) as connection,
            connection,
        ):
            yield connection

    def _sqlite(self, insert_only: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(self.settings["NAME"], timeout=20)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma secure_delete = on")
        if insert_only:
            connection.set_authorizer(_only_insertion)
        return connection

    def _postgresql(self) -> Any:
        import psycopg

        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
        params = {ours: self.settings[name] for name, ours in names.items() if self.settings.get(name)}
        return psycopg.connect(**params)

    def _errors(self) -> Any:
        if self.is_sqlite:
            return sqlite3
        import psycopg

        return psycopg

    def _run(self, connection: Any, name: str, values: dict[str, Any] | None = None) -> Any:
        statement = (files(__package__) / "sql" / name).read_text(encoding="utf-8")
        if not self.is_sqlite:
            statement = _PARAMETER.sub(r"%(\1)s", statement)
        return connection.execute(statement, values or {})


def _arrival(row: tuple[Any, ...]) -> Arrival:
    key, session, consultation, version, received_on, easy_read, answers = row
    day = date.fromisoformat(received_on)
    return Arrival(key, session, consultation, int(version), day, bool(easy_read), json.loads(answers))


def _only_insertion(action: int, first: str | None, *_rest: str | None) -> int:
    allowed = action in _INSERTION and (action != sqlite3.SQLITE_INSERT or first == "arrival")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
