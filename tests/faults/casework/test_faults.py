"""What goes wrong around the staff site: killed workers, a database that is away, a full disk, a form sent twice."""

import os
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from tests.casework.databases import DATA, KINDS, migrated, point_at
from tests.casework.people import PLACE
from tests.faults.casework.history import audit_is_whole, check
from tests.faults.casework.site import HIDDEN, Site, officers, saves, serving, work
from tests.faults.casework.test_load import some_services
from tests.faults.test_full_disk import fill, small_disk
from tests.postgresql import address, postgresql, programs

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event

__all__ = ["small_disk"]
ADD = reverse("service-add", args=[PLACE])


@pytest.fixture
def home(tmp_path) -> Path:
    """A home without an edition."""
    (folder := tmp_path / "home").mkdir()
    return folder


@pytest.fixture
def own_postgresql(on_database, tmp_path_factory):
    """The folder of a PostgreSQL that a test may stop."""
    with postgresql(migrated(tmp_path_factory) / DATA) as folder:
        point_at(address(folder))
        yield folder
        connections.close_all()


def fields_of(page: str, **values: str) -> dict[str, str]:
    """The hidden fields of a page's form, and values."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)} | values


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_random_nothing_is_half_done_and_nothing_accepted_is_lost(
    on_database, kind, home, tmp_path
):
    """Workers are killed as the kernel kills them, while people save; gunicorn starts others."""
    url, ids, kills, choice = on_database(kind), some_services(5), 8, random.Random(1)
    with serving(url, home, tmp_path / "log") as site:
        team = officers(site, 8)
        connections.close_all()
        with ThreadPoolExecutor(1) as pool:
            killer = pool.submit(kill_workers, site, kills, choice)
            work(team, ids, lambda: killer.done() and saves(team) > 20)
            killer.result()
    assert check(site, team) >= saves(team)


def kill_workers(site: Site, times: int, choice: random.Random) -> None:
    """Kill a worker at random moments."""
    for _ in range(times):
        time.sleep(choice.uniform(0.1, 1.5))
        if workers := site.workers():
            os.kill(choice.choice(workers), signal.SIGKILL)


@pytest.mark.faults
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_is_sent_twice_at_once_is_saved_once(on_database, kind, home, tmp_path):
    with serving(on_database(kind), home, tmp_path / "log") as site:
        (officer,) = officers(site, 1)
        connections.close_all()
        for number in range(5):
            _status, page = officer.ask("GET", ADD)
            fields = fields_of(page, name=f"Double {number}", kind="care_home")
            with ThreadPoolExecutor(4) as pool:
                answers = list(pool.map(lambda _, sent=fields: officer.ask("POST", ADD, sent), range(4)))
            assert {status for status, _ in answers} == {302}
    assert Service.objects.count() == Event.objects.filter(action="add").count() == 5


@pytest.mark.faults
def test_while_the_database_is_away_pages_say_so_and_afterwards_all_works(own_postgresql, home, tmp_path):
    url, folder = address(own_postgresql), own_postgresql
    with serving(url, home, tmp_path / "log") as site:
        (officer,) = officers(site, 1)
        _status, page = officer.ask("GET", ADD)
        fields = fields_of(page, name="Rose House", kind="care_home", contacts="zebra")
        connections.close_all()
        try:
            server(folder, "stop", "-m", "immediate")
            for method, sent in (("GET", None), ("POST", fields)):
                status, text = officer.ask(method, ADD, sent)
                assert (status, "your browser still has what you wrote" in text) == (503, True)
            assert officer.ask("GET", "/health")[0] == 200
        finally:
            server(folder, "start", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses=")
        assert officer.ask("POST", ADD, fields)[0] == 302
        audit_is_whole(url)
        assert "zebra" not in site.log.read_text()
        assert Service.objects.get().name == "Rose House"
        connections.close_all()


def server(folder: Path, *arguments: object) -> None:
    """Stop or start the tests' own PostgreSQL, as its user."""
    user = folder.owner()
    command = [programs() / "pg_ctl", "-D", folder / "data", "-w", *arguments]
    subprocess.run(
        [*map(str, command)],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
    )


@pytest.mark.faults
def test_on_a_full_disk_nothing_is_half_done_and_pages_say_so(on_database, small_disk, home, tmp_path):
    url = on_database("sqlite")
    disk = small_disk / "casework.sqlite3"
    connections.close_all()
    disk.write_bytes(Path(url.removeprefix("sqlite:///")).read_bytes())
    url = f"sqlite:///{disk}"
    point_at(url)
    ids = some_services(3)
    with serving(url, home, tmp_path / "log") as site:
        (officer,) = officers(site, 1)
        connections.close_all()
        _status, page = officer.ask("GET", reverse("service-edit", args=[PLACE, ids[0]]))
        fields = fields_of(page, name="House", kind="care_home", contacts="word " * 300)
        ballast = fill(small_disk, 0)
        status, text = officer.ask("POST", reverse("service-edit", args=[PLACE, ids[0]]), fields)
        assert (status, "nothing was saved" in text) == (503, True)
        ballast.unlink()
        audit_is_whole(url)
        assert Service.objects.get(pk=ids[0]).version == 1
        connections.close_all()
        assert officer.ask("POST", reverse("service-edit", args=[PLACE, ids[0]]), fields)[0] == 302
        audit_is_whole(url)
