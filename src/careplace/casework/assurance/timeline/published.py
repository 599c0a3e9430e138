"""What the edition says of a home through its registrations."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from careplace.casework import edition_reader
from careplace.engine import sql_text

PACKAGE = "careplace.casework.assurance.timeline"


@dataclass(frozen=True)
class PublishedHistory:
    """Rows of registrations.sql, of rating_history.sql, and of providers.sql, about one home."""

    registrations: list[dict[str, Any]]
    ratings: list[dict[str, Any]]
    providers: list[dict[str, Any]]

    @property
    def without_beginning(self) -> list[str]:
        """The registrations of which no publication says when they began."""
        return [row["location_id"] for row in self.registrations if row["registered_on"] is None]


def published_history(home: Path, location_id: str) -> PublishedHistory:
    """The history of the home that a location is.

    Raises:
        NoEdition: when no edition can be read.
    """
    return _history(home, edition_reader.edition_id(home), location_id)


@lru_cache(maxsize=256)
def _history(home: Path, _edition: str, location_id: str) -> PublishedHistory:
    """An edition never changes: of a home it always says the same."""
    history = sql_text("careplace.measures.providers", "rating_history.sql")
    with edition_reader.cursor_of(home) as cursor:
        registrations = cursor.rows(sql_text(PACKAGE, "registrations.sql"), {"id": location_id})
        ids = {"ids": [row["location_id"] for row in registrations]}
        return PublishedHistory(
            registrations, cursor.rows(history, ids), cursor.rows(sql_text(PACKAGE, "providers.sql"), ids)
        )
