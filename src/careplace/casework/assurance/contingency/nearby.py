"""Beds near a service: open locations of the same kind from the edition, with rating, its age, and distance."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careplace.casework.edition_reader import NoEdition, cursor_of
from careplace.engine import sql_text
from careplace.measures.providers.near import ANYWHERE, near_point

MOST = 20


@dataclass(frozen=True)
class NearbyLocation:
    """An open location: `kilometres` as the crow flies, `age` of its rating in years.

    `beds` and `nursing` are as registered; None where the register of `snapshot` does not record them.
    """

    location_id: str
    name: str
    postcode: str | None
    provider_name: str | None
    kilometres: float
    position_basis: str | None
    beds: int | None
    nursing: bool | None
    rating: str | None
    rated_on: date | None
    age: float | None
    snapshot: date


@dataclass(frozen=True)
class Nearby:
    """The locations, and the service's own registered beds; or the sentence that says why there is nothing."""

    locations: tuple[NearbyLocation, ...] = ()
    own_beds: int | None = None
    reason: str = ""


def nearby(home: Path, location_id: str, today: date, most: int = MOST) -> Nearby:
    """The locations of the same kind that are nearest to a location."""
    if not location_id:
        return Nearby(reason="The service has no CQC location, so it is not known where it is.")
    try:
        return _nearby(home, location_id, today, most)
    except NoEdition:
        return Nearby(reason="No edition of the published data can be read, so that nothing nearby is shown.")


def _nearby(home: Path, location_id: str, today: date, most: int) -> Nearby:
    with cursor_of(home) as cursor:
        points = cursor.rows(sql_text(__package__, "point.sql"), {"id": location_id})
        if not points:
            return Nearby(reason="The edition does not say where this location is.")
        (point,) = points
        near_point(cursor, point["latitude"], point["longitude"], ANYWHERE)
        kind = {name: point[name] for name in ("category", "care_home", "nursing")}
        params = {"id": location_id, "today": today, "most": most, **kind}
        rows = cursor.rows(sql_text(__package__, "nearby.sql"), params)
    return Nearby(tuple(NearbyLocation(**row) for row in rows), point["beds"])
