"""(vii) Pages of casework for a team of 500 services, ten years of visits and 100,000 signals, beside /health and one query.

The records are made at once, without the steps of people; the audit has a valid chain, an event for each. SQLite; the
edition of the demonstration, or of the home given; Django's test client in this process. Both the clock's time and the
processor's are shown: on a busy machine only the second says anything.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from stopwatch import CAREPLACE, ROOT, row, run

sys.path.insert(0, str(ROOT))

SERVICES, VISITS, SIGNALS, OPEN = 500, 5_000, 100_000, 1_000
TIMES, P95, MORNING, IMPORT = 20, 0.150, 0.300, 5.0
PLACE = "E08000026"
FIRST = date(2016, 11, 1)


def main(home: Path | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        home = home or demonstration(scratch)
        prepare(scratch, home)
        client, samples = team(home)
        floor = timed(lambda: (client.get("/health"), one_query()))
        row("casework: /health and one query", words(floor), "", "")
        pages_of(client, samples, floor)
        import_of(client)


def demonstration(scratch: Path) -> Path:
    """The home of a small edition."""
    run(CAREPLACE, "demo", "--to", scratch / "raw")
    run(CAREPLACE, "build", "--raw", scratch / "raw", "--home", scratch / "home")
    return scratch / "home"


def prepare(scratch: Path, home: Path) -> None:
    """Django with casework's settings, over an empty database."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="careplace.web.casework.settings",
        CAREPLACE_SECRET_KEY="for the benchmark alone, and for nobody else, ever",
        CAREPLACE_ALLOWED_HOSTS="testserver",
        CAREPLACE_DATABASE_URL=f"sqlite:///{scratch / 'casework.sqlite3'}",
        CAREPLACE_HOME=str(home),
        TESTED_SITE="casework",
    )
    import django

    django.setup()
    logging.disable(logging.WARNING)  # a line for each page that is not there
    from careplace.web.casework.commands import migrate

    migrate()


def team(home: Path):
    """A client of a person with every role, and a sample of each kind of record besides those made in bulk."""
    from tests.casework.samples import Samples
    from tests.web.casework.fixtures import signed_in_with_every_role

    client, samples = signed_in_with_every_role(PLACE), Samples(PLACE)
    samples.every_state()
    services = many_services(locations(home))
    visits = many_visits(services)
    record_events([*services, *visits, *many_signals(services)])
    return client, samples


def locations(home: Path) -> list[str]:
    """Locations of the edition, as many as there are services."""
    from careplace.casework import edition_reader
    from careplace.engine import Cursor

    cursor = Cursor(edition_reader.edition(home).engine)
    listed = cursor.rows("select location_id from current_location order by location_id", {})
    ids = [location["location_id"] for location in listed[:SERVICES]]
    return ids + [""] * (SERVICES - len(ids))


def many_services(ids: list[str]) -> list:
    from careplace.casework.assurance.models import Service

    services = [
        Service(place=PLACE, state="active", name=f"House {n:03d}", kind="care_home", location_id=id)
        for n, id in enumerate(ids)
    ]
    return Service.objects.bulk_create(services, batch_size=500)


