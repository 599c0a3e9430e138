"""Runs the staff site: gunicorn with threads, behind a server that speaks HTTPS."""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

import django

from careplace.web.shell.configuration import LOOPBACK, SHORTEST_KEY
from careplace.web.shell.gunicorn_server import GunicornServer, options

THREADS = 4
KEY_FILE = "casework.key"


def serve(home: Path, host: str, port: int, workers: int) -> None:
    """Serve casework until stopped.

    Raises:
        WrongSettings: when the settings will not do; on a machine's own address those that are missing are made up.
        WaitingMigrations: when the database is not there, or of an earlier version.
    """
    prepare(os.environ, home, host)
    django.setup()
    from careplace.web.casework.commands import check_ladder, check_migrated

    check_migrated()
    check_ladder()
    GunicornServer(
        {
            **options(host, port, workers),
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": 60,
            "max_requests": 10_000,
            "max_requests_jitter": 1_000,
        },
        "careplace.web.casework.wsgi",
    ).run()


def prepare(environment: MutableMapping[str, str], home: Path, host: str = "127.0.0.1") -> None:
    """Settings into the environment: the home, and for a site that only this machine sees, a key and its names.

    The key is kept next to the editions: with another at each start, everybody would be signed out.
    """
    environment["CAREPLACE_HOME"] = str(home)
    environment["DJANGO_SETTINGS_MODULE"] = "careplace.web.casework.settings"
    if host in ("127.0.0.1", "localhost", "::1"):
        environment.setdefault("CAREPLACE_ALLOWED_HOSTS", ",".join(LOOPBACK))
        if not environment.get("CAREPLACE_SECRET_KEY"):
            environment["CAREPLACE_SECRET_KEY"] = _own_key(home / KEY_FILE)


def _own_key(path: Path) -> str:
    """The key in a file that only this user reads; a new one where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SHORTEST_KEY))
    return path.read_text(encoding="ascii")
