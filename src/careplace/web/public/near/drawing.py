"""The map of a page of services near a place."""

import numpy as np

from careplace.engine import sql_text
from careplace.measures.boundaries import boundaries
from careplace.measures.cache import cached
from careplace.places.outlines import outlines, projected
from careplace.publish.charts.pins import PinMap, pin_map
from careplace.web.public.editions import EditionCursor
from careplace.web.public.near.filters import MILE
from careplace.web.public.near.selection import Nearby

KILOMETRES_OF_DEGREE = 111.0
TOWNS = 12
"""Names looked at for a map: those that overlap a larger town's are left out."""


def drawing(edition: EditionCursor, selection: Nearby) -> PinMap | None:
    """The map of a page of services; None without any that has a place."""
    if not selection.rows or selection.locality is None or selection.locality.middle is None:
        return None
    middle, kilometres = selection.locality.middle, selection.filter.within * MILE
    points = {row["position"]: _point(row["latitude"], row["longitude"]) for row in selection.rows}
    towns = [
        (town["name"], _point(town["latitude"], town["longitude"]))
        for town in _towns(edition, *middle, kilometres)
    ]
    return pin_map(_outlines(edition).values(), _point(*middle), kilometres * 1000, points, towns)


def _point(latitude: float, longitude: float) -> np.ndarray:
    return projected(np.array([longitude]), np.array([latitude]))[0]


def _towns(edition: EditionCursor, latitude: float, longitude: float, kilometres: float) -> list[dict]:
    degrees = kilometres / KILOMETRES_OF_DEGREE
    across = degrees / np.cos(np.radians(latitude))
    params = {
        "south": latitude - degrees,
        "north": latitude + degrees,
        "west": longitude - across,
        "east": longitude + across,
        "most": TOWNS,
    }
    return edition.rows(sql_text(__package__, "towns.sql"), params)


@cached()
def _outlines(edition: EditionCursor) -> dict[str, list[np.ndarray]]:
    """The outlines of the councils that stand; none where the edition has no outlines."""
    table = boundaries(edition.reader)
    councils = (a.code for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands())
    return outlines(table, councils) if table is not None else {}
