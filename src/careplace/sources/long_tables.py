"""Published files of millions of rows, of which only some columns are read: which, long_tables.toml says.

The postcode directory has 2.7 million rows of some fifty columns, three times as many cells as a file may have; five of
the columns are used.
"""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from careplace.sources.headers import folded

HEADER = 2**16
"""Bytes within which a header row ends."""


@dataclass(frozen=True)
class LongTable:
    """A kind of file: the patterns of the headings of each column, the present one first."""

    key: str
    title: str
    needed: frozenset[str]
    patterns: dict[str, tuple[re.Pattern[str], ...]]

    def columns(self, headings: list[str]) -> dict[str, int] | None:
        """{column: its position} in a file with these headings; None where it lacks a needed one.

        Of two headings of one column the earlier pattern counts, and of one pattern the first heading.
        """
        positions = {name: self._position(patterns, headings) for name, patterns in self.patterns.items()}
        known = {name: position for name, position in positions.items() if position is not None}
        return known if self.needed <= known.keys() else None

    def _position(self, patterns: tuple[re.Pattern[str], ...], headings: list[str]) -> int | None:
        words = [folded(heading) for heading in headings]
        matches = (at for pattern in patterns for at, word in enumerate(words) if pattern.fullmatch(word))
        return next(matches, None)


@cache
def long_tables() -> dict[str, LongTable]:
    """Every kind of long_tables.toml by its key."""
    entries = tomllib.loads((files(__package__) / "long_tables.toml").read_text(encoding="utf-8"))
    return {key: _long_table(key, entry) for key, entry in entries.items()}


def columns_read(data: bytes) -> list[int] | None:
    """The positions, in order, of the columns that are read of a CSV in UTF-8; None for a file that is read whole."""
    try:
        headings = next(csv.reader(StringIO(data[:HEADER].decode("utf-8", errors="ignore"))), [])
    except csv.Error:
        return None
    matches = (table.columns(headings) for table in long_tables().values())
    columns = next((match for match in matches if match), None)
    return sorted(columns.values()) if columns else None


def _long_table(key: str, entry: dict) -> LongTable:
    patterns = {name: tuple(map(re.compile, words)) for name, words in entry["columns"].items()}
    return LongTable(key, entry["title"], frozenset(entry["needed"]), patterns)
