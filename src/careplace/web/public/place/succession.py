"""What became of a place that no longer stands, and what a place was made of: with the addresses of their pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from careplace.places.area import Area
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import entry


@dataclass(frozen=True)
class Ending:
    """The end of a place, or of its code. `last_day` is the last on which it stood, `on` the day after; `successors` are the
    places that took over, as `entry` gives them; `recoded` where only its code changed."""

    last_day: date
    on: date
    successors: list[dict]
    recoded: bool


def ending(edition: EditionCursor, area: Area) -> Ending | None:
    """What became of a place; None while it stands."""
    if area.to_date is None:
        return None
    lineage = edition.gazetteer.lineage
    successors = lineage.successors(area)
    same = lineage.same_area(area)
    recoded = len(successors) == 1 and successors[0] in same and successors[0].name == area.name
    entries = [entry(edition, successor) for successor in successors]
    return Ending(area.to_date - timedelta(days=1), area.to_date, entries, recoded)


def made_of(edition: EditionCursor, area: Area) -> list[dict]:
    """The places that a place took over from when it began, as `entry` gives them with `whole`; none where only the code is
    new."""
    lineage = edition.gazetteer.lineage
    before = lineage.predecessors(area)
    same = lineage.same_area(area)
    if any(predecessor in same and predecessor.name == area.name for predecessor in before):
        return []
    whole = {succession.code: succession.whole for succession in lineage.earlier.get(area.code, ())}
    return [entry(edition, predecessor) | {"whole": whole[predecessor.code]} for predecessor in before]
