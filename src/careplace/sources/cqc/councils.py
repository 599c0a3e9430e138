"""Which council a name in CQC's data means, and what is done with a name that means none.

A registered location is in a council as at the date of the data. One that left is in the council of that name as at
the day it left; where there was none then (CQC may have named it by the councils of now), as at the date of the data.
"""

from collections.abc import Iterable
from datetime import date

from careplace.places.gazetteer import Gazetteer

MOST_NAMES = 5


def code(gazetteer: Gazetteer, name: str, on: date, ended: date | None = None) -> str | None:
    """The code of the council of a name; None where no council has it. `ended`: the day that the location left."""
    for day in (ended, on):
        code_at = _code(gazetteer, name, day) if day else None
        if code_at:
            return code_at
    return None


def _code(gazetteer: Gazetteer, name: str, on: date) -> str | None:
    try:
        return gazetteer.codes([name], on)[name]
    except LookupError:
        return None


def unknown_note(counts: Iterable[tuple[str, int]], on: date) -> str:
    """A note on names of no council, the commonest first: [(name, locations)]."""
    ranked = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    names = ", ".join(f"{name!r} ({locations:,})" for name, locations in ranked[:MOST_NAMES])
    more = f" and {len(ranked) - MOST_NAMES} more names" if len(ranked) > MOST_NAMES else ""
    total = sum(locations for _name, locations in ranked)
    return (
        f"{total:,} locations are counted in no council, because no council of England at {on} has the name: "
        f"{names}{more}"
    )
