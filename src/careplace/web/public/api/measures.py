"""The dictionary of measures, as it was when the edition was made."""

import json
from typing import Literal

from ninja import Query, Router
from pydantic import Field

from careplace.measures.cache import cached
from careplace.web.public.api.paging import page_response, part_of
from careplace.web.public.api.params import Key, Paged
from careplace.web.public.api.responses import json_response
from careplace.web.public.api.schemas import Measure, one_of, page_of
from careplace.web.public.editions import EditionCursor
from careplace.web.shell.errors import NoSuchPage

router = Router(tags=["Measures"])


class MeasureParams(Paged):
    """Which measures."""

    chapter: Literal["providers", "populations", "system"] | None = Field(
        None, description="chapter of the report"
    )
    section: Key | None = Field(None, description="section of the report")


@router.get("/measures", response=page_of(Measure), operation_id="measures", summary="Measures")
def measures(request, params: Query[MeasureParams]):
    """The dictionary: what each number is, by id."""
    rows = [
        measure
        for measure in dictionary(request.edition).values()
        if params.chapter in (None, measure["chapter"]) and params.section in (None, measure["section"])
    ]
    part = part_of(rows, "id", params.cursor, params.limit)
    return json_response(page_response(request, part, params.limit, lambda row: (row["id"],)))


@router.get("/measures/{id}", response=one_of(Measure), operation_id="measure", summary="One measure")
def measure(request, id: Key):
    """A measure by its id."""
    measure = dictionary(request.edition).get(id)
    if measure is None:
        raise NoSuchPage(f"No measure of this edition has the id {id!r}: /api/v1/measures lists them.")
    return json_response({"edition": request.edition.id, "data": measure})


@cached()
def dictionary(edition: EditionCursor) -> dict[str, dict]:
    """{id: the measure}, in the order of their ids."""
    rows = edition.rows("select id, chapter, entry from measure order by id")
    return {row["id"]: json.loads(row["entry"]) | {"chapter": row["chapter"]} for row in rows}
