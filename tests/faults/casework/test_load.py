"""Officers who change the same services at the same time, and a backup taken meanwhile.

`make faults` has 20 officers for 10 seconds; CASEWORK_LOAD=200x120 is two hundred for two minutes.
"""

import os
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from tests.casework.databases import KINDS, point_at
from tests.casework.people import PLACE, actor
from tests.faults.casework.history import audit_is_whole, check
from tests.faults.casework.site import COMMAND, Officer, environment, officers, saves, serving, work
from tests.postgresql import address

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event, Head
from careplace.casework.workflow.actions import changes

OFFICERS, SECONDS = map(int, os.environ.get("CASEWORK_LOAD", "20x10").split("x"))
SERVICES, SOME = 30, 10


def some_services(number: int = SERVICES) -> list[str]:
    """The ids of new services."""
    with changes(actor("team_manager", name="Manager X")) as at_once:
        records = [at_once.add(Service(name=f"House {n}", kind="care_home")) for n in range(number)]
    return [str(record.pk) for record in records]


@pytest.fixture
def empty_database(databases, tmp_path):
    """`empty_database(kind)`: the address of a database without tables."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        import psycopg

        folder = databases(kind).folder
        with psycopg.connect(address(folder, "postgres"), autocommit=True) as server:
            server.execute("create database restored")
        return address(folder, "restored")

    return make


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
def test_no_change_is_lost_no_error_is_shown_and_a_backup_meanwhile_is_whole(
    on_database, empty_database, kind, tmp_path
):
    url, ids = on_database(kind), some_services()
    (home := tmp_path / "home").mkdir()
    archive = tmp_path / "backup.tar"
    with serving(url, home, tmp_path / "log") as site:
        team = officers(site, OFFICERS)
        connections.close_all()
        with ThreadPoolExecutor(1) as pool:
            backup = pool.submit(backup_meanwhile, team, url, home, archive)
            until = time.monotonic() + SECONDS
            work(team, ids, lambda: time.monotonic() > until and backup.done())
            backup.result()
    assert [failure for officer in team for failure in officer.failures] == []
    statuses = {status for officer in team for status in officer.statuses}
    assert statuses <= {200, 302, 409}
    assert 302 in statuses
    saved = check(site, team)
    assert saved == saves(team)
    print(
        f"{kind}: {OFFICERS} officers, {SECONDS} s: {saved} changes, {sum((o.statuses for o in team), Counter())}"
    )
    restored_is_an_earlier_whole(url, archive, empty_database(kind), tmp_path)


def backup_meanwhile(team: list[Officer], url: str, home: Path, archive: Path) -> None:
    """A backup, once there is something to back up."""
    while saves(team) < SOME:
        time.sleep(0.1)
    careplace("backup", str(archive), "--home", str(home), url=url)


def careplace(*arguments: str, url: str) -> None:
    """Run a command."""
    subprocess.run([str(COMMAND), *arguments], env=environment(url), check=True, capture_output=True)


def restored_is_an_earlier_whole(url: str, archive, restored: str, tmp_path) -> None:
    """The backup has a chain that is whole, and that the chain now begins with."""
    careplace("restore", str(archive), "--home", str(tmp_path / "elsewhere"), url=restored)
    audit_is_whole(restored)
    point_at(restored)
    head, versions = Head.objects.get(place=PLACE), sum(Service.objects.values_list("version", flat=True))
    connections.close_all()
    point_at(url)
    assert Event.objects.get(place=PLACE, number=head.count).digest == head.digest
    assert SERVICES + SOME <= head.count <= Head.objects.get(place=PLACE).count
    # Each event is one version of one service: the tables and the chain are of the same moment.
    assert versions == head.count
