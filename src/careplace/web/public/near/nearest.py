"""The locations nearest to one, of its own category."""

from careplace.engine import sql_text
from careplace.measures.providers.near import ANYWHERE, near_point
from careplace.web.public.editions import EditionCursor

POINT = "select latitude, longitude, category from current_location where location_id = $1 and latitude is not null"


def nearest(edition: EditionCursor, id: str, most: int) -> list[dict]:
    """The nearest rows of current_location, each with `kilometres`; none where it is not known where the location is."""
    for place in edition.rows(POINT, [id]):
        near_point(edition.engine, place["latitude"], place["longitude"], ANYWHERE)
        params = {"id": id, "category": place["category"], "most": most}
        return edition.rows(sql_text(__package__, "nearest.sql"), params)
    return []