def many_visits(services: list) -> list:
    from tests.casework.assurance.visits.records import whole

    from careplace.casework.assurance.visits.models import Visit
    from careplace.casework.assurance.visits.template import default

    visits = []
    for n in range(VISITS):
        day, under_way = FIRST + timedelta(days=n * 3650 // VISITS), n >= VISITS - 200
        state = {"state": "planned"} if under_way else {"state": "final", "grade": "good", "final_on": day}
        by = {"template": default().id, "template_version": default().version, "record": whole()}
        visits.append(
            Visit(place=PLACE, service=services[n % SERVICES], kind="planned", planned_on=day, **state, **by)
        )
    return Visit.objects.bulk_create(visits, batch_size=500)


def many_signals(services: list) -> list:
    from careplace.casework.assurance.models import Signal

    signals = []
    for n in range(SIGNALS):
        state = (
            {"state": "open"}
            if n >= SIGNALS - OPEN
            else {"state": "closed", "outcome": "Spoke to the manager."}
        )
        signals.append(
            Signal(
                place=PLACE,
                service=services[n * 7 % SERVICES],
                kind="staffing",
                happened_on=FIRST + timedelta(days=n * 3650 // SIGNALS),
                source="a nurse",
                text="Few staff on the night shift. " * 6,
                **state,
            )
        )
    return Signal.objects.bulk_create(signals, batch_size=1000)


def record_events(records: list) -> None:
    """A valid chain with an event for each record; the texts about people stay out of it, as they do in use."""
    from careplace.casework.audit.digests import canonical, digest_of
    from careplace.casework.audit.models import Event, Head

    events, previous, at = [], "", datetime(2026, 11, 1, tzinfo=UTC)
    for number, record in enumerate(records, start=1):
        after = {name: value for name, value in record.values().items() if name not in record.PERSONAL}
        event = Event(
            place=PLACE, number=number, at=at, person="a benchmark", action="add", kind=record.WORKFLOW.kind,
            record=str(record.pk), before="{}", after=canonical(after), previous=previous,
        )  # fmt: skip
        previous = event.digest = digest_of(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=1000)
    Head.objects.create(place=PLACE, count=len(events), digest=previous)


def one_query() -> object:
    from careplace.casework.accounts.models import User

    return User.objects.first()


def pages_of(client, samples, floor: tuple[float, float]) -> None:
    """Every page of the place, the slowest first: those alone that take more than five times the floor."""
    from tests.web.casework.walk import content, pages

    names: dict[str, str] = {}
    for path, name in pages(client, PLACE, samples).items():
        names.setdefault(name, path)
    names["service"] = names["service"].replace(str(samples.records[0].pk), busiest())
    times = {name: timed(lambda path=path: content(client.get(path))) for name, path in names.items()}
    slow = {name: took for name, took in times.items() if took[1] > P95}
    row(
        "casework: pages",
        f"{len(times)} pages",
        f"{len(slow)} over {P95 * 1000:.0f} ms of processor",
        ", ".join(slow),
    )
    for name, took in sorted(times.items(), key=lambda pair: -pair[1][1])[:8]:
        goal = MORNING if name == "today" else P95
        ratio = f"{took[1] / floor[1]:.0f} x the floor; target {goal * 1000:.0f} ms"
        row(f"casework: {name}", words(took), "", f"{ratio}, {'met' if took[1] <= goal else 'NOT MET'}")


def busiest() -> str:
    """The id of a service with as many signals and visits as each of the many has."""
    from careplace.casework.assurance.models import Service

    return str(Service.objects.get(place=PLACE, name="House 100").pk)


def import_of(client) -> None:
    """A file of 1,000 new services: its preview, and its import."""
    import re
    from html import unescape

    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = "".join(f"New house {n},Care home\n" for n in range(1000))
    path, sent = f"/places/{PLACE}/services/import/", {}

    def preview() -> None:
        file = SimpleUploadedFile("list.csv", f"name,kind\n{rows}".encode())
        sent["plan"] = unescape(
            re.search(r'name="plan" value="([^"]*)"', client.post(path, {"file": file}).content.decode())[1]
        )

    def confirm() -> None:
        assert client.post(path, sent).status_code == 302

    for words_of_step, step in (("preview", preview), ("import", confirm)):
        took = timed(step, times=1, before=0)
        row(f"casework: {words_of_step} of 1,000 services", words(took), "", verdict(took[1] <= IMPORT))


def verdict(met: bool) -> str:
    return f"target: {IMPORT:.0f} s, {'met' if met else 'NOT MET'}"


def timed(work: Callable[[], object], times: int = TIMES, before: int = 2) -> tuple[float, float]:
    """The 95th percentile of so many runs, in seconds: by the clock, and of the processor."""
    for _ in range(before):
        work()
    runs = [_once(work) for _ in range(times)]
    at = max(0, round(0.95 * len(runs)) - 1)
    return tuple(sorted(column)[at] for column in zip(*runs, strict=True))


def _once(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - processor.ru_utime - processor.ru_stime
    return time.perf_counter() - clock, used


def words(took: tuple[float, float]) -> str:
    return f"p95 {took[0] * 1000:,.1f} ms, processor {took[1] * 1000:,.1f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
