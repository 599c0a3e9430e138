"""What happened to the locations of a place since the register before, kept for as long as the edition is open."""

from careplace.engine import sql_text
from careplace.measures.providers.matching import match
from careplace.web.editions import Reading
from careplace.web.explore.ground import Ground, nation

PACKAGE = "careplace.web.explore"


def changes(edition: Reading, ground: Ground) -> dict[str, list[str]]:
    """{better, worse, joined or left: identifiers}, those that left by their identifier in the earlier register.

    As the figures count it: a location is followed to its successor.
    """
    area = ground.area or nation(edition)
    key = ("changes", area.code, ground.earlier, ground.date)
    return edition.remembered(key, lambda: _changes(edition, area, ground))


def _changes(edition: Reading, area, ground: Ground) -> dict[str, list[str]]:
    match(edition.store, area, ground.earlier, ground.date)
    found = edition.engine.sql(sql_text(PACKAGE, "changes.sql"))
    whats, ids = found["change"].to_pylist(), found["location_id"].to_pylist()
    kinds: dict[str, list[str]] = {}
    for what, id in zip(whats, ids, strict=True):
        kinds.setdefault(what, []).append(id)
    return kinds
