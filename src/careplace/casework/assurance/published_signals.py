"""Signals that the edition gives by itself about a team's services."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from careplace.casework import edition_reader

PACKAGE = "careplace.casework.assurance"


@dataclass(frozen=True)
class PublishedSignal:
    """Something published that a team should know: a kind of published_signals.sql, and what its sentence needs.

    `dated` is when the rating was published, the snapshot that a fall is against, or when the registration ended.
    """

    kind: str
    question: str | None
    overall: str | None
    dated: date | None
    previous: str | None


def published_signals(home: Path, ids: Iterable[str], today: date) -> dict[str, list[PublishedSignal]]:
    """{location ID: its signals} of those locations that have any.

    Raises:
        NoEdition: when no edition can be read.
    """
    parameters = {"ids": sorted(set(ids)), "today": today}
    signals: dict[str, list[PublishedSignal]] = {}
    for row in edition_reader.rows(home, PACKAGE, "published_signals.sql", parameters):
        signals.setdefault(row.pop("location_id"), []).append(_signal(row))
    return signals


def _signal(row: dict[str, Any]) -> PublishedSignal:
    return PublishedSignal(**row)
