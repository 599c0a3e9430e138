"""Harvests CQC's public API into one file that the reader reads, and goes on where it was stopped.

The first harvest asks for every provider and location (about 125,000 requests, two hours or more); each
later one asks for what has changed since, with an overlap, because an entry may reach the changes feed
late. Asking twice for the same id is harmless: the newest payload counts.
"""

import gzip
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from careplace.sources.cqc.api.client import KINDS, Client, NotThere, Page
from careplace.sources.cqc.api.journal import HarvestError, Id, Journal

OVERLAP = timedelta(days=2)
BATCH = 64
LISTINGS = 3
PEOPLE = ("contacts", "nominatedIndividual", "registeredManager", "registeredManagers", "partners")

Progress = Callable[[int, int, str], None]
"""Called with (done, of how many, what is being done)."""


@dataclass(frozen=True)
class Harvested:
    """What a harvest gave: `path` of the file, ids held, asked for in this run, and not known to the API."""

    path: Path
    held: int
    asked: int
    gone: tuple[str, ...]


def harvest(
    to: Path,
    client: Client,
    *,
    workers: int = 4,
    overlap: timedelta = OVERLAP,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress = lambda done, total, what: None,
) -> Harvested:
    """Bring the harvest in the folder `to` up to date, and write `to/cqc-api_YYYY-MM-DD.jsonl.gz`.

    A folder with no harvest gets a full one. A harvest that was stopped goes on. Either way what has changed
    meanwhile is asked for last, so the file describes the day it is named by.

    Raises:
        ApiError, KeyRefused: when the API does not answer or does not accept the key; what was had is kept.
        HarvestError: when the folder is in use, or its files were altered.
    """
    with Journal(to) as journal:
        requests = 0
        if not journal.open and not journal.until:
            began = now()
            journal.begin("full", began, _ids(client, progress))
        if journal.open:
            requests += _work(journal, client, workers, progress)
        since, until = journal.until, now()
        if since is None:
            raise HarvestError(f"{to} has no end of a round: its files were altered")
        journal.begin("changes", until, _changed(client, since - overlap, until))
        requests += _work(journal, client, workers, progress)
        path = to / f"cqc-api_{until.astimezone(UTC):%Y-%m-%d}.jsonl.gz"
        _write(path, journal)
        return Harvested(path, len(journal.had), requests, tuple(sorted(id for _kind, id in journal.gone)))


def _ids(client: Client, progress: Progress) -> list[Id]:
    """Every id of the lists.

    Rows move between pages while the register changes: a list that gave fewer ids than it counted is asked
    for again, and what all its askings gave is taken.
    """
    all_ids: dict[Id, None] = {}
    for kind in KINDS:
        ids: dict[str, None] = {}
        for _listing in range(LISTINGS):
            total = 0
            for number, page in enumerate(client.pages_of_list(kind), start=1):
                ids.update(dict.fromkeys(page.ids))
                total = page.total
                progress(number, page.pages, f"listing {kind}s")
            if len(ids) >= total:
                break
        all_ids.update(dict.fromkeys((kind, id) for id in ids))
    return list(all_ids)


def _changed(client: Client, start: datetime, end: datetime) -> list[Id]:
    pages: Iterator[tuple[str, Page]] = (
        (kind, page) for kind in KINDS for page in client.changed(kind, start, end)
    )
    return list(dict.fromkeys((kind, id) for kind, page in pages for id in page.ids))


def _work(journal: Journal, client: Client, workers: int, progress: Progress) -> int:
    """Ask for all that is left of the open round, a batch at a time, and end it."""
    left, total = journal.round.left, len(journal.round.ids)
    what = "asking for all" if journal.round.mode == "full" else "asking for changes"
    done = journal.round.done
    with ThreadPoolExecutor(workers) as pool:
        for batch in _batches(left, BATCH):
            journal.keep(list(pool.map(lambda id: (id, _payload(client, id)), batch)))
            progress(len(done), total, what)
    journal.end()
    return len(left)


def _payload(client: Client, id: Id) -> dict | None:
    try:
        return without_people(client.payload(*id))
    except NotThere:
        return None


def without_people(payload: dict) -> dict:
    """A payload without the names of managers, contacts and nominated individuals: none is written down."""
    if isinstance(payload, list):
        return [without_people(part) for part in payload]
    if not isinstance(payload, dict):
        return payload
    payload_lines = (
        (name, part) for name, part in payload.items() if name not in PEOPLE and not name.startswith("person")
    )
    return {name: without_people(part) for name, part in payload_lines}


def _batches(ids: Iterable[Id], size: int) -> Iterator[list[Id]]:
    walk = iter(ids)
    while batch := list(itertools.islice(walk, size)):
        yield batch


def _write(path: Path, journal: Journal) -> None:
    """The newest payload of every id, in the order of ids, as gzipped JSON lines; whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as raw:
        # Without a time and a name in its header the same payloads give the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as out:
            for id in sorted(journal.had):
                out.write(journal.payload(id))
        raw.flush()
        os.fsync(raw.fileno())
    part.replace(path)
