"""Runs the staff site: gunicorn with threads, behind a server that speaks HTTPS."""

import os
from collections.abc import MutableMapping
from pathlib import Path

import django

from careplace.web.shell import collector
from careplace.web.shell import environment as environment_of_site
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
            "post_worker_init": _settle,
        },
        "careplace.web.casework.wsgi",
    ).run()


def _settle(_worker: object) -> None:
    """Pages of hundreds of records make many objects: all that is loaded already is not searched again for each of them."""
    collector.search_seldom()
    collector.leave_out_what_is_loaded()


def prepare(environment: MutableMapping[str, str], home: Path, host: str = "127.0.0.1") -> None:
    """Put settings into the environment.

    The key is kept next to the editions: with another at each start, everybody would be signed out.
    """
    environment_of_site.prepare(
        environment, home, host, "careplace.web.casework.settings", lambda: _own_key(home / KEY_FILE)
    )


def _own_key(path: Path) -> str:
    """The key in a file that only this user reads; a new one where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(environment_of_site.new_key())
    return path.read_text(encoding="ascii")
