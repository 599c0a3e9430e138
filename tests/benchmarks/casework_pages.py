"""(vii) Every page of casework for a team after ten years (casework_team.py), beside /health and one query.

The pages are those of the urlconf that answer, as in the tests of the access table: a new page joins by itself. Of an
address with an id, the record with the slowest page is measured. SQLite, or with `--postgresql` a PostgreSQL of the
benchmark's own; the edition of the demonstration, or of the home given; Django's test client in this process. Both the
clock's time and the processor's are shown: on a busy machine only the second says anything. The processor's is that of
this process: SQLite works in it, and PostgreSQL in one of its own, whose time is in the clock's alone.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from casework_team import PLACE, SERVICES, Team, team
from stopwatch import CAREPLACE, ROOT, row, run

sys.path.insert(0, str(ROOT))

TIMES, MOST_QUERIES = 20, 12
PAGE, MORNING, IMPORT, TICK = 0.150, 0.300, 5.0, 10.0
SHOWN = 12
"""How many of the slowest pages have a row of their own."""


class Taken(NamedTuple):
    """The 95th percentile of some runs, in seconds: by the clock, and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"p95 {self.clock * 1000:,.1f} ms, processor {self.processor * 1000:,.1f} ms"


class Page(NamedTuple):
    """A page: its slowest address, how many queries it makes, and how long it takes."""

    name: str
    path: str
    queries: int
    taken: Taken

    @property
    def goal(self) -> float:
        """The most that it may take."""
        return MORNING if self.name == "today" else PAGE

    @property
    def met(self) -> bool:
        """Whether it takes no longer, and makes no more queries than a page may."""
        return self.taken.processor <= self.goal and self.queries <= MOST_QUERIES


def main(home: Path | None = None, postgresql: bool = False) -> None:
    with tempfile.TemporaryDirectory() as folder, database(Path(folder), postgresql) as url:
        home = home or demonstration(Path(folder))
        prepare(url, home)
        from tests.web.casework.fixtures import signed_in_with_every_role

        from careplace.web.shell import collector

        with_work = team(locations(home))
        analyze()
        client = signed_in_with_every_role(PLACE)
        client.get(f"/places/{PLACE}/")
        collector.search_seldom()  # as the server does (web/casework/server.py)
        collector.leave_out_what_is_loaded()
        floor = timed(lambda: (client.get("/health"), one_query()))
        row("casework: /health and one query", floor, "", "")
        pages_of(client, with_work, floor)
        after_changes(client, with_work)
        files_of(client)
        import_of(client)
        tick()


@contextmanager
def database(folder: Path, postgresql: bool) -> Iterator[str]:
    """The address of an empty database."""
    if not postgresql:
        yield f"sqlite:///{folder / 'casework.sqlite3'}"
        return
    from tests.postgresql import ROLE, address
    from tests.postgresql import postgresql as server

    with server() as socket:
        yield address(socket, ROLE)


def demonstration(folder: Path) -> Path:
    """The home of a small edition."""
    run(CAREPLACE, "demo", "--to", folder / "raw")
    run(CAREPLACE, "build", "--raw", folder / "raw", "--home", folder / "home")
    return folder / "home"


def prepare(url: str, home: Path) -> None:
    """Django with casework's settings, over an empty database."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="careplace.web.casework.settings",
        CAREPLACE_SECRET_KEY="for the benchmark alone, and for nobody else, ever",
        CAREPLACE_ALLOWED_HOSTS="testserver",
        CAREPLACE_DATABASE_URL=url,
        CAREPLACE_HOME=str(home),
        TESTED_SITE="casework",
    )
    import django
    from django.conf import settings

    django.setup()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # of hundreds of people who never sign in
    logging.disable(logging.WARNING)  # a line for each page that is not there
    from careplace.web.casework.commands import migrate

    migrate()


def analyze() -> None:
    """The statistics by which PostgreSQL plans: a server collects them by itself, that of the tests does not."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")


def locations(home: Path) -> list[str]:
    """Locations of the edition, as many as there are services."""
    from careplace.casework import edition_reader

    with edition_reader.cursor_of(home) as cursor:
        rows = cursor.rows("select location_id from current_location order by location_id", {})
    return [location["location_id"] for location in rows[:SERVICES]]


def one_query() -> object:
    from careplace.casework.accounts.models import User

    return User.objects.first()


def pages_of(client, with_work: Team, floor: Taken) -> None:
    """Every page, the slowest first, and those that miss what a page may take."""
    pages = sorted(measured(client, with_work), key=lambda page: -page.taken.processor)
    missed = [page.name for page in pages if not page.met]
    row("casework: pages", f"{len(pages)} pages", f"{len(missed)} miss their target", ", ".join(missed))
    for page in pages:
        if page in pages[:SHOWN] or not page.met:
            ratio = f"{page.taken.processor / floor.processor:.0f} x the floor, {page.queries} queries"
            goal = f"target {page.goal * 1000:.0f} ms and {MOST_QUERIES} queries"
            row(f"casework: {page.name}", page.taken, ratio, f"{goal}, {'met' if page.met else 'NOT MET'}")


