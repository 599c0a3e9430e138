"""What happened to the locations of a place since the register before, kept for as long as the edition is open."""

from careplace.engine import sql_text
from careplace.measures.providers.matching import match
from careplace.web.editions import Reading
from careplace.web.explore.ground import Ground, nation

PACKAGE = "careplace.web.explore"


def changes(edition: Reading, ground: Ground) -> dict[str, dict[str, str | None]]:
    """{better, worse, joined or left: {identifier: earlier rating}}; those that left by their earlier identifier.

    As the figures count it: a location is followed to its successor.
    """
    area = ground.area or nation(edition)
    key = ("changes", area.code, ground.earlier, ground.date)
    return edition.remembered(key, lambda: _changes(edition, area, ground))


def _changes(edition: Reading, area, ground: Ground) -> dict[str, dict[str, str | None]]:
    match(edition.store, area, ground.earlier, ground.date)
    changes = edition.engine.sql(sql_text(PACKAGE, "changes.sql"))
    columns = [changes[name].to_pylist() for name in ("change", "location_id", "earlier_rating")]
    kinds: dict[str, dict[str, str | None]] = {}
    for what, id, rating in zip(*columns, strict=True):
        kinds.setdefault(what, {})[id] = rating
    return kinds
