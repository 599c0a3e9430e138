"""A place's change since about a day: which earlier register to compare with, and the figures between the two.

An edition stores the change from the register before. A change over twelve months of monthly registers is none of
these: it is calculated when a place is read, by the same SQL.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from careplace.engine import Cursor
from careplace.figures import Figure
from careplace.measures.cache import cached
from careplace.measures.providers import change
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.matching import see_members
from careplace.measures.providers.statements import see_parts
from careplace.measures.reader import Reader, from_table
from careplace.places.area import Area
from careplace.ratings.scale import LEVELS, slug

METHOD = "count now less count then"


def months_before(day: date, months: int) -> date:
    """The day so many months before; the last of its month where that month is shorter (31 May less a month: 30 April).

    Raises:
        ValueError: for a day before the year 1.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nearest_snapshot(reader: Reader, area: Area, before: date, day: date) -> date | None:
    """The snapshot earlier than `before` that covers the place and is nearest to `day`; of two as near, the earlier.

    None where no earlier snapshot covers the place.
    """
    earlier = [
        snapshot for snapshot in reader.snapshots() if snapshot < before and reader.covered_at(area, snapshot)
    ]
    return min(earlier, key=lambda snapshot: (abs((snapshot - day).days), snapshot), default=None)


def change_figures(reader: Reader, area: Area, earlier: date, later: date, prefix: str = "") -> list[Figure]:
    """The place's figures of change between two snapshots that cover it, those whose breakdown begins with `prefix`:
    as stored, else calculated; with the change in the number of locations at each level (`rating-change-count`).

    Args:
        area: the place under the code that it has at the later snapshot.
    """
    period = f"{earlier}..{later}"
    stored = [f for f in reader.figures([area.code], later, prefix) if f.period == period]
    if not stored:
        stored = [f for f in _calculated(reader, area, earlier, later) if f.breakdown.startswith(prefix)]
    counts = _counts(reader, area, earlier, later, prefix.split("/")[0])
    return stored + [f for f in counts if f.breakdown.startswith(prefix)]


def earlier_mix(reader: Reader, area: Area, earlier: date, prefix: str = "") -> list[Figure]:
    """The place's own overall ratings by locations at an earlier snapshot that covers it."""
    then = reader.area_at(area.code, earlier)
    return reader.of_group(then.code, earlier, prefix) if then else []


@cached()
def _calculated(reader: Reader, area: Area, earlier: date, later: date) -> list[Figure]:
    # On a cursor of its own: what `match` leaves for the reader's engine to see stays as it is.
    with Cursor(reader.engine) as engine:
        see_parts(engine)
        see_members(reader, engine, area, earlier, later)
        engine.connection.execute("create or replace temp table member as from member_later")
        change.between(engine, reader.folder / "tables", earlier, later)
        figures = from_table(change.figures(engine, f"{earlier}..{later}"))
    services = _services_at_both(reader, area, earlier, later)
    return [f for f in figures if services or not sectors()[f.breakdown.split("/")[0]].needs_services]


def _services_at_both(reader: Reader, area: Area, earlier: date, later: date) -> bool:
    """Whether both dates' files say which services a location offers, for all councils of the place."""
    then = reader.area_at(area.code, earlier) or area
    members = {later: reader.members(area.code, later), earlier: reader.members(then.code, earlier)}
    return all(reader.lists_services(councils, snapshot) for snapshot, councils in members.items())


def _counts(reader: Reader, area: Area, earlier: date, later: date, sector: str) -> list[Figure]:
    then = _by_breakdown(earlier_mix(reader, area, earlier, sector))
    now = _by_breakdown(reader.of_group(area.code, later, sector))
    levels = [slug(level) for level in LEVELS]
    return [
        _less(figure, then[breakdown], area, f"{earlier}..{later}")
        for breakdown, figure in now.items()
        if breakdown in then and breakdown.split("/")[-1] in levels
    ]


def _by_breakdown(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {f.breakdown: f for f in figures if f.measure == "rating-count" and f.value is not None}


def _less(now: Figure, then: Figure, area: Area, period: str) -> Figure:
    sector, _overall, _locations, level = now.breakdown.split("/")
    return Figure(
        "rating-change-count",
        area.code,
        period,
        f"{sector}/{level}",
        (now.value or 0) - (then.value or 0),
        "locations",
        method=METHOD,
        source="|".join(sorted({*now.source.split("|"), *then.source.split("|")} - {""})),
        query="since.py",
    )
