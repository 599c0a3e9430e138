"""Published files that are known and deliberately not read: what each is, why, and what to use instead.

The kinds are data, in `known_unread.toml`. A file of such a kind is taken for no publication, whatever else it
resembles.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from careplace.sources.cqc.api.answers import not_a_payload
from careplace.sources.headers import folded
from careplace.sources.payloads import first_object
from careplace.sources.publication import Book, Sheet


@dataclass(frozen=True)
class KnownUnread:
    """One kind of file: `needed` of its `marks` (folded headings or keys) in one row identify it, without `unless`."""

    key: str
    title: str
    publisher: str
    marks: frozenset[str]
    why: str
    instead: str
    needed: int = 2
    unless: frozenset[str] = frozenset()

    def has_marks(self, names: set[str]) -> bool:
        return len(self.marks & names) >= self.needed and not self.unless & names

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher}): not read, because {self.why}. Use {self.instead}."


@cache
def kinds() -> tuple[KnownUnread, ...]:
    """Every kind of `known_unread.toml`."""
    text = files(__package__).joinpath("known_unread.toml").read_text(encoding="utf-8")
    return tuple(_kind(key, entry) for key, entry in tomllib.loads(text).items())


def known_but_not_read(book: Book) -> str | None:
    """What `book` is, why it is not read and what to use instead; None for a file of no such kind."""
    rows = _rows_of_names(book)
    kind = next((kind for kind in kinds() for names in rows if kind.has_marks(names)), None)
    return str(kind) if kind else not_a_payload(book)


def _kind(key: str, entry: dict) -> KnownUnread:
    names = {name: _of_any_year(entry.get(name, ())) for name in ("marks", "unless")}
    return KnownUnread(key, **{**entry, **names})


def _of_any_year(headings: list[str]) -> frozenset[str]:
    """The folded headings; <yy> in one stands for the two digits of any year."""
    return frozenset(
        folded(heading.replace("<yy>", f"{year:02}")) for heading in headings for year in range(100)
    )


def _rows_of_names(book: Book) -> list[set[str]]:
    """The folded texts that may be headings: the first rows of each sheet, or the keys of JSON."""
    if book.kind == "json":
        return [{folded(key) for key in first_object(book.file.path)}]
    return [names for sheet in book.sheets for names in _top(sheet)]


def _top(sheet: Sheet) -> list[set[str]]:
    rows = sheet.top
    return [{folded(text) for text in row.values() if text} for row in rows]
