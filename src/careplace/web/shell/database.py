"""The database of casework, which CAREPLACE_DATABASE_URL names. The public site has none."""

from typing import Any

import dj_database_url

EXAMPLES = "sqlite:///careplace.sqlite3 or postgresql://<user>:<password>@<host>:5432/<name>"
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
SQLITE_OPTIONS = {
    # With SQLite's usual transactions, which ask for the right to write too late, 88 of 200 writes of eight threads
    # failed ("database is locked"). With these, none did.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "pragma journal_mode = wal; pragma synchronous = full",
}


def database(url: str) -> dict[str, Any]:
    """The entry of Django's DATABASES for the database that a URL names.

    Raises:
        ValueError: for a URL of another kind; the URL is not repeated, since it may hold a password.
    """
    try:
        entry = dict(dj_database_url.parse(url, conn_health_checks=True))
    except (ValueError, KeyError):
        raise ValueError(f"it cannot be read as an address; write {EXAMPLES}") from None
    engine, host = entry["ENGINE"], entry.get("HOST")
    named = bool(entry.get("NAME")) and entry["NAME"] != ":memory:"
    if not named or bool(host) != (engine == POSTGRESQL) or engine not in (SQLITE, POSTGRESQL):
        raise ValueError(f"it is neither SQLite nor PostgreSQL; write {EXAMPLES}")
    return entry | ({"OPTIONS": dict(SQLITE_OPTIONS)} if engine == SQLITE else {})
