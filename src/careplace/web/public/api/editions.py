"""The edition that answers, and the published files that it is made from."""

from ninja import Query, Router

import careplace
from careplace.editions import manifest
from careplace.web.public.api.paging import page_response, part_of
from careplace.web.public.api.params import Paged, Part
from careplace.web.public.api.responses import json_response
from careplace.web.public.api.schemas import Edition, Source, one_of, page_of
from careplace.web.public.editions import EditionCursor
from careplace.web.shell.errors import NoSuchPage

router = Router(tags=["Editions"])
NAMES = tuple(Source.model_fields)


@router.get("/editions", response=page_of(Edition), operation_id="editions", summary="Editions")
def editions(request):
    """The edition that serves: its id, what it holds, its sources' licences. Earlier ones are not served."""
    return json_response({"edition": request.edition.id, "data": [described(request.edition)], "next": None})


@router.get("/editions/{id}", response=one_of(Edition), operation_id="edition", summary="One edition")
def edition(request, id: Part):
    """An edition by its id."""
    if id != request.edition.id:
        raise NoSuchPage(f"The edition {id!r} does not serve: {request.edition.id} does.")
    return json_response({"edition": id, "data": described(request.edition)})


@router.get("/sources", response=page_of(Source), operation_id="sources", summary="Sources")
def sources(request, params: Query[Paged]):
    """The published files that the edition is made from, with their publishers and licences."""
    files = sorted((source(file) for file in request.edition.made_from), key=lambda row: row["sha256"])
    rows = part_of(files, "sha256", params.cursor, params.limit)
    return json_response(page_response(request, rows, params.limit, lambda row: (row["sha256"],)))


def source(file: dict) -> dict:
    """A file of the edition, as the API tells of it."""
    return {name: file[name] for name in NAMES}


def described(edition: EditionCursor) -> dict:
    """What an edition holds."""
    files = edition.made_from
    return {
        "id": edition.id,
        "made_by": edition.manifest["careplace"].get("version", careplace.__version__),
        "snapshots": sorted(
            {snapshot["snapshot"] for snapshot in edition.manifest["snapshots"]}, reverse=True
        ),
        "licences": sorted({file["licence"] for file in files}),
        "publishers": sorted({file["publisher"] for file in files}),
        "sources": len(files),
        "figures": manifest.rows_in(edition.manifest, "figures"),
        "tables": [
            {"name": name, "rows": rows} for name, rows in sorted(manifest.tables(edition.manifest).items())
        ],
    }
