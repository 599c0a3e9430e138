"""Words as search compares them: without case and accents, letters and digits alone, the same on every database.

Neither database's own parser is used: PostgreSQL takes hyphens, addresses and numbers apart in its own way, and SQLite in
another. Each gets the words ready, so that both find the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import models

LONGEST = 200
"""Characters of a word that are compared: PostgreSQL refuses one of 2 KB."""
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return [word[:LONGEST] for word in _WORD.findall(letters.replace("’", "").replace("'", ""))]


class SearchField(models.Field):
    """Words of a text, in the type that the database searches: a `tsvector` of PostgreSQL, else words apart by spaces."""

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: str, connection: Any, prepared: bool = False) -> str:
        """A text as its words; in PostgreSQL each with its position, so that phrases are found."""
        parts = words(value)
        if connection.vendor != "postgresql":
            return " ".join(parts)
        return " ".join(f"'{word}':{min(position, 16383)}" for position, word in enumerate(parts, start=1))

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """The value's placeholder, with its type."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


@dataclass(frozen=True)
class Term:
    """Words next to each other; `begins` is whether the last may be the beginning of a longer word."""

    words: tuple[str, ...]
    begins: bool = False


def terms(query: str) -> list[Term]:
    """What a query asks for: “"a phrase"” as it stands, “medic*” for every longer word, else each word by itself."""
    result = []
    for phrase, word in _TERM.findall(query.replace("“", '"').replace("”", '"')):
        parts = tuple(words(phrase or word))
        if parts:
            result.append(Term(parts, begins=word.endswith("*")))
    return result


@SearchField.register_lookup
class Has(models.Lookup):
    """`words__has=query`: the passage has every term of a query. A query without words finds nothing."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sqlite(self, _compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """By the FTS5 table that the passages' triggers keep."""
        alias = connection.ops.quote_name(self.lhs.alias)
        match = " AND ".join(f'"{" ".join(t.words)}"{" *" if t.begins else ""}' for t in terms(self.rhs))
        rows = "select rowid from coding_passage_words where coding_passage_words match %s"
        return (f"{alias}.id in ({rows})", [match]) if match else ("1 = 0", [])

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """By the GIN index of the column."""
        column, params = self.process_lhs(compiler, connection)
        query = " & ".join(
            " <-> ".join(f"'{word}'" for word in t.words) + (":*" if t.begins else "")
            for t in terms(self.rhs)
        )
        return (f"{column} @@ %s::tsquery", [*params, query]) if query else ("1 = 0", [])
