"""Towns and postcodes: which councils they are in, and where their middle is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from careplace.engine import sql_text
from careplace.places.area import Area
from careplace.places.folding import plain_words
from careplace.places.outlines import projected
from careplace.places.postcodes import KINDS, Postcode, postcode
from careplace.web.public.editions import EditionCursor

TOWN = "town"
SAME_TOWN = 20_000
"""Metres between the middles of a town's parts in two councils; further apart they are two towns of one name."""


@dataclass(frozen=True)
class Locality:
    """A town, or part of a postcode. `councils` begin with the one that has the most of its addresses; `middle` is its
    latitude and longitude, None where no address has coordinates."""

    kind: str
    name: str
    councils: tuple[Area, ...]
    locations: int
    middle: tuple[float, float] | None


def localities(edition: EditionCursor, text: str) -> list[Locality]:
    """What a text means: one locality for a postcode, several for a name that several towns bear, none for other words.

    Of a postcode that is not known, the smallest part that is.
    """
    code = postcode(text)
    if code is None:
        return [_locality(edition, rows) for rows in _towns(_rows(edition, [TOWN], plain_words(text)))]
    known = (_of_postcode(edition, part) for part in code.wider())
    rows = next((rows for rows in known if rows), [])
    return [_locality(edition, rows)] if rows else []


def _of_postcode(edition: EditionCursor, code: Postcode) -> list[dict]:
    if code.kind == KINDS[0]:
        query = sql_text(__package__, "whole_postcode.sql")
        if rows := edition.rows(query, {"postcode": code.name}):
            return rows
    return _rows(edition, [code.kind], plain_words(code.name))


def _rows(edition: EditionCursor, kinds: list[str], folded: str) -> list[dict]:
    rows = edition.rows(sql_text(__package__, "localities.sql"), {"kinds": kinds, "folded": folded})
    return [row for row in rows if row["council"] in edition.gazetteer.areas]


def _towns(rows: Sequence[dict]) -> list[list[dict]]:
    """The rows of one name parted into towns: each row joins the first town near it, the largest being first."""
    towns: list[list[dict]] = []
    for row in rows:
        town = next((town for town in towns if _apart(town[0], row) <= SAME_TOWN), None)
        towns.append([row]) if town is None else town.append(row)
    return towns


def _apart(a: dict, b: dict) -> float:
    """Metres between two rows; none where one of them has no coordinates."""
    if a["latitude"] is None or b["latitude"] is None:
        return 0.0
    points = projected(np.array([a["longitude"], b["longitude"]]), np.array([a["latitude"], b["latitude"]]))
    return float(np.hypot(*(points[1] - points[0])))


def _locality(edition: EditionCursor, rows: list[dict]) -> Locality:
    """One locality of its rows, one a council; its middle is theirs, by their addresses."""
    placed = [row for row in rows if row["latitude"] is not None]
    weights = [row["addresses"] for row in placed]
    points = [(row["latitude"], row["longitude"]) for row in placed]
    latitude, longitude = np.average(points, axis=0, weights=weights).tolist() if placed else (0.0, 0.0)
    middle = (latitude, longitude) if placed else None
    councils = tuple(edition.gazetteer.areas[row["council"]] for row in rows)
    return Locality(rows[0]["kind"], rows[0]["name"], councils, sum(row["locations"] for row in rows), middle)
