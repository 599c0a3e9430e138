"""The edition that serves: opened once a process, read by short-lived cursors, exchanged without a mixed page.

A request holds one `Reading` from its first line to the last byte of its answer. When `current` points elsewhere, the
next request opens the new edition; the old one is closed when the last request that holds it has ended.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from careplace.editions.home import EditionError, Home
from careplace.editions.opening import Edition
from careplace.engine import Engine, read_parquet
from careplace.measures.providers.reading import Store
from careplace.places.gazetteer import Gazetteer
from careplace.web.errors import NEEDS_NO_EDITION, unavailable
from careplace.web.remembering import BriefStore, RememberingStore

log = logging.getLogger("careplace.web.editions")
KEPT, LARGE = 4096, {"group": 48}
"""How many answers of a kind are kept; a group's figures take a third of a mebibyte."""
SHARED = (
    "outcome cells",
    "outcome periods",
    "outcome members",
    "outcome groups",
    "outcome quartiles",
    "outcome quarters",
    "outcome newest",
    "outcome values",
    "local measures",
)
AGAIN = 5.0
"""Seconds until an edition that could not be opened is tried again."""


class OpenEdition:
    """One edition, open for every request of this process, and what has been reckoned from it."""

    def __init__(self, folder: Path, memory: str):
        engine = Engine(memory=memory, threads=1)
        try:
            # The footers of an edition's files never change: they are read once.
            engine.connection.execute("set parquet_metadata_cache = true")
            self.edition = Edition(folder, engine)
            self.id, self.folder, self.manifest = self.edition.id, folder, self.edition.manifest
            self.gazetteer: Gazetteer = self.edition.gazetteer
            self.shared = _shared(engine, folder)
        except BaseException:
            engine.close()
            raise
        self.readers, self.retired = 0, False
        self._kept: dict[Hashable, OrderedDict[tuple, Any]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        self.edition.close()

    def remembered(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once an edition; the first part of `key` is its kind, of which KEPT are kept."""
        with self._lock:
            kept = self._kept.setdefault(key[0], OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > LARGE.get(key[0], KEPT):
                kept.popitem(last=False)
        return made


def _shared(engine: Engine, folder: Path) -> dict[str, dict]:
    """What `measures` makes once for all places: the rest of a store's `made` is of one cursor alone."""
    paths = sorted((folder / "figures" / "outcomes").glob("*.parquet"))
    if paths:
        engine.view_parquet("outcome_figure", *paths)
    return {"outcome files": {"opened": True} if paths else {}, **{name: {} for name in SHARED}}


class CursorEngine(Engine):
    """An engine on a cursor of an open edition: sees its views; what it makes is its own and gone with it."""

    def __init__(self, of: Engine):
        self.connection = of.connection.cursor()
        self._spill = None

    def view_parquet(self, name: str, *paths: Path) -> None:
        # Temporary, or another request's view of the same name would be exchanged under its hands.
        self.connection.execute(
            f'create or replace temp view "{name}" as select * from {read_parquet(*paths)}'
        )


class Reading:
    """The edition as one request sees it: the same from beginning to end.

    `id`, `manifest` and `gazetteer` are the edition's; `rows` asks it in SQL; `store` is what `measures` reads from.
    """

    def __init__(self, opened: OpenEdition, release: Callable[[OpenEdition], None]):
        self._open, self._release, self._shared = opened, release, opened.shared
        self.id: str = opened.id
        self.folder: Path = opened.folder
        self.manifest: dict = opened.manifest
        self.gazetteer: Gazetteer = opened.gazetteer

    @cached_property
    def engine(self) -> Engine:
        """A cursor of the edition's one connection, this request's own."""
        return CursorEngine(self._open.edition.engine)

    @cached_property
    def store(self) -> Store:
        """What `measures.providers.profile.profile` and `tracing.trace` take."""
        return RememberingStore(self.engine, self.folder, self.gazetteer, dict(self._shared), self.remembered)

    @cached_property
    def brief_store(self) -> Store:
        """`store`, reading of a place only what its first page shows."""
        return BriefStore(self.engine, self.folder, self.gazetteer, dict(self._shared), self.remembered)

    def keep_apart(self) -> None:
        """Keep to this request what it reckons of groups and cells: a reader can name more of them than memory holds."""
        self._shared = {name: dict(kept) for name, kept in self._shared.items()}
        for store in (vars(self).get("store"), vars(self).get("brief_store")):
            if store is not None:
                store.made.update(self._shared)

    def rows(self, query: str, parameters: dict | list | None = None) -> list[dict]:
        """The answer of a query as dicts. It sees each table under its name, and every figure in `figure`.

        What a reader wrote goes into `parameters` ($1, or $name), never into the query's text.
        """
        return self.engine.rows(query, parameters)

    def remembered(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What `make` gave for `key` in this edition; it must depend on nothing else, and must not be changed."""
        return self._open.remembered(key, make)

    @property
    def made_from(self) -> list[dict]:
        """The files that the edition was made from, each with `snapshot` as a date or None."""
        return self.remembered(("made_from",), lambda: [_dated(one) for one in self.manifest["inputs"]])

    def close(self) -> None:
        """Let go of the edition; twice is once."""
        if "engine" in vars(self):
            self.engine.close()
        opened, self._open = self._open, None
        if opened is not None:
            self._release(opened)


def _dated(one: dict) -> dict:
    return one | {"snapshot": date.fromisoformat(one["snapshot"]) if one["snapshot"] else None}


class Shelf:
    """The edition of one home that serves now. One a process and home."""

    def __init__(self, home: Path, memory: str):
        self.home, self.memory = Home(home), memory
        self._current: OpenEdition | None = None
        self._count = threading.Lock()
        self._opening = threading.Lock()
        self._refused: tuple[str, float] = ("", 0.0)

    def read(self) -> Reading:
        """The edition that serves, held until the reading is closed.

        Raises:
            EditionError: when there is none, or it cannot be opened and none was open before.
        """
        while True:
            opened = self._serving()
            with self._count:
                if not opened.retired:
                    opened.readers += 1
                    return Reading(opened, self._let_go)

    def close(self) -> None:
        """Close what is open, at once if nobody reads it."""
        with self._opening:
            self._exchange(None)

    def _serving(self) -> OpenEdition:
        id, held = self.home.current(), self._current
        if held is not None and held.id == id:
            return held
        # Whoever comes while the new edition is being opened reads the old one, whole, rather than wait.
        if not self._opening.acquire(blocking=held is None):
            return held
        try:
            return self._opened(id)
        finally:
            self._opening.release()

    def _opened(self, id: str | None) -> OpenEdition:
        held = self._current
        if held is not None and (held.id == id or self._given_up(id)):
            return held
        try:
            self._exchange(OpenEdition(self.home.edition(id), self.memory))
        except (EditionError, OSError, ValueError, KeyError) as error:
            self._refused = (str(id), time.monotonic())
            log.error("edition cannot be opened", extra={"edition": id, "why": str(error)})
            if held is None:
                raise EditionError(f"the edition {id or ''} cannot be opened: {error}") from error
            return held
        return self._current

    def _given_up(self, id: str | None) -> bool:
        return self._refused[0] == str(id) and time.monotonic() - self._refused[1] < AGAIN

    def _exchange(self, new: OpenEdition | None) -> None:
        with self._count:
            old, self._current = self._current, new
            if old is not None:
                old.retired = True
            unread = old is not None and not old.readers
        if unread:
            old.close()
        if new is not None:
            log.info("edition serves", extra={"edition": new.id})

    def _let_go(self, opened: OpenEdition) -> None:
        with self._count:
            opened.readers -= 1
            last = opened.retired and not opened.readers
        if last:
            opened.close()


_shelves: dict[tuple[Path, str], Shelf] = {}
_making = threading.Lock()


def shelf() -> Shelf:
    """The shelf of the home that the settings name."""
    key = (settings.CAREPLACE.home, settings.CAREPLACE.memory)
    with _making:
        if key not in _shelves:
            _shelves[key] = Shelf(*key)
        return _shelves[key]


class ReadsEdition:
    """Middleware: gives each request `request.edition`, and lets go of it when the last byte is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in NEEDS_NO_EDITION:
            return self.get_response(request)
        try:
            request.edition = shelf().read()
        except EditionError as error:
            return unavailable(request, str(error))
        response = self.get_response(request)
        # An answer that is streamed reads on after it is returned: a response closes what it holds at its end.
        response._resource_closers.append(request.edition.close)
        return response


def forget() -> None:
    """Close every shelf: for tests, and for a process that ends."""
    with _making, suppress(KeyError):
        while _shelves:
            _shelves.popitem()[1].close()
