"""Locations: a register's list, by place, sector and rating; and one, through time."""

from datetime import date
from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from careplace.engine import sql_text
from careplace.entries import OneOf
from careplace.measures.cache import cached
from careplace.measures.providers.definitions import sectors
from careplace.places.area import Area
from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS, slug
from careplace.web.public.api.paging import after, page_response
from careplace.web.public.api.params import Day, Paged, PlaceText, place_of
from careplace.web.public.api.responses import json_response
from careplace.web.public.api.schemas import (
    LatestRating,
    ListedLocation,
    Location,
    Rating,
    RegisterEntry,
    one_of,
    page_of,
)
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.queries import snapshots
from careplace.web.shell.errors import NoSuchPage

router = Router(tags=["Locations"])
NAMES, LATEST = tuple(RegisterEntry.model_fields), tuple(LatestRating.model_fields)
RATINGS = {slug(word): word for word in (*LEVELS, BY_SERVICE_GROUP)} | {"not-rated": "not rated"}
PAGE = "https://www.cqc.org.uk/location/"
Identifier = Annotated[
    str,
    Field(
        min_length=3,
        max_length=30,
        pattern=r"^[A-Za-z0-9-]+$",
        description="CQC's identifier of the location",
    ),
]


class LocationParams(Paged):
    """Which locations."""

    place: PlaceText | None = Field(None, description="code, slug or name of a place")
    sector: Annotated[str, OneOf(sectors())] | None = Field(None, description="only locations of this sector")
    rating: Rating | None = Field(None, description="only locations with this overall rating in the register")
    latest_rating: Rating | None = Field(
        None, description="only locations whose latest overall rating, in any publication, is this"
    )
    as_at: Day | None = Field(
        None,
        description="the newest register up to this day; without it the newest that covers the place, or the nation",
    )


@router.get(
    "/locations",
    response=page_of(ListedLocation, as_at=(date, ...)),
    operation_id="locations",
    summary="Locations",
)
def locations(request, params: Query[LocationParams]):
    """The locations of one register, by identifier, each with its latest rating, which may be newer than the register."""
    edition = request.edition
    area = place_of(edition, params.place) if params.place else None
    snapshot = _snapshot(edition, area, params.as_at)
    (begin,) = after(params.cursor, 1)
    rows = edition.rows(
        sql_text(__package__, "locations.sql"),
        {
            "snapshot": snapshot,
            "councils": edition.reader.councils_at(area.code, snapshot) if area else None,
            "sector": params.sector,
            "rating": RATINGS.get(params.rating or ""),
            "latest_rating": RATINGS.get(params.latest_rating or ""),
            "after": begin,
            "rows": params.limit + 1,
        },
    )
    entries = [_entry(row) | _latest(row["latest"]) for row in rows]
    return json_response(
        page_response(request, entries, params.limit, lambda row: (row["location_id"],), as_at=snapshot)
    )


def _snapshot(edition: EditionCursor, area: Area | None, upto: date | None) -> date:
    days = snapshots(edition, area) if area else _national(edition)
    latest = next((day for day in days if upto is None or day <= upto), None)
    if latest is None:
        whom = area.name if area else "the nation"
        first = f"the first is of {days[-1]}" if days else "there is none"
        raise NoSuchPage(f"No register of this edition covers {whom} by {upto or 'any day'}: {first}.")
    return latest


@cached()
def _national(edition: EditionCursor) -> list[date]:
    query = "select snapshot from snapshot where national order by snapshot desc"
    return [row["snapshot"] for row in edition.rows(query)]


@router.get("/locations/{id}", response=one_of(Location), operation_id="location", summary="One location")
def location(request, id: Identifier):
    """A location by CQC's identifier, in every register that lists it, and what it followed."""
    edition = request.edition
    rows = [_entry(row) for row in edition.rows(sql_text(__package__, "location.sql"), {"id": id})]
    if not rows:
        raise NoSuchPage(f"No register of this edition lists the location {id!r}.")
    latest = edition.rows(sql_text("careplace.web.public.location", "latest_rating.sql"), {"id": id})[0]
    more = {"url": PAGE + id, **_latest(latest), "earlier": rows[1:], **_followed(edition, id)}
    return json_response({"edition": edition.id, "data": rows[0] | more})


def _latest(row: dict) -> dict:
    return {"latest_rating": {name: row[name] for name in LATEST}, "ended_on": row["ended_on"]}


def _followed(edition: EditionCursor, id: str) -> dict[str, list[dict]]:
    rows = edition.rows(sql_text(__package__, "succession.sql"), {"id": id})
    before, after = ("predecessor_id", "successor_id")
    return {
        "followed_from": [_link(row, before) for row in rows if row[after] == id],
        "followed_by": [_link(row, after) for row in rows if row[before] == id],
    }


def _link(row: dict, field: str) -> dict:
    return {"location_id": row[field], "basis": row["basis"]}


def _entry(row: dict) -> dict:
    return {name: row[name] for name in NAMES}
