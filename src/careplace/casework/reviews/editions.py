"""The edition that a review reads its figures from, for as long as it is there."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careplace.casework import edition_reader
from careplace.casework.edition_reader import MEMORY, NoEdition
from careplace.editions.home import EditionError, Home
from careplace.editions.opening import Edition
from careplace.engine import Cursor, Engine, sql_text
from careplace.figures import Figure
from careplace.measures.dictionary import measures
from careplace.publish.outcomes import part_name

PACKAGE = "careplace.casework.reviews"
MOST = 100
"""Figures that a search shows."""


@dataclass(frozen=True)
class NamedFigure:
    """A figure of an edition with the title of its measure."""

    title: str
    figure: Figure

    @property
    def part(self) -> str:
        """Which part of a measure it is of, in words: "Good"; "all" for the whole."""
        parts = [part for part in self.figure.breakdown.split("/") if part != "all"]
        return self.figure.label or ", ".join(map(part_name, parts)) or "all"


@contextmanager
def pinned(home: Path, id: str) -> Iterator[Edition]:
    """The edition of an id.

    Raises:
        NoEdition: where it is no longer there, or cannot be read.
    """
    if _is_current(home, id):
        with edition_reader.edition(home) as current:
            yield current
    else:
        with closing(opened(home, id)) as earlier:
            yield earlier


def is_there(home: Path, id: str) -> bool:
    """Whether the edition can be read."""
    try:
        with pinned(home, id):
            return True
    except NoEdition:
        return False


def search(home: Path, id: str, place: str, words: str) -> list[NamedFigure]:
    """Figures of a place whose measures have all the words in their titles, at most MOST. Raises as `pinned`."""
    terms = words.casefold().split()
    keys = [key for key, title in _titles().items() if all(word in title.casefold() for word in terms)]
    return _figures(home, id, {"place": place, "measures": keys if terms else [], "id": ""})


def figure_of(home: Path, id: str, place: str, figure: str) -> NamedFigure | None:
    """A figure of a place by its id; None where the edition has none. Raises as `pinned`."""
    rows = _figures(home, id, {"place": place, "measures": [figure.partition("/")[0]], "id": figure})
    return rows[0] if rows else None


def _figures(home: Path, id: str, parameters: dict) -> list[NamedFigure]:
    with pinned(home, id) as edition, closing(Cursor(edition.engine)) as cursor:
        rows = cursor.rows(sql_text(PACKAGE, "figures_of_place.sql"), parameters | {"most": MOST})
    return [NamedFigure(_titles().get(row["measure"], row["measure"]), Figure(**row)) for row in rows]


@cache
def _titles() -> dict[str, str]:
    return {key: measure.title for key, measure in measures().items()}


def _is_current(home: Path, id: str) -> bool:
    try:
        return edition_reader.edition_id(home) == id
    except NoEdition:
        return False


def opened(home: Path, id: str) -> Edition:
    """An edition with an engine of its own, for the caller to close. Raises as `pinned`."""
    try:
        return Edition(Home(home).edition(id), Engine(memory=MEMORY, threads=1))
    except (EditionError, OSError, ValueError) as error:
        raise NoEdition(str(error)) from error
