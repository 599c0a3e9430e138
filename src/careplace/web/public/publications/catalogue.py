"""The publications as a request sees them: read once, and again when the store has changed."""

import hashlib
import os
import threading
import time
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from django.conf import settings

from careplace.publications.records import Release
from careplace.publications.store import Damaged, Store, Version

CHECKED = 0.2
"""Seconds between two looks at whether the store has changed."""


@dataclass(frozen=True)
class Entry:
    """A publication: its id and every version of it, the first at the front."""

    id: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    def version(self, number: int) -> Version | None:
        return next((version for version in self.versions if version.version == number), None)


@dataclass(frozen=True)
class Catalogue:
    """Every publication of a store. `stamp` changes with every release and withdrawal."""

    store: Store
    stamp: str
    entries: dict[str, Entry] = field(repr=False)

    def by_date(self) -> list[Entry]:
        """Every publication that can be described, the one published last at the front."""
        described = [
            (version.description.published_on, entry.id, entry)
            for entry in self.entries.values()
            if not isinstance(version := entry.latest, Damaged)
        ]
        return [entry for _date, _id, entry in sorted(described, key=itemgetter(0, 1), reverse=True)]

    def about(self, place: str) -> list[Entry]:
        """The publications about the place of a code whose latest version stands."""
        return [
            e for e in self.by_date() if isinstance(e.latest, Release) and e.latest.description.place == place
        ]


_catalogues: dict[Path, tuple[float, Catalogue]] = {}
_lock = threading.Lock()


def catalogue() -> Catalogue:
    """The publications of the home that the settings name."""
    home = settings.CAREPLACE.home
    with _lock:
        checked, known_catalogue = _catalogues.get(home, (0.0, None))
        if known_catalogue is None or time.monotonic() - checked > CHECKED:
            known_catalogue = _current(Store(home), known_catalogue)
            _catalogues[home] = (time.monotonic(), known_catalogue)
        return known_catalogue


class ReadsPublications:
    """Middleware: gives each request `request.publications`; a page's ETag has their stamp."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.publications = catalogue()
        return self.get_response(request)


def _current(store: Store, before: Catalogue | None) -> Catalogue:
    stamp = _stamp(store.folder)
    if before is not None and before.stamp == stamp:
        return before
    entries = {id: Entry(id, tuple(store.versions(id))) for id in store.ids()}
    return Catalogue(store, stamp, entries)


def _stamp(folder: Path) -> str:
    """What changes whenever a version or a tombstone is put into a publication's folder."""
    try:
        with os.scandir(folder) as names:
            stats = [(name.name, name.stat(follow_symlinks=False)) for name in names if name.name[0] != "."]
    except OSError:
        return ""
    seen = sorted((name, stat.st_ino, stat.st_mtime_ns) for name, stat in stats)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16] if seen else ""
