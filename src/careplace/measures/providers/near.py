"""Locations near a point: the one rule of distance, for the public site and for casework."""

from careplace.engine import Engine, sql_text

ANYWHERE = 1_000.0
"""Kilometres: England is smaller."""


def near_point(engine: Engine, latitude: float, longitude: float, kilometres: float) -> None:
    """Make near_location: the locations of an edition within a distance of a point.

    The table is the cursor's own. It has the columns of current_location, and `kilometres`.
    """
    params = {"latitude": latitude, "longitude": longitude, "within": kilometres}
    engine.connection.execute(sql_text(__package__, "near_location.sql"), params)