def measured(client, with_work: Team) -> Iterator[Page]:
    """Each page of the site with its slowest address, among those of a record in each state and of a busy service."""
    for name, paths in addresses(client, with_work).items():
        slowest = max(paths, key=lambda path: timed(lambda: read(client, path), times=1, before=0).processor)
        yield Page(name, slowest, queries(client, slowest), timed(lambda path=slowest: read(client, path)))


def after_changes(client, with_work: Team) -> None:
    """Pages whose counts are kept while nothing changes: their first look after a change of the place."""
    from tests.casework.samples import kinds

    from careplace.casework.audit.chain import locked_chain

    def change() -> None:
        with locked_chain(PLACE, "a benchmark") as chain:
            chain.append("edit", ("benchmark", "0"), {}, {})

    campaign = next(model for model in kinds() if model._meta.label == "campaigns.Campaign")
    id = with_work.samples.of(campaign)[0].pk
    for name, path in {"proof": "proof/", "planning": "planning/", "campaign": f"campaigns/{id}/"}.items():
        taken = timed(
            lambda path=path: (change(), read(client, f"/places/{PLACE}/{path}")), times=5, before=0
        )
        row(f"casework: {name}, first look after a change", taken, "", verdict(taken.processor, PAGE))


def addresses(client, with_work: Team) -> dict[str, list[str]]:
    """{page: its addresses that answer}; files have rows of their own."""
    from django.urls import reverse
    from tests.web.casework.access import OPEN, OWN
    from tests.web.casework.walk import addresses as of_records
    from tests.web.casework.walk import at_place, pages

    paths = pages(client, PLACE, with_work.samples)
    with_id = {name for name, parts in at_place() if "id" in parts} & set(paths.values())
    paths |= of_records(PLACE, [with_work.services[100].pk], with_id)
    paths |= {
        reverse(name): name for name in sorted(OPEN.keys() | OWN) if name not in ("account_logout", "favicon")
    }
    by_name: dict[str, list[str]] = {}
    for path, name in paths.items():
        if name != "audit-csv" and client.get(path).status_code in (200, 302):
            by_name.setdefault(name, []).append(path)
    return by_name


def queries(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return len(captured)


def read(client, path: str) -> str:
    from tests.web.casework.walk import content

    return content(client.get(path))


def files_of(client) -> None:
    """The audit as a file: until its first line, and whole. It is sent while it is read."""
    path = f"/places/{PLACE}/audit.csv"
    first = timed(lambda: next(iter(client.get(path).streaming_content)), times=5)
    row("casework: audit-csv, first line", first, "", verdict(first.processor, PAGE))
    lines = read(client, path).count("\n") - 1
    row(f"casework: audit-csv, {lines:,} events", timed(lambda: read(client, path), times=3), "", "")


def import_of(client) -> None:
    """A file of 1,000 new services: its preview, and its import."""
    import re
    from html import unescape

    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = "".join(f"New house {n},Care home\n" for n in range(1000))
    path, sent = f"/places/{PLACE}/services/import/", {}

    def preview() -> None:
        file = SimpleUploadedFile("list.csv", f"name,kind\n{rows}".encode())
        body = client.post(path, {"file": file}).content.decode()
        sent["plan"] = unescape(re.search(r'name="plan" value="([^"]*)"', body)[1])

    def confirm() -> None:
        assert client.post(path, sent).status_code == 302

    for words_of_step, step in (("preview", preview), ("import", confirm)):
        taken = timed(step, times=1, before=0)
        row(f"casework: {words_of_step} of 1,000 services", taken, "", verdict(taken.processor, IMPORT))


def tick() -> None:
    """Every job of the timer on a working day at noon: with its mails, and again, when nothing is due."""
    from datetime import timedelta

    from django.utils import timezone

    from careplace.casework.clocks import is_working_day
    from careplace.casework.tick.registry import jobs
    from careplace.casework.tick.run import run_jobs

    now = timezone.localtime().replace(hour=12)
    while not is_working_day(now.date()):
        now += timedelta(days=1)
    for words in ("tick", "tick, again"):
        taken = timed(lambda at=now: no_failure(run_jobs(jobs(), at)), times=1, before=0)
        row(f"casework: {words}", taken, "", verdict(taken.processor, TICK))


def no_failure(results: list) -> None:
    assert not [result.error for result in results if result.error]


def verdict(taken: float, goal: float) -> str:
    return f"target: {goal:g} s, {'met' if taken <= goal else 'NOT MET'}"


def timed(work: Callable[[], object], times: int = TIMES, before: int = 2) -> Taken:
    """The 95th percentile of so many runs."""
    for _ in range(before):
        work()
    runs = [_once(work) for _ in range(times)]
    at = max(0, round(0.95 * len(runs)) - 1)
    return Taken(*(sorted(column)[at] for column in zip(*runs, strict=True)))


def _once(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - processor.ru_utime - processor.ru_stime
    return time.perf_counter() - clock, used


if __name__ == "__main__":
    arguments = sys.argv[1:]
    homes = [Path(argument) for argument in arguments if not argument.startswith("--")]
    main(homes[0] if homes else None, postgresql="--postgresql" in arguments)
