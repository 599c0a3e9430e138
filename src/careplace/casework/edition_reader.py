"""The current edition, read by casework: names of places, and what is published about locations."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from careplace.editions.home import EditionError, Home
from careplace.editions.opening import Edition
from careplace.engine import Cursor, Engine, sql_text

MEMORY = "192MB"
_lock = threading.Lock()
_open: dict[Path, Edition] = {}


class NoEdition(Exception):
    """No edition can be read. Casework works on without: it shows no published data until there is one."""


def edition(home: Path) -> Edition:
    """The current edition of a home, opened once a process, and again when another one is current.

    Raises:
        NoEdition: when there is none, or it cannot be read.
    """
    try:
        folder = Home(home).edition()
        with _lock:
            if home not in _open or _open[home].folder != folder:
                _open[home] = Edition(folder, Engine(memory=MEMORY, threads=1))
            return _open[home]
    except (EditionError, OSError, ValueError) as error:
        raise NoEdition(str(error)) from error


def rows(home: Path, package: str, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a SQL file of `package` over the current edition.

    Raises:
        NoEdition: when there is none.
    """
    with cursor(home) as reader:
        return reader.rows(sql_text(package, statement), parameters)


@contextmanager
def cursor(home: Path) -> Iterator[Cursor]:
    """A cursor over the current edition, for several statements of which one uses what another made.

    Raises:
        NoEdition: when there is none.
    """
    reader = Cursor(edition(home).engine)
    try:
        yield reader
    finally:
        reader.close()


def place_name(home: Path, code: str) -> str:
    """The name of a place; its code where no edition has it."""
    try:
        area = edition(home).gazetteer.areas.get(code)
    except NoEdition:
        return code
    return area.name if area else code


def forget() -> None:
    """Close every edition: for tests, and for a process that ends."""
    with _lock:
        while _open:
            _open.popitem()[1].close()
