"""What the command line does with casework's database."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from careplace.casework.accounts.invitations import invite as send_invitation
from careplace.casework.assurance.edition_changes.note import note_at_every_place
from careplace.casework.assurance.escalation.ladder_in_use import missing_levels
from careplace.casework.audit.verification import Anchor, Fault, anchors, faults
from careplace.casework.mailing import send_queued
from careplace.casework.scope.actor import Actor
from careplace.casework.tick.registry import jobs
from careplace.casework.tick.run import Result, run_jobs
from careplace.consultations.inbox import Inbox, address
from careplace.web.shell.configuration import WrongSettings

SERVER = "a command on the server"
"""Who did it, in the audit, where nobody was signed in."""


class WaitingMigrations(Exception):
    """The database's tables are not those of this release."""

    def __init__(self) -> None:
        super().__init__(
            "casework's tables are not there, or are of an earlier release: run `careplace casework migrate`"
        )


def migrate() -> list[str]:
    """Create or change the tables, and that of the cache; gives the steps that were made."""
    waiting = waiting_migrations()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return waiting


def check_migrated() -> None:
    """Raises WaitingMigrations unless the database has the tables of this release."""
    if waiting_migrations():
        raise WaitingMigrations
    connection.close()  # a worker opens its own


def check_ladder() -> None:
    """Raises WrongSettings unless the ladder of the settings has the level of every open case."""
    if problems := [f"CAREPLACE_LADDER: {problem}" for problem in missing_levels()]:
        raise WrongSettings(problems)
    connection.close()


def waiting_migrations() -> list[str]:
    """The changes of tables that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def invite(place: str, email: str, role: str, site: str) -> None:
    """Invite a person from the server: the way in for the first administrator of a place.

    Raises:
        ValueError: for an address, a place or a role that cannot be one.
    """
    try:
        send_invitation(Actor(SERVER, place, frozenset(("administrator",))), email, role, site)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def note_edition(home: Path) -> dict[str, int]:
    """Note what the current edition changes about the services of every place; {place: how many signals}.

    Raises:
        NoEdition: when no edition can be read.
    """
    return note_at_every_place(home, timezone.localdate())


def verify_audit(against: Path | None) -> tuple[list[Anchor], list[Fault]]:
    """The end of every chain, and everything wrong, also compared with the ends that a file kept."""
    known = {anchor.place: anchor for anchor in read_anchors(against)} if against else {}
    return anchors(), list(faults(known))


def tick() -> tuple[list[Result], int]:
    """Run every job of the timer, then send the mails that wait; what came of each job, and how many mails were tried.

    Raises:
        WaitingMigrations: when the database has not the tables of this release.
    """
    check_migrated()
    results = run_jobs(jobs(), timezone.now())
    return results, send_queued()


def create_inbox(home: Path, role: str) -> None:
    """Create the inbox of responses, and let a role of PostgreSQL insert into it.

    Raises:
        ValueError: for words that are no role, or a role for SQLite.
    """
    Inbox(address(home, settings.CAREPLACE.inbox)).create(role)


def send_mails() -> None:
    """Send mails as they are queued, until stopped."""
    call_command("db_worker", verbosity=0)


def read_anchors(path: Path) -> list[Anchor]:
    """The ends of chains that `write_anchors` wrote.

    Raises:
        ValueError: for another file.
    """
    try:
        return [Anchor(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is no list that `careplace casework verify-audit --save` wrote") from error


def write_anchors(path: Path, ends: Iterable[Anchor]) -> None:
    """Keep the ends of chains, outside the database."""
    path.write_text(json.dumps([asdict(end) for end in ends], indent=1) + "\n", encoding="utf-8")
