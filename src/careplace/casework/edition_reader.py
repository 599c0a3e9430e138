"""The current edition, read by casework: names of places, and what is published about locations."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from careplace.editions.home import EditionError, Home
from careplace.editions.opening import Edition
from careplace.engine import Cursor, Engine, sql_text
from careplace.measures.reader import Reader

MEMORY = "192MB"
_lock = threading.Lock()
_open: dict[Path, "_Opened"] = {}


class NoEdition(Exception):
    """No edition can be read. Casework works on without: it shows no published data until there is one."""


class _Opened:
    """An edition, and how many read it now. One that another replaced is closed when the last of them is done."""

    def __init__(self, folder: Path):
        self.edition = Edition(folder, Engine(memory=MEMORY, threads=1))
        self.readers, self.replaced = 0, False

    def close_if_done(self) -> None:
        if self.replaced and not self.readers:
            self.edition.close()


@contextmanager
def edition(home: Path) -> Iterator[Edition]:
    """The current edition of a home, opened once a process, and again when another one is current.

    Raises:
        NoEdition: when there is none, or it cannot be read.
    """
    try:
        folder = Home(home).edition()
        with _lock:
            opened = _current(home, folder)
            opened.readers += 1
    except (EditionError, OSError, ValueError) as error:
        raise NoEdition(str(error)) from error
    try:
        yield opened.edition
    finally:
        with _lock:
            opened.readers -= 1
            opened.close_if_done()


def _current(home: Path, folder: Path) -> _Opened:
    """What is open of a home, if that is its edition in `folder`; else that, opened in its place."""
    before = _open.get(home)
    if before is None or before.edition.folder != folder:
        _open[home] = _Opened(folder)
        if before:
            before.replaced = True
            before.close_if_done()
    return _open[home]


@contextmanager
def cursor_of(home: Path) -> Iterator[Cursor]:
    """A cursor of the current edition, with temporary tables of its own.

    Raises:
        NoEdition: when there is none.
    """
    with edition(home) as current, closing(Cursor(current.engine)) as cursor:
        yield cursor


def rows(home: Path, package: str, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a SQL file of `package` over the current edition.

    Raises:
        NoEdition: when there is none.
    """
    with cursor_of(home) as cursor:
        return cursor.rows(sql_text(package, statement), parameters)


def reader_of(opened: Edition) -> Reader:
    """The figures of an edition, by a cursor of this thread's own."""
    return Reader(Cursor(opened.engine), opened.folder, opened.gazetteer)


def edition_id(home: Path) -> str:
    """The id of the current edition. Raises NoEdition when there is none."""
    with edition(home) as current:
        return current.id


def place_name(home: Path, code: str) -> str:
    """The name of a place; its code where no edition has it."""
    try:
        with edition(home) as current:
            area = current.gazetteer.areas.get(code)
    except NoEdition:
        return code
    return area.name if area else code


def forget() -> None:
    """Close every edition: for tests, and for a process that ends."""
    with _lock:
        while _open:
            _open.popitem()[1].edition.close()
