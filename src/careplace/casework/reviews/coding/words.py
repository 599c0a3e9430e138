"""Words as search compares them: without case and accents, letters and digits alone, the same on every database.

Neither database's own parser is used: PostgreSQL takes hyphens, addresses and numbers apart in its own way, and SQLite in
another. Each gets the words ready, so that both find the same.
"""

import re
import unicodedata
from typing import Any

from django.db import models

LONGEST = 200
"""Characters of a word that are compared: PostgreSQL refuses one of 2 KB."""
_WORD = re.compile(r"[^\W_]+")


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
        found = words(value)
        if connection.vendor != "postgresql":
            return " ".join(found)
        return " ".join(f"'{word}':{min(position, 16383)}" for position, word in enumerate(found, start=1))

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """The value's placeholder, with its type."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"
