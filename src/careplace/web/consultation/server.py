"""Runs the site for responses: one process with threads, so that one key of the day counts for all of them."""

import os
from collections.abc import MutableMapping
from pathlib import Path

import django

from careplace.consultations.inbox import Inbox, address
from careplace.web.shell import environment as environment_of_site
from careplace.web.shell.gunicorn_server import GunicornServer, options

THREADS = 8


def serve(home: Path, host: str, port: int) -> None:
    """Serve the site until stopped.

    Raises:
        WrongSettings: when the settings will not do; on a machine's own address those that are missing are made up.
    """
    prepare(os.environ, home, host)
    django.setup()
    from django.conf import settings

    inbox = Inbox(address(home, settings.CAREPLACE.inbox))
    if inbox.is_sqlite:
        # On PostgreSQL casework makes the table: this site's role could not.
        inbox.create()
    GunicornServer(
        {**options(host, port, 1), "threads": THREADS, "worker_class": "gthread", "timeout": 60},
        "careplace.web.consultation.wsgi",
    ).run()


def prepare(environment: MutableMapping[str, str], home: Path, host: str = "127.0.0.1") -> None:
    """Put settings into the environment."""
    environment_of_site.prepare(environment, home, host, "careplace.web.consultation.settings")
