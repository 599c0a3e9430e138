"""Places: the list, one, and the groups that one can be compared with."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from careplace.entries import OneOf
from careplace.places.area import KINDS, Area, UnknownPlace
from careplace.places.folding import fold
from careplace.places.search import match
from careplace.web.public.api.paging import page_response, part_of
from careplace.web.public.api.params import Paged, PlaceText, Words, place_of
from careplace.web.public.api.responses import json_response
from careplace.web.public.api.schemas import FoundPlace, Group, WholePlace, one_of, page_of
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_address, slug_of
from careplace.web.public.place.queries import CHOICES, dates, snapshots

router = Router(tags=["Places"])


class PlaceParams(Paged):
    """Which places."""

    q: Words | None = Field(None, description="words that the name or code is like; best first")
    kind: Annotated[str, OneOf(KINDS)] | None = Field(None, description="only places of this kind")
    standing: bool | None = Field(
        None, description="only places that stand still (true), or no longer do (false)"
    )


@router.get("/places", response=page_of(FoundPlace), operation_id="places", summary="Places")
def places(request, params: Query[PlaceParams]):
    """Every area of England that pages may be about, by code; with `q`, those of a like name, best first."""
    edition = request.edition
    rows = [
        _row(edition, area) | {"match": _match(edition, area, params.q)} for area in _matches(edition, params)
    ]
    part = part_of(rows, "code", params.cursor, params.limit)
    return json_response(page_response(request, part, params.limit, lambda row: (row["code"],)))


def _match(edition: EditionCursor, area: Area, text: str | None) -> str | None:
    return None if text is None else match(edition.gazetteer.matches(area, text))


def _matches(edition: EditionCursor, params: PlaceParams) -> list[Area]:
    areas = edition.gazetteer.areas
    matches = [areas[code] for code in sorted(areas)] if params.q is None else _like(edition, params.q)
    return [
        area
        for area in matches
        if params.kind in (None, area.kind) and (params.standing is None or area.stands() == params.standing)
    ]


def _like(edition: EditionCursor, text: str) -> list[Area]:
    return edition.gazetteer.find(text) if fold(text) else []


@router.get("/places/{place}", response=one_of(WholePlace), operation_id="place", summary="One place")
def place(request, place: PlaceText):
    """A place by its code, slug or name."""
    edition, area = request.edition, place_of(request.edition, place)
    more = {
        "parents": [_name_and_code(parent) for parent in edition.gazetteer.parents(area)],
        "snapshots": snapshots(edition, area),
        "dates": dates(edition, area),
        "successors": [_name_and_code(heir) for heir in edition.gazetteer.lineage.successors(area)],
        "predecessors": [_name_and_code(before) for before in edition.gazetteer.lineage.predecessors(area)],
    }
    return json_response({"edition": edition.id, "data": _row(edition, area) | more})


@router.get(
    "/places/{place}/groups",
    response=page_of(Group),
    operation_id="groups",
    summary="Groups that a place is compared with",
)
def groups(request, place: PlaceText):
    """The groups that `against` may name, with their members as they stand, or why the place has no such group."""
    edition, area = request.edition, place_of(request.edition, place)
    keys = [*(key for key, _name in CHOICES), *(group.key for group in edition.gazetteer.named)]
    return json_response(
        {"edition": edition.id, "data": [_group(edition, area, key) for key in keys], "next": None}
    )


def _group(edition: EditionCursor, area: Area, key: str) -> dict:
    blank = {
        "key": key,
        "name": dict(CHOICES).get(key, key),
        "kind": "",
        "members": [],
        "notes": [],
        "reason": "",
    }
    try:
        group = edition.gazetteer.group(key, area)
    except UnknownPlace as error:
        return blank | {"reason": str(error)}
    distances = group.distances or (None,) * len(group.members)
    members = [
        _name_and_code(member) | {"distance": far}
        for member, far in zip(group.members, distances, strict=True)
    ]
    return blank | {"name": group.name, "kind": group.kind, "members": members, "notes": list(group.notes)}


def _name_and_code(area: Area) -> dict:
    return {"code": area.code, "name": area.name, "kind": area.kind}


def _row(edition: EditionCursor, area: Area) -> dict:
    return _name_and_code(area) | {
        "slug": slug_of(edition, area),
        "official_name": area.official_name,
        "from_date": area.from_date,
        "to_date": area.to_date,
        "council": area.council,
        "page": place_address(edition, area),
    }
