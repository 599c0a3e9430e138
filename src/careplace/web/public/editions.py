"""The edition that serves: opened once a process, read by short-lived cursors, exchanged without a mixed page.

A request holds one `EditionCursor` from its first line to the last byte of its answer. When `current` points elsewhere, the
next request opens the new edition; the old one is closed when the last request that holds it has ended.

No edition serves whose files are not as they were sealed. Where the current one is damaged, or taken away, the last sound
one serves in its place; where there is none, readers are told when to come back.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from django.conf import settings

from careplace.editions.home import EditionError, Home
from careplace.editions.made_from import input_files
from careplace.editions.opening import Edition
from careplace.editions.soundness import Sealed
from careplace.engine import Cursor, Engine
from careplace.measures.cache import EditionCache, cached
from careplace.measures.reader import Reader
from careplace.places.gazetteer import Gazetteer
from careplace.web.shell.errors import NEEDS_NO_EDITION, unavailable

log = logging.getLogger("careplace.web.public.editions")
AGAIN = 5.0
"""Seconds until an edition that could not be opened is tried again."""
CHECKED = 0.2
"""Seconds between two looks at whether a file of the edition was touched."""
ATTEMPTS = 2
"""How often a page is begun whose edition turns out to be damaged."""
_openings = itertools.count(1)


class OpenEdition:
    """One edition, open for every request of this process, and what has been calculated from it."""

    def __init__(self, folder: Path, memory: str):
        self.sealed = Sealed(folder)
        self.sealed.verify()
        self.opening, self.checked, self.failed = next(_openings), time.monotonic(), False
        engine = Engine(memory=memory, threads=1)
        try:
            # The footers of an edition's files never change: they are read once.
            engine.connection.execute("set parquet_metadata_cache = true")
            self.edition = Edition(folder, engine)
            engine.script("careplace.web.public", "ratings.sql")
            self.id, self.folder, self.manifest = self.edition.id, folder, self.edition.manifest
            self.gazetteer: Gazetteer = self.edition.gazetteer
        except BaseException:
            engine.close()
            raise
        self.cache = EditionCache()
        self.readers, self.retired = 0, False

    def close(self) -> None:
        """Close it; what cannot be tidied up is no reason for a page to fail."""
        try:
            self.edition.close()
        except Exception:
            log.exception("an edition could not be closed cleanly", extra={"edition": self.id})

    def sound(self, at_once: bool = False) -> bool:
        """Whether its files are as they were sealed; looked at every CHECKED seconds, or `at_once`."""
        now = time.monotonic()
        if self.failed or (now - self.checked < CHECKED and not at_once):
            return not self.failed
        self.checked = now
        try:
            if self.sealed.touched():
                self.sealed.verify()
        except EditionError as error:
            self.fail(str(error))
        return not self.failed

    def answers(self) -> bool:
        """Whether it is sound, and DuckDB reads it."""
        if self.sound(at_once=True):
            try:
                self.edition.engine.connection.cursor().execute(
                    "select count(*) from place_snapshot"
                ).fetchall()
            except Exception as error:
                self.fail(f"edition {self.id} cannot be read: {error}")
        return not self.failed

    def fail(self, why: str) -> None:
        """It serves no more."""
        if not self.failed:
            log.error("edition serves no more", extra={"edition": self.id, "why": why})
        self.failed = True


class EditionCursor:
    """The edition as one request sees it: the same from beginning to end.

    `id`, `manifest` and `gazetteer` are the edition's; `rows` asks it in SQL; `reader` is what `measures` reads from.
    `opening` is another number each time that an edition is opened.
    """

    def __init__(self, opened: OpenEdition, release: Callable[[OpenEdition], None]):
        self._open, self._release, self._closed = opened, release, False
        self.id: str = opened.id
        self.opening: int = opened.opening
        self.folder: Path = opened.folder
        self.manifest: dict = opened.manifest
        self.gazetteer: Gazetteer = opened.gazetteer
        self.cache: EditionCache = opened.cache

    @cached_property
    def engine(self) -> Engine:
        """A cursor of the edition's one connection, this request's own."""
        return Cursor(self._open.edition.engine)

    @cached_property
    def reader(self) -> Reader:
        """What `measures.providers.profile.profile` and `tracing.trace` take."""
        return Reader(self.engine, self.folder, self.gazetteer, self.cache)

    def rows(self, query: str, parameters: dict | list | None = None) -> list[dict]:
        """The answer of a query as dicts. It sees each table under its name, and every figure in `figure`.

        What a reader wrote goes into `parameters` ($1, or $name), never into the query's text.
        """
        return self.engine.rows(query, parameters)

    def answers(self) -> bool:
        """Whether the edition can still be read, and is as it was sealed."""
        return self._open.answers()

    @property
    def made_from(self) -> list[dict]:
        """The files that the edition was made from, each with `snapshot` as a date or None."""
        return _input_files(self)

    @property
    def left_aside(self) -> list[dict]:
        """The files that could not be read when the edition was built: name, publication and why, line by line."""
        return self.manifest.get("left_aside", [])

    def close(self) -> None:
        """Let go of the edition; twice is once."""
        if "engine" in vars(self):
            self.engine.close()
        if not self._closed:
            self._closed = True
            self._release(self._open)


@cached()
def _input_files(edition: EditionCursor) -> list[dict]:
    return input_files(edition.manifest)


class Shelf:
    """The edition of one home that serves now. One a process and home."""

    def __init__(self, home: Path, memory: str):
        self.home, self.memory = Home(home), memory
        self._current: OpenEdition | None = None
        self._count = threading.Lock()
        self._opening = threading.Lock()
        self._refused: dict[str, float] = {}

    def read(self) -> EditionCursor:
        """The edition that serves, held until the reading is closed.

        Raises:
            EditionError: when no edition is sound.
        """
        while True:
            opened = self._serving()
            with self._count:
                if not opened.retired:
                    opened.readers += 1
                    return EditionCursor(opened, self._let_go)

    def close(self) -> None:
        """Close what is open, at once if nobody reads it."""
        with self._opening:
            self._exchange(None)

    def _serving(self) -> OpenEdition:
        wanted_id, current = self._current_id(), self._current
        if current is None or not current.sound():
            self._opening.acquire()
        elif current.id == wanted_id or self._given_up(wanted_id) or self._left_to_another():
            return current
        try:
            return self._first_sound(wanted_id)
        finally:
            self._opening.release()

    def _left_to_another(self) -> bool:
        """Whether another thread is opening an edition: the reader takes the old one, whole, rather than wait. Else this one
        may open one, and is to release `_opening`."""
        return not self._opening.acquire(blocking=False)

    def _first_sound(self, wanted_id: str | None) -> OpenEdition:
        """The wanted edition, or else the one that serves, or else the last that served and is sound."""
        current, why = self._current, ""
        before = [current.id] if current is not None and current.sound() else []
        for id in dict.fromkeys(
            [*([wanted_id] if wanted_id else []), *before, *(() if before else self._earlier())]
        ):
            if current is not None and current.id == id and not current.failed:
                return current
            if not self._given_up(id):
                try:
                    opened = OpenEdition(self.home.editions / id, self.memory)
                    self._exchange(opened)
                    return opened
                except Exception as error:  # whatever a damaged file brings about
                    why = str(error)
                    self._refuse(id, why)
        self._exchange(None)
        raise EditionError(why or self._why_none())

    def _why_none(self) -> str:
        try:
            self.home.edition()
        except (EditionError, OSError, ValueError) as error:
            return str(error)
        return "no edition is sound: `careplace editions verify` tells what is wrong"

    def _current_id(self) -> str | None:
        """The edition that `current` names; None where that is nothing to go by."""
        try:
            return self.home.current()
        except (EditionError, OSError, ValueError):
            return None

    def _earlier(self) -> list[str]:
        """Editions to fall back to, the best first: those that served, then any other, the last at the front."""
        ids: list[str] = []
        for ids_of in (self.home.served, self.home.ids):
            # Without a journal, or with `current` no link, every edition that stands can still be tried.
            with suppress(EditionError, OSError, ValueError):
                ids += reversed(ids_of())
        return list(dict.fromkeys(ids))

    def _refuse(self, id: str, why: str) -> None:
        self._refused[id] = time.monotonic()
        log.error("edition cannot be opened", extra={"edition": id, "why": why})

    def _given_up(self, id: str | None) -> bool:
        """Whether there is no such edition to try just now."""
        return id is None or time.monotonic() - self._refused.get(id, -AGAIN) < AGAIN

    def _exchange(self, new: OpenEdition | None) -> None:
        with self._count:
            old, self._current = self._current, new
            if old is not None:
                old.retired = True
            unread = old is not None and not old.readers
        if old is not None and unread:
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
        for _ in range(ATTEMPTS):
            try:
                request.edition = shelf().read()
            except EditionError:
                return unavailable(request)
            response = self.get_response(request)
            if response.status_code != 500 or request.edition.answers():
                # An answer that is streamed reads on after it is returned: a response closes what it holds at its end.
                response._resource_closers.append(request.edition.close)
                return response
            # Its edition was damaged under its hands: the page is made again from the one that serves now.
            response.close()
            request.edition.close()
            del request.edition
        return unavailable(request)


def forget() -> None:
    """Close every shelf: for tests, and for a process that ends."""
    with _making, suppress(KeyError):
        while _shelves:
            _shelves.popitem()[1].close()
