"""The locations nearest to one, of its own category."""

from careplace.engine import sql_text
from careplace.web.public.editions import EditionCursor
from careplace.web.public.near.selection import near_point

ANYWHERE = 1_000.0
"""Kilometres: England is smaller."""
POINT = "select latitude, longitude, category from current_location where location_id = $1 and latitude is not null"


def nearest(edition: EditionCursor, id: str, most: int) -> list[dict]:
    """The nearest rows of current_location, each with `kilometres`; none where it is not known where the location is."""
    for place in edition.rows(POINT, [id]):
        near_point(edition, place["latitude"], place["longitude"], ANYWHERE)
        params = {"id": id, "category": place["category"], "most": most}
        return edition.rows(sql_text(__package__, "nearest.sql"), params)
    return []
