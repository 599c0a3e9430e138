"""What happened to the locations of a place since the register before."""

from datetime import date

from careplace.engine import sql_text
from careplace.measures.cache import cached
from careplace.measures.providers.matching import match
from careplace.places.area import Area
from careplace.web.public.editions import EditionCursor
from careplace.web.public.explore.extent import Extent, nation

PACKAGE = "careplace.web.public.explore"


def changes(edition: EditionCursor, extent: Extent) -> dict[str, dict[str, str | None]]:
    """{better, worse, joined or left: {identifier: earlier rating}}; those that left by their earlier identifier.

    As the figures count it: a location is followed to its successor.
    """
    return _changes(edition, extent.area or nation(edition), extent.earlier, extent.date)


@cached()
def _changes(
    edition: EditionCursor, area: Area, earlier: date, later: date
) -> dict[str, dict[str, str | None]]:
    match(edition.reader, area, earlier, later)
    changes = edition.engine.sql(sql_text(PACKAGE, "changes.sql"))
    columns = [changes[name].to_pylist() for name in ("change", "location_id", "earlier_rating")]
    kinds: dict[str, dict[str, str | None]] = {}
    for what, id, rating in zip(*columns, strict=True):
        kinds.setdefault(what, {})[id] = rating
    return kinds
