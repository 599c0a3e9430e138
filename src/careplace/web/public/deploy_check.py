"""What must be right before readers are let in: each thing looked at, with what to do where it is wrong."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from careplace.editions import manifest
from careplace.editions.home import EditionError, Home
from careplace.web.shell.configuration import LOOPBACK, Configuration, WrongSettings, from_environment
from careplace.web.shell.database import SQLITE
from careplace.web.shell.release import STATIC

ROOM = 2
"""GiB: an edition of all England, and what a build spills."""
STYLES = STATIC / "govuk" / "govuk-frontend.min.css"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `advice` says what to do, and is empty where nothing is wrong."""

    what: str
    advice: str = ""


def findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Everything looked at, in order; where the settings cannot be read, they alone."""
    try:
        configuration = from_environment(environment)
    except WrongSettings as error:
        yield from (Finding("settings", problem) for problem in error.problems)
        return
    yield Finding("settings")
    for what, look in _LOOKED_AT.items():
        try:
            yield Finding(what, look(configuration))
        except Exception as error:
            yield Finding(what, f"{type(error).__name__}: {error}")


def _hosts(configuration: Configuration) -> str:
    public = [host for host in configuration.hosts if host not in LOOPBACK]
    return "" if public else "CAREPLACE_ALLOWED_HOSTS names this machine only: add the name that readers use"


def _key(configuration: Configuration) -> str:
    plain = len(set(configuration.secret_key)) < 10
    return "CAREPLACE_SECRET_KEY repeats few characters: make one as docs/settings.md says" if plain else ""


def _https(configuration: Configuration) -> str:
    if not configuration.https:
        return "set CAREPLACE_HTTPS=1 behind a server that speaks HTTPS"
    if not configuration.proxies:
        return (
            "set CAREPLACE_PROXIES to the number of servers in front, or every request looks like plain HTTP"
        )
    return (
        ""
        if configuration.hsts_seconds
        else "set CAREPLACE_HSTS_SECONDS, 300 at first, 31536000 once all is well"
    )


def _contact(configuration: Configuration) -> str:
    return "" if configuration.contact else "set CAREPLACE_CONTACT: readers have no way to report an error"


def _debug(configuration: Configuration) -> str:
    return "unset CAREPLACE_DEBUG" if configuration.debug else ""


def _static(_configuration: Configuration) -> str:
    return (
        "" if STYLES.is_file() else f"{STYLES.name} is not there: run `make assets`, or install a whole wheel"
    )


def _edition(configuration: Configuration) -> str:
    try:
        wrong = manifest.faults(Home(configuration.home).edition())
    except EditionError as error:
        return str(error)
    return f"the edition is damaged: {'; '.join(map(str, wrong[:3]))}. Build it again" if wrong else ""


def _room(configuration: Configuration) -> str:
    free = shutil.disk_usage(configuration.home).free / 2**30
    return (
        ""
        if free >= ROOM
        else f"{free:.1f} GiB are free below {configuration.home}: a build needs {ROOM} GiB"
    )


def _database(configuration: Configuration) -> str:
    if configuration.database["ENGINE"] == SQLITE:
        folder = Path(configuration.database["NAME"]).absolute().parent
        right = folder.is_dir() and os.access(folder, os.W_OK)
        return "" if right else f"{folder} cannot be written to: make it, or change CAREPLACE_DATABASE_URL"
    if not find_spec("psycopg"):
        return "PostgreSQL is named, and psycopg is missing: pip install 'careplace[postgresql]'"
    return _postgresql(configuration.database)


def _postgresql(database: dict) -> str:
    """Asks through Django, as the site does: it refuses a server that is too old, and knows which tables there must be."""
    import django
    from django.apps import apps
    from django.db import DatabaseError
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import ConnectionHandler

    if not apps.ready:
        django.setup()
    connection = ConnectionHandler(
        {"default": database | {"OPTIONS": {"connect_timeout": 5}}}
    ).create_connection("default")
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"PostgreSQL cannot be used: {error}. Look at CAREPLACE_DATABASE_URL"
    finally:
        connection.close()
    return f"{len(waiting)} changes of its tables wait: run `django-admin migrate`" if waiting else ""


_LOOKED_AT: dict[str, Callable[[Configuration], str]] = {
    "secret key": _key,
    "host names": _hosts,
    "HTTPS": _https,
    "debug": _debug,
    "static files": _static,
    "edition": _edition,
    "room on the disk": _room,
    "database": _database,
    "contact": _contact,
}
