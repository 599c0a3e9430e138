"""What must be right before people are let in to the staff site."""

import os
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from django.db import DatabaseError

from careplace.casework.assurance.escalation.ladder_in_use import missing_levels
from careplace.web.casework.commands import waiting_migrations
from careplace.web.casework.configuration import mail_of, scheme_of
from careplace.web.shell.configuration import Configuration, WrongSettings
from careplace.web.shell.database import SQLITE
from careplace.web.shell.deploy_checks import SHARED, Check, Finding, findings_of


def findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Everything looked at, in order; where the settings cannot be read, they alone."""
    yield from findings_of(environment, CHECKS)
    yield Finding("mail", _mail(environment))
    yield Finding("priority scheme", _scheme(environment))


def _mail(environment: Mapping[str, str]) -> str:
    try:
        mail = mail_of(environment)
    except WrongSettings as error:
        return "; ".join(error.problems)
    if mail.backend.endswith("console.EmailBackend"):
        return "set CAREPLACE_MAIL_URL: mails, with their codes, are printed in the log of the server"
    return (
        ""
        if mail.sender.rpartition("@")[2] != "localhost"
        else "set CAREPLACE_MAIL_FROM to the sender of mails"
    )


def _scheme(environment: Mapping[str, str]) -> str:
    try:
        scheme_of(environment)
    except WrongSettings as error:
        return "; ".join(error.problems)
    return ""


def _database(configuration: Configuration) -> str:
    if configuration.database["ENGINE"] == SQLITE:
        folder = Path(configuration.database["NAME"]).absolute().parent
        if not (folder.is_dir() and os.access(folder, os.W_OK)):
            return f"{folder} cannot be written to: make it, or change CAREPLACE_DATABASE_URL"
    elif not find_spec("psycopg"):
        return "PostgreSQL is named, and psycopg is missing: pip install 'careplace[postgresql]'"
    return _tables()


def _tables() -> str:
    """Asks through Django, as the site does: it refuses a server that is too old, and knows which tables there must be."""
    try:
        waiting = waiting_migrations()
    except DatabaseError as error:
        return f"the database cannot be used: {error}. Look at CAREPLACE_DATABASE_URL"
    if waiting:
        return f"{len(waiting)} changes of its tables wait: run `careplace casework migrate`"
    return "; ".join(f"CAREPLACE_LADDER: {problem}" for problem in missing_levels())


CHECKS: dict[str, Check] = SHARED | {"database": _database}
