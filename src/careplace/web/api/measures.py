"""The dictionary of measures, as it was when the edition was made."""

import json
from typing import Literal

from ninja import Query, Router
from pydantic import Field

from careplace.web.api.answering import told
from careplace.web.api.asked import Key, Paged
from careplace.web.api.paging import listed, part_of
from careplace.web.api.shapes import Measure, one_of, page_of
from careplace.web.editions import Reading
from careplace.web.errors import NoSuchPage

router = Router(tags=["Measures"])


class Asked(Paged):
    """Which measures."""

    chapter: Literal["providers", "populations", "system"] | None = Field(
        None, description="chapter of the report"
    )
    section: Key | None = Field(None, description="section of the report")


@router.get("/measures", response=page_of(Measure), operation_id="measures", summary="Measures")
def measures(request, asked: Query[Asked]):
    """The dictionary: what each number is, by id."""
    rows = [
        one
        for one in dictionary(request.edition).values()
        if asked.chapter in (None, one["chapter"]) and asked.section in (None, one["section"])
    ]
    part = part_of(rows, "id", asked.cursor, asked.limit)
    return told(listed(request, part, asked.limit, lambda row: (row["id"],)))


@router.get("/measures/{id}", response=one_of(Measure), operation_id="measure", summary="One measure")
def measure(request, id: Key):
    """A measure by its id."""
    found = dictionary(request.edition).get(id)
    if found is None:
        raise NoSuchPage(f"No measure of this edition has the id {id!r}: /api/v1/measures lists them.")
    return told({"edition": request.edition.id, "data": found})


def dictionary(edition: Reading) -> dict[str, dict]:
    """{id: the measure}, in the order of their ids."""
    query = "select id, chapter, entry from measure order by id"
    return edition.remembered(
        ("api measures",),
        lambda: {
            row["id"]: json.loads(row["entry"]) | {"chapter": row["chapter"]} for row in edition.rows(query)
        },
    )
