"""What the edition says of a team's locations, as far as their priority goes by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

from careplace.casework import edition_reader
from careplace.engine import sql_text

PACKAGE = "careplace.casework.assurance.caseload"


@dataclass(frozen=True)
class PublishedFacts:
    """A location as the edition knows it.

    `overall` is CQC's word, `published_on` its day; `ratings` is how many days with a rating are known, of it and of the
    registrations before it, and `falls` the days on which one was lower than the one before. `others_fallen` is how many
    other locations of its provider fell in the past year; None where the edition cannot say.
    """

    location_id: str
    overall: str | None
    published_on: date | None
    register_snapshot: date | None
    ended_on: date | None
    provider_id: str | None
    provider_name: str | None
    questions_rated: int
    below_good: int
    ratings: int
    falls: tuple[date, ...]
    others_fallen: int | None


def published_facts(home: Path, ids: Iterable[str], today: date) -> dict[str, PublishedFacts]:
    """{location ID: facts} of those locations that the edition knows.

    Raises:
        NoEdition: when no edition can be read.
    """
    return _facts(home, edition_reader.edition_id(home), tuple(sorted(set(ids))), today)


@lru_cache(maxsize=64)
def _facts(home: Path, _edition: str, ids: tuple[str, ...], today: date) -> dict[str, PublishedFacts]:
    """An edition never changes: for the same services it says the same all day."""
    with edition_reader.cursor_of(home) as cursor:
        cursor.connection.execute(sql_text(PACKAGE, "family.sql"), {"ids": list(ids)})
        registrations = [row["rated_id"] for row in cursor.rows(sql_text(PACKAGE, "registrations.sql"))]
        history = sql_text("careplace.measures.providers", "rating_history.sql")
        cursor.register("rating_day", cursor.sql(history, {"ids": registrations}))
        parameters = {"ids": list(ids), "since": today - relativedelta(years=1)}
        rows = cursor.rows(sql_text(PACKAGE, "published_facts.sql"), parameters)
    return {row["location_id"]: PublishedFacts(**row | {"falls": tuple(row["falls"])}) for row in rows}
